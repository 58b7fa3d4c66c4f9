// bench/peers/package.json → its packages, installed there when they are asked for and not yet there.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const folder = resolve('bench/peers')
/** Packages that take long to install are worth waiting for, a registry that nobody reaches is not. */
const patience = 180_000

interface Manifest {
  readonly version?: string
  readonly bin?: string | Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const manifestIn = (path: string): Manifest => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest

const inside = (name: string): string => join(folder, 'node_modules', name)

/** Undefined where it is not installed. */
export function installedVersion(name: string): string | undefined {
  try {
    return manifestIn(inside(name)).version
  } catch {
    return undefined
  }
}

/** Installs what the lock says, unless it is there. Where that fails the peers stay away, and reports say so. */
export function installPeers(): void {
  const pinned = Object.entries(manifestIn(folder).devDependencies ?? {})
  if (pinned.every(([name, version]) => installedVersion(name) === version)) return
  process.stderr.write('Installing what to compare with, in bench/peers …\n')
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']
  const stdio = ['ignore', 'ignore', 'inherit'] as const
  const { status, error } = spawnSync('npm', words, {
    cwd: folder,
    stdio: [...stdio],
    timeout: patience,
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.stderr.write(`It failed${error ? `: ${error.message}` : ''}. The peers are left out.\n`)
}

/** What the package exports; undefined where it is not installed, or not for this system. */
export function exportsOf(name: string): unknown {
  try {
    return createRequire(join(folder, 'package.json'))(name)
  } catch {
    return undefined
  }
}

/** The file behind a command; undefined where it is not installed. */
export function peerCommand(name: string): string | undefined {
  if (installedVersion(name) === undefined) return undefined
  const { bin } = manifestIn(inside(name))
  const file = typeof bin === 'string' ? bin : bin?.[name]
  return file === undefined ? undefined : join(inside(name), file)
}
