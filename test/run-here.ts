// The command in this process: the same as `run` without the start of Node, for tests of what is said and not of how a process ends.

import { Readable } from 'node:stream'
import { main } from '../src/cli/main.ts'
import type { Output } from '../src/cli/output.ts'
import type { Terminal } from '../src/cli/terminal.ts'
import { environmentOf, type Options, type Ran, run as runApart } from './run.ts'

export type { Ran }

export async function run(args: readonly string[], options: Options = {}): Promise<Ran> {
  if (options.shell !== undefined) return runApart(args, options)
  const { env = {}, input = '' } = options
  const [stdout, stderr] = [collected(), collected()]
  const stdin = Readable.from(input === '' ? [] : [Buffer.from(input)]) as unknown as Terminal['stdin']
  const code = await main(args, { environment: environmentOf(env), stdin, stdout, stderr })
  return { stdout: stdout.text(), stderr: stderr.text(), code }
}

/** A line as in the manual: `pick-llm --flag value`. */
export const runLine = (line: string): Promise<Ran> => run(line.trim().split(/\s+/).slice(1))

function collected(): Output & { readonly text: () => string } {
  let text = ''
  return {
    isTTY: false,
    write: (more, callback) => {
      text += more
      callback?.(null)
      return true
    },
    once: () => undefined,
    off: () => undefined,
    text: () => text,
  }
}
