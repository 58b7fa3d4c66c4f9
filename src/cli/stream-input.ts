// A file, a named pipe or standard input → its bytes as they come.

import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { UserError } from '../errors.ts'
import { sanitizeLine } from '../sanitize.ts'
import { unreadable } from './files.ts'
import type { Terminal } from './terminal.ts'

/** `-` is standard input. Throws `UserError` with exit code 3. */
export async function streamInput(path: string, terminal: Pick<Terminal, 'stdin'>): Promise<Readable> {
  const file = path === '-' ? 'standard input' : sanitizeLine(path)
  if (path === '-') {
    const { stdin } = terminal
    if (stdin.isTTY) throw unreadable(file, 'is a terminal', 'Pipe the lines in, or name a file.')
    return stdin
  }
  const handle = await open(path, constants.O_RDONLY).catch((error: unknown) => {
    throw brokenInput(path, error)
  })
  const stats = await handle.stat()
  // Devices may never end.
  if (!stats.isFile() && !stats.isFIFO()) {
    await handle.close()
    throw unreadable(file, 'is neither a file nor a pipe', 'Name a file, or use - for standard input.')
  }
  return handle.createReadStream()
}

/** What a failure to read is told as. */
export const brokenInput = (path: string, error: unknown): unknown => {
  const { code } = error as NodeJS.ErrnoException
  const file = path === '-' ? 'standard input' : sanitizeLine(path)
  return code === undefined || error instanceof UserError
    ? error
    : unreadable(file, `cannot be read (${code})`, 'Check the name and that you may read it.')
}
