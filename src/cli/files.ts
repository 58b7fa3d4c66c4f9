// The name of a file that users bring → its text, within limits.

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { exit, type Place, UserError } from '../errors.ts'
import { sanitizeLine } from '../sanitize.ts'
import type { Terminal } from './terminal.ts'

const usualBytes = 256 * 1024

/** The text of a file, or of standard input for `-`. Throws `UserError` with exit code 3. */
export async function readInput(
  path: string,
  terminal: Pick<Terminal, 'stdin'>,
  maxBytes = usualBytes,
): Promise<{ readonly file: string; readonly text: string }> {
  const file = path === '-' ? 'standard input' : sanitizeLine(path)
  try {
    const bytes = path === '-' ? await readStream(terminal.stdin, file, maxBytes) : readFile(path, file, maxBytes)
    return { file, text: decode(bytes, file) }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw unreadable(
      file,
      `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      'Check that it is a readable file.',
    )
  }
}

async function readStream(stdin: NodeJS.ReadStream, file: string, maxBytes: number): Promise<Buffer> {
  if (stdin.isTTY) throw unreadable(file, 'is a terminal', 'Pipe the answers in, or name a file.')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stdin) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size > maxBytes) throw tooLarge(file, maxBytes)
  }
  return Buffer.concat(chunks)
}

/** At once, as nothing else is to be done meanwhile. */
function readFile(path: string, file: string, maxBytes: number): Buffer {
  const descriptor = openFile(path, file)
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) throw unreadable(file, 'is not a regular file', 'Name a file, or use - for standard input.')
    if (stats.size > maxBytes) throw tooLarge(file, maxBytes)
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function openFile(path: string, file: string): number {
  try {
    // Without O_NONBLOCK, opening a pipe that nobody writes to never returns.
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw unreadable(
      file,
      `cannot be opened (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      'Check the name and that you may read it.',
    )
  }
}

function decode(bytes: Buffer, file: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) throw unreadable(file, 'is UTF-16', 'Save it as UTF-8.')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) throw unreadable(file, 'is UTF-16', 'Save it as UTF-8.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const place = firstBadByte(bytes)
    throw unreadable(file, `is not UTF-8 in line ${place.line}, column ${place.column}`, 'Save it as UTF-8.', place)
  }
}

/** The last place up to which it is UTF-8; columns as in the text that it is up to there. */
function firstBadByte(bytes: Buffer): Omit<Place, 'file'> {
  const upTo = (end: number) => new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true })
  const isSound = (end: number) => {
    try {
      upTo(end)
      return true
    } catch {
      return false
    }
  }
  let [low, high] = [0, bytes.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (isSound(middle)) low = middle
    else high = middle - 1
  }
  const text = upTo(low)
  return { line: text.split('\n').length, column: text.length - text.lastIndexOf('\n') }
}

const tooLarge = (file: string, maxBytes: number): UserError =>
  unreadable(file, `is larger than ${maxBytes / 1024} KiB`, 'Name a smaller file.')

/** Gone folders have no name. */
export function workingFolder(): string | undefined {
  try {
    return process.cwd()
  } catch {
    return undefined
  }
}

export const unreadable = (file: string, what: string, hint: string, place: Omit<Place, 'file'> = {}): UserError =>
  new UserError('E_INPUT', `${file} ${what}.`, hint, exit.input, { location: { file, ...place } })
