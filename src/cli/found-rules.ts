// The working folder → the rules file that stands in it or above it.

import { lstatSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { echo } from '../sanitize.ts'
import { unreadable, workingFolder } from './files.ts'
import { type Terminal, variable } from './terminal.ts'

export const rulesName = '.pick-llm.yaml'

/**
 * The nearest one to a folder, which is the working one unless said otherwise. It is called relative to the working folder
 * and with slashes, so the same on every machine. The search ends at the first folder with `.git`, at the home folder, or at
 * the top.
 *
 * Throws `UserError` with exit code 3 for a link that leads out of that folder, or nowhere.
 */
export function foundRules(terminal: Pick<Terminal, 'environment'>, from = '.'): string | undefined {
  const working = workingFolder()
  if (working === undefined) return undefined
  const start = resolve(working, from)
  const home = realHome(variable(terminal, 'HOME') ?? variable(terminal, 'USERPROFILE'))
  for (let folder = start; ; folder = dirname(folder)) {
    const stats = look(join(folder, rulesName))
    if (stats) {
      const name = relative(working, join(folder, rulesName)).split(sep).join('/')
      if (stats.isSymbolicLink()) checkLink(folder, home, name)
      return name
    }
    if (isTop(folder, home)) return undefined
  }
}

const isTop = (folder: string, home: string | undefined): boolean =>
  dirname(folder) === folder || folder === home || look(join(folder, '.git')) !== undefined

/** As the working folder is called: without links, and without a slash at the end. */
function realHome(home: string | undefined): string | undefined {
  if (home === undefined) return undefined
  try {
    return realpathSync(home)
  } catch {
    return resolve(home)
  }
}

/** Undefined also where nobody may look: what cannot be seen is not found. */
function look(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** A file from elsewhere would change advice for whoever opens the folder, and nobody would see it in a review. */
function checkLink(folder: string, home: string | undefined, name: string): void {
  let top = folder
  while (!isTop(top, home)) top = dirname(top)
  // Without a repository, only the folder itself is known to belong together.
  const within = realpathSync(look(join(top, '.git')) ? top : folder)
  const target = realTarget(join(folder, rulesName))
  if (target === undefined) throw unreadable(echo(name), 'is a link that leads nowhere', hint)
  const way = relative(within, target)
  if (way === '..' || way.startsWith(`..${sep}`) || way === target) throw unreadable(echo(name), `is a link out of its folder`, hint)
}

function realTarget(path: string): string | undefined {
  try {
    const target = realpathSync(path)
    return statSync(target, { throwIfNoEntry: false }) ? target : undefined
  } catch {
    return undefined
  }
}

const hint = 'Put the file itself there, or name the other one with --rules.'
