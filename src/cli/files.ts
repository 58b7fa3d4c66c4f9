// Reading what users bring, with limits; writing results whole or not at all.

import { randomBytes } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { link, lstat, open, readFile as readAsText, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { exit, UserError } from '../errors.ts'
import { echo, sanitizeLine } from '../sanitize.ts'
import { cannotWrite } from './terminal.ts'

const usualBytes = 256 * 1024

/** The text of a file, or of standard input for `-`. Throws `UserError` with exit code 3. */
export async function readInput(
  path: string,
  stdin: NodeJS.ReadStream,
  maxBytes = usualBytes,
): Promise<{ readonly file: string; readonly text: string }> {
  const file = path === '-' ? 'standard input' : sanitizeLine(path)
  const bytes = await (path === '-' ? readStream(stdin, file, maxBytes) : readFile(path, file, maxBytes)).catch((error: unknown) => {
    if (error instanceof UserError) throw error
    throw unreadable(
      file,
      `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      'Check that it is a readable file.',
    )
  })
  return { file, text: decode(bytes, file) }
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

async function readFile(path: string, file: string, maxBytes: number): Promise<Buffer> {
  // Without O_NONBLOCK, opening a pipe that nobody writes to never returns.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, `cannot be opened (${error.code ?? 'unknown error'})`, 'Check the name and that you may read it.')
  })
  try {
    const stats: Stats = await handle.stat()
    if (!stats.isFile()) throw unreadable(file, 'is not a regular file', 'Name a file, or use - for standard input.')
    if (stats.size > maxBytes) throw tooLarge(file, maxBytes)
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

function decode(bytes: Buffer, file: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) throw unreadable(file, 'is UTF-16', 'Save it as UTF-8.')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) throw unreadable(file, 'is UTF-16', 'Save it as UTF-8.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unreadable(file, 'is not UTF-8', 'Save it as UTF-8.')
  }
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

/** The same for every way to write one name; a name as it is written where neither the file nor the working folder is there. */
export const realName = (path: string): Promise<string> =>
  realpath(path).catch(() => (workingFolder() === undefined ? path : resolve(path)))

export const unreadable = (file: string, what: string, hint: string): UserError =>
  new UserError('E_INPUT', `${file} ${what}.`, hint, exit.input, { location: { file } })

/** Throws `UserError` with exit code 4 when a file stands there already and `force` is not set; nothing is written. */
export async function checkOutput(path: string, force: boolean): Promise<void> {
  const stats = await lstat(path).catch(() => undefined)
  if (!stats || force || isStream(stats)) return
  // /dev/stdout and what `>(…)` of a shell stands for are links to pipes.
  const led = await stat(path).catch(() => undefined)
  if (!led || !isStream(led)) throw exists(echo(path))
}

const exists = (file: string): UserError => new UserError('E_OUTPUT', `${file} exists already.`, 'Add --force to replace it.', exit.output)

/** Devices and pipes are written into; replacing one would destroy it. */
const isStream = (stats: Stats): boolean => stats.isCharacterDevice() || stats.isFIFO() || stats.isSocket()

/** Writes a file whole or not at all. Throws `UserError` with exit code 4, also when it exists and `force` is not set. */
export async function writeOutput(path: string, text: string | AsyncIterable<string>, force: boolean): Promise<void> {
  await checkOutput(path, force)
  // With --force a link keeps leading where it led, to what is replaced there.
  const target = await realpath(path).catch(() => path)
  const stats = await stat(target).catch(() => undefined)
  if (stats && isStream(stats))
    return writeFile(target, text).catch((error: NodeJS.ErrnoException) =>
      Promise.reject(error instanceof UserError ? error : cannotWrite(echo(path), error)),
    )
  let temporary: string | undefined
  try {
    temporary = await writeBeside(target, text, stats)
    // A hard link fails where a file or link already stands; a rename would replace it.
    await (force ? rename(temporary, target) : link(temporary, path))
  } catch (error) {
    if (error instanceof UserError) throw error
    const failure = error as NodeJS.ErrnoException
    throw failure.code === 'EEXIST' ? exists(echo(path)) : cannotWrite(echo(path), failure)
  } finally {
    if (temporary !== undefined) await discard(temporary)
  }
}

/** The whole text in a file of its own, next to where it is to go. Throws what the file system throws, and leaves nothing then. */
async function writeBeside(target: string, text: string | AsyncIterable<string>, stats: Stats | undefined): Promise<string> {
  const temporary = join(dirname(target), `.pick-llm-${randomBytes(6).toString('hex')}.tmp`)
  try {
    const handle = await open(temporary, 'wx', stats ? stats.mode & 0o777 : 0o666)
    try {
      await writeFile(handle, text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    return temporary
  } catch (error) {
    await discard(temporary)
    throw error
  }
}

const discard = (temporary: string): Promise<void> => rm(temporary, { force: true }).catch(() => undefined)

/** `before` is the text that was read: where the file says something else by now, somebody is at work on it. */
export interface Replacement {
  readonly path: string
  readonly text: string
  readonly before: string
}

/**
 * Replaces files that exist. All of the new texts are on the disk before the first file is replaced; `replaced` is told of each.
 * Throws `UserError` with exit code 4.
 */
export async function replaceFiles(files: readonly Replacement[], replaced: (path: string) => void): Promise<void> {
  const ready: { path: string; target: string; temporary: string; before: string }[] = []
  try {
    for (const { path, text, before } of files) {
      try {
        const target = await realpath(path)
        ready.push({ path, target, before, temporary: await writeBeside(target, text, await stat(target)) })
      } catch (error) {
        throw cannotWrite(echo(path), error as NodeJS.ErrnoException)
      }
    }
    for (const { path, target, before } of ready)
      if (!(await stillSays(target, before)))
        throw new UserError(
          'E_OUTPUT',
          `${echo(path)} was changed by somebody else meanwhile, so no file was replaced.`,
          'Look at it, and run the same command again.',
          exit.output,
        )
    for (const { path, target, temporary } of ready) {
      await rename(temporary, target).catch((error: NodeJS.ErrnoException) => Promise.reject(cannotWrite(echo(path), error)))
      replaced(path)
    }
  } finally {
    for (const { temporary } of ready) await discard(temporary)
  }
}

/** What cannot be read by now is told when it is replaced. */
async function stillSays(target: string, before: string): Promise<boolean> {
  const now = await readAsText(target, 'utf8').catch(() => undefined)
  return now === undefined || now === before || now === `\ufeff${before}`
}
