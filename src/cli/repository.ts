// The path of a file from the working folder → the one from the repository that a job of GitHub has checked out.

import { realpathSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'
import type { InRepository } from '../render/annotations.ts'
import { type Terminal, variable } from './terminal.ts'

/** What is not in the repository keeps its name. */
export function inRepository(terminal: Pick<Terminal, 'environment'>): InRepository {
  const folder = variable(terminal, 'GITHUB_WORKSPACE')
  return (file) => (folder !== undefined && isAbsolute(folder) ? (within(folder, file) ?? file) : file)
}

function within(folder: string, file: string): string | undefined {
  try {
    // GitHub shows a linked file where it really is.
    const way = relative(realpathSync(folder), realpathSync(file)).split(sep)
    return way[0] === '..' || isAbsolute(way.join(sep)) ? undefined : way.join('/')
  } catch {
    return undefined
  }
}
