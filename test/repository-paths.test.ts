// Annotations of a job that does not run at the top of its repository → paths as GitHub knows them.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { inRepository } from '../src/cli/repository.ts'
import { run } from './run.ts'

const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'pick-llm-')))
afterAll(() => rmSync(workspace, { recursive: true }))
const team = join(workspace, 'teams/blue')
mkdirSync(team, { recursive: true })
mkdirSync(join(workspace, 'other'))
const bin = join(import.meta.dirname, '../bin/pick-llm.js')
writeFileSync(join(team, 'broken.yaml'), 'words: { kep: x }\n')
writeFileSync(join(team, 'ours.yaml'), 'sources: { memo: { title: A memo, kind: decision, checked: 2026-11-20 } }\n')
for (const name of ['record.json', 'record.yaml']) writeFileSync(join(team, name), '{}\n')

/** The files that are named, each once. */
async function named(line: string, folder: string | undefined): Promise<string[]> {
  const env: Record<string, string> = folder === undefined ? {} : { GITHUB_WORKSPACE: folder }
  const { stdout } = await run([], { shell: `cd '${team}' && '${process.execPath}' '${bin}' ${line} --format github`, env })
  return [...new Set([...stdout.matchAll(/^::\w+ file=([^,]*),/gm)].map(([, file = '']) => file))]
}

describe.concurrent.each([
  ['rules check --rules ours.yaml', ['ours.yaml']],
  ['rules check --rules broken.yaml', ['broken.yaml']],
  ['rules test --rules broken.yaml', ['broken.yaml']],
  ['check record.json record.yaml', ['record.json', 'record.yaml']],
])('%s', (line, files) => {
  it.each([
    ['is told from the repository', workspace, 'teams/blue/'],
    ['is told from the folder below', team, ''],
    ['keeps its name outside of the repository', join(workspace, 'other'), ''],
    ['keeps its name where the variable is a relative path', '.', ''],
    ['keeps its name where the variable leads nowhere', '/nowhere/at/all', ''],
    ['keeps its name without the variable', undefined, ''],
  ])('%s', async (_, folder, above) => {
    expect(await named(line, folder)).toEqual(files.map((file) => above + file))
  })
})

it('a path that leads up or is whole is told from the repository, too, and never with ..', async () => {
  expect(await named('rules check --rules ../blue/ours.yaml', workspace)).toEqual(['teams/blue/ours.yaml'])
  expect(await named(`rules check --rules '${join(team, 'ours.yaml')}'`, workspace)).toEqual(['teams/blue/ours.yaml'])
})

it('a link counts as what it leads to', () => {
  symlinkSync(workspace, join(workspace, 'other/link'))
  symlinkSync(join(team, 'ours.yaml'), join(workspace, 'other/ours.yaml'))
  const here = (path: string) => relative(process.cwd(), path)
  const path = inRepository({ environment: { GITHUB_WORKSPACE: join(workspace, 'other/link') } })
  expect(path(here(join(workspace, 'other/ours.yaml')))).toBe('teams/blue/ours.yaml')
  expect(path('standard input')).toBe('standard input')
  expect(path(here(join(workspace, '..')))).not.toContain('teams')
})
