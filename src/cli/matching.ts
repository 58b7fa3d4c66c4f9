// Paths and patterns → paths, for shells that leave patterns alone.

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { exit, UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'

/** In order, each once. A name that exists is taken as it is. Throws `UserError` with exit code 3 where a pattern matches nothing. */
export async function matchingFiles(patterns: readonly string[]): Promise<string[]> {
  const found = new Map<string, string>()
  const add = (path: string) => found.set(path === '-' ? path : resolve(path), found.get(resolve(path)) ?? path)
  for (const pattern of patterns) {
    if (pattern === '-' || existsSync(pattern) || !/[*?[\]{}]/.test(pattern)) {
      add(pattern)
      continue
    }
    const { glob } = await import('tinyglobby')
    const paths = await glob(pattern, { expandDirectories: false, absolute: pattern.startsWith('/') })
    if (paths.length === 0)
      throw new UserError('E_INPUT', `No file matches ${echo(pattern)}.`, 'Name at least one record or plan.', exit.input)
    for (const path of paths.sort()) add(path)
  }
  return [...found.values()]
}
