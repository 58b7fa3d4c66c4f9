// What the benchmark compares must be the same decision, and must not become a part of the project.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { allInputs, byHand, byHandWithPath, byWalk, smallTree } from '../bench/decision.ts'

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>
const peers = read('bench/peers/package.json')['devDependencies'] ?? {}

it('the small decision is the same by hand, by hand with its path, and by the walk', () => {
  const tree = smallTree()
  expect(allInputs).toHaveLength(256)
  expect(new Set(allInputs.map(byHand)).size).toBe(5)
  for (const input of allInputs) {
    expect(byWalk(tree, input), JSON.stringify(input)).toEqual(byHandWithPath(input))
    expect(byHandWithPath(input).answer).toBe(byHand(input))
  }
})

it('peers are pinned', () => {
  expect(Object.keys(peers)).not.toEqual([])
  expect(Object.entries(peers).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
})

it('the lock of the peers names no address', () => {
  expect(readFileSync('bench/peers/package-lock.json', 'utf8')).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/)
})

it('the lock of the peers holds everything that they ask for, for every system', () => {
  const packages = read('bench/peers/package-lock.json')['packages'] as unknown as Record<string, Record<string, Record<string, string>>>
  const missing = Object.entries(packages).flatMap(([at, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !(`node_modules/${name}` in packages) && !(`${at}/node_modules/${name}` in packages))
      .map((name) => `${at} asks for ${name}`),
  )
  expect(missing).toEqual([])
})

it('no peer is a dependency of the project', () => {
  const { dependencies, devDependencies } = read('package.json')
  expect(Object.keys(peers).filter((name) => name in { ...dependencies, ...devDependencies })).toEqual([])
})
