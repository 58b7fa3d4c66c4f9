// Texts → files, each written whole or not at all.

import type { Stats } from 'node:fs'
import { link, lstat, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exit, UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { cannotWrite } from './terminal.ts'

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
  // Help needs this file but not this part of Node, which takes long to load.
  const { randomBytes } = await import('node:crypto')
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
  const now = await readFile(target, 'utf8').catch(() => undefined)
  return now === undefined || now === before || now === `\ufeff${before}`
}
