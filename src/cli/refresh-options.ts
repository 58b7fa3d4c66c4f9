// The flags of `pick-llm refresh` → what it shall do.

import { Option } from 'commander'
import { UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'

export interface RefreshOptions {
  readonly from: string
  readonly seconds: number
  readonly accept: boolean
  readonly dryRun: boolean
}

export const refreshOptions = (): Option[] => [
  new Option('--accept', 'take moves that are too large to be taken unseen'),
  new Option('--dry-run', 'show the difference, keep nothing'),
  new Option('--from <url>', 'the price list to fetch').default('https://models.dev/api.json'),
  new Option('--timeout <seconds>', 'how long to wait for it').default('20'),
]

/** Throws `UserError`. */
export function readRefreshOptions(options: Readonly<Record<string, unknown>>): RefreshOptions {
  const timeout = String(options['timeout'])
  const seconds = /^\d{1,3}(\.\d{1,3})?$/.test(timeout) ? Number(timeout) : 0
  if (seconds <= 0 || seconds > 600)
    throw new UserError('E_VALUE', `--timeout: "${echo(timeout)}" is no time to wait.`, 'Write seconds, up to 600.')
  return { from: String(options['from']), seconds, accept: options['accept'] === true, dryRun: options['dryRun'] === true }
}
