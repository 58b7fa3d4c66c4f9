// The process → one run of the command line.

import process from 'node:process'
import { main } from './main.ts'

// The exit code is set and the process left to end by itself: exiting at once would cut off what a pipe has not read yet.
export async function run(): Promise<void> {
  const { env, stdin, stdout, stderr } = process
  process.exitCode = await main(process.argv.slice(2), { environment: env, stdin, stdout, stderr })
}
