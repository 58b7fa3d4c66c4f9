// Runs the built command in a process of its own, with nothing of the environment that could change what it prints.

import { spawn } from 'node:child_process'

/** 2026-11-21, so that what is said about the age of prices stays the same. */
const today = '1795219200'

export interface Ran {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | null
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  /** A line for bash in place of the arguments. */
  readonly shell?: string
}

export function environmentOf(env: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const { PATH, HOME } = process.env
  return { PATH, HOME, PICK_LLM_NO_CACHE: '1', SOURCE_DATE_EPOCH: today, ...env }
}

export function run(args: readonly string[], { env = {}, input, shell }: Options = {}): Promise<Ran> {
  const [file, words] = shell === undefined ? [process.execPath, ['bin/pick-llm.js', ...args]] : ['bash', ['-c', shell]]
  const child = spawn(file, words, {
    env: environmentOf(env),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (chunk) => (output.stdout += chunk))
  child.stderr?.setEncoding('utf8').on('data', (chunk) => (output.stderr += chunk))
  child.stdin?.end(input)
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve({ ...output, code })))
}

/** A line as in the manual: `pick-llm --flag value`. */
export const runLine = (line: string): Promise<Ran> => run(line.trim().split(/\s+/).slice(1))
