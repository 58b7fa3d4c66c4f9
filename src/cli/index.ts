// The process → one run of the command line.

import process from 'node:process'
import manifest from '../../package.json' with { type: 'json' }
import { exit } from '../errors.ts'
import { type Output, outputOf } from './output.ts'
import { print, type Terminal } from './terminal.ts'

// The exit code is set and the process left to end by itself: exiting at once would cut off what a pipe has not read yet.
export async function run(): Promise<void> {
  process.on('uncaughtException', lastResort)
  const { env } = process
  let stdout: Output | undefined
  let stderr: Output | undefined
  const terminal: Terminal = {
    environment: env,
    // Node makes these streams when they are first looked at.
    get stdin() {
      return process.stdin
    },
    get stdout() {
      stdout ??= outputOf('stdout')
      return stdout
    },
    get stderr() {
      stderr ??= outputOf('stderr')
      return stderr
    },
  }
  const words = process.argv.slice(2)
  if (await isTold(words, terminal)) return
  process.exitCode = await (await import('./main.ts')).main(words, terminal)
}

/** The version takes neither rules nor a parser. What stands in the way of printing it is told as for any command. */
async function isTold(words: readonly string[], { stdout }: Terminal): Promise<boolean> {
  const [only, ...others] = words
  if ((only !== '--version' && only !== '-V') || others.length > 0) return false
  return print(stdout, `${manifest.version}\n`).then(
    () => true,
    () => false,
  )
}

/** What is thrown where nothing else can tell it: while parts are loaded, while an error is told, by a timer. It uses little that could be broken itself. */
function lastResort(error: unknown): void {
  let what = ''
  try {
    for (const character of `${process.argv.indexOf('--debug') > 0 && error instanceof Error ? error.stack : error}`)
      what += (character >= ' ' && character <= '~') || character === '\n' ? character : '?'
  } catch {
    // What is thrown need not be anything that can be written.
  }
  process.stderr.write(
    `pick-llm: This is a bug in pick-llm. ${what} (pick-llm ${manifest.version}, Node ${process.version})\nReport it at ${manifest.bugs.url}, with --debug for details.\n`,
    () => process.exit(exit.bug),
  )
}
