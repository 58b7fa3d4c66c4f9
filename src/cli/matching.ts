// Paths and patterns → paths, for shells that leave patterns alone.

import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { exit, UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { workingFolder } from './files.ts'
import { glob } from './glob.ts'

export interface Matching {
  readonly paths: readonly string[]
  /** One for each pattern that matches nothing. */
  readonly errors: readonly UserError[]
}

/** In order, each once, also where a link leads to another of them. A name that exists is taken as it is. */
export async function matchingFiles(patterns: readonly string[]): Promise<Matching> {
  const errors: UserError[] = []
  const found = new Map<string, string>()
  const add = async (path: string) => {
    const key = path === '-' ? path : await realName(path)
    found.set(key, found.get(key) ?? path)
  }
  for (const pattern of patterns) {
    if (pattern === '-' || existsSync(pattern) || !/[*?[\]{}]/.test(pattern)) {
      await add(pattern)
      continue
    }
    const paths = await glob(pattern)
    if (paths.length === 0)
      errors.push(new UserError('E_INPUT', `No file matches ${echo(pattern)}.`, 'Name at least one record or plan.', exit.input))
    for (const path of paths.toSorted()) await add(path)
  }
  return { paths: [...found.values()], errors }
}

/** The same for every way to write one name; a name as it is written where neither the file nor the working folder is there. */
export const realName = (path: string): Promise<string> =>
  realpath(path).catch(() => (workingFolder() === undefined ? path : resolve(path)))
