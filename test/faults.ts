// The built command under a fault → what it printed and how it ended, and what holds of every end.

import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect } from 'vitest'
import { exit } from '../src/errors.ts'

export interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | null
}

export interface Place {
  readonly cwd?: string
  /** On top of a path, a cache that is left out, and a day. */
  readonly env?: Readonly<Record<string, string>>
  /** For Node itself, in front of the command. */
  readonly node?: readonly string[]
  /** `open` is a pipe that nobody writes to and nobody closes. */
  readonly input?: string | 'open'
}

export const bin = resolve('bin/pick-llm.js')

/** 2026-11-21 at midnight, so that a zone that is read instead of UTC gives another day. */
const environment = { PATH: process.env['PATH'], PICK_LLM_NO_CACHE: '1', SOURCE_DATE_EPOCH: '1795219200' }

/** Runs it in a process of its own. */
export const end = (args: readonly string[], place: Place = {}): Promise<Ended> =>
  ended(process.execPath, [...(place.node ?? []), bin, ...args], place)

/** Runs a line of bash, in which `pick-llm` is the built command; its exit code is that of the line. */
export const shell = (line: string, place: Place = {}): Promise<Ended> =>
  ended('bash', ['-c', `pick-llm() { '${process.execPath}' '${bin}' "$@"; }\n${line}`], place)

function ended(file: string, words: readonly string[], { cwd, env, input }: Place): Promise<Ended> {
  const child = spawn(file, words, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...environment, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (chunk) => (output.stdout += chunk))
  child.stderr?.setEncoding('utf8').on('data', (chunk) => (output.stderr += chunk))
  // Who reads may leave before everything is written.
  child.stdin?.on('error', () => undefined)
  if (input !== undefined && input !== 'open') child.stdin?.end(input)
  return new Promise((done, failed) => child.on('error', failed).on('close', (code) => done({ ...output, code })))
}

const codes: readonly number[] = Object.values(exit)

/** However it ends: by a code of the contract, without a trace or a warning of Node, and with nothing that acts on a terminal. */
export function expectSound({ stdout, stderr, code }: Ended, what = ''): void {
  expect(codes, `${what}: ${stderr}`).toContain(code)
  expect(stderr, what).not.toMatch(/^\s+at .+[:)]|\(node:\d+\)|UnhandledPromise|Node\.js v\d/m)
  if (code !== exit.bug) expect(stderr, what).not.toContain('This is a bug')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none comes out is what is looked at
  expect(stdout + stderr, what).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/)
}

/** Sound, and by this code. */
export function expectEnd(ran: Ended, code: number, what = ''): void {
  expectSound(ran, what)
  expect(ran.code, `${what}: ${ran.stderr}`).toBe(code)
}

/** Lines that between them use every part of the program and nothing but files of this repository. */
export const everyCommand: readonly string[] = [
  '--data-residency anywhere --yes',
  '--data-residency anywhere --tokens 300M --yes --format json',
  '--data-residency region --region eu --yes --format yaml',
  '--data-residency anywhere --yes --format markdown --rules examples/overlays/own-gpu-price.yaml',
  'cost --tokens 300M --explain',
  'tree --format mermaid',
  'questions',
  'models --all',
  'plan examples/acme/workloads.yaml --rules examples/acme/ours.yaml --format json',
  'check examples/acme/decisions/phone-line.json --rules examples/acme/ours.yaml --format github',
  'export adr --data-residency contract --yes',
  'export litellm --data-residency anywhere --yes',
  'completion fish --rules examples/overlays/banned-origin.yaml',
  'rules show --rules examples/overlays/banned-origin.yaml --format markdown',
  'rules check --rules examples/overlays/banned-origin.yaml',
  '--help',
]

/** A file for `node --require`, with this code. */
export function preload(folder: string, name: string, code: string): string {
  const file = join(folder, `${name}.cjs`)
  writeFileSync(file, code)
  return file
}
