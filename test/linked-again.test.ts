// The built-in rules at start: linked only as far as somebody looks, and with what was worked out of them before.

import { known, rules } from 'virtual:built-in-rules'
import { expect, it } from 'vitest'
import { type Branching, branchingsFor, branchingsOf } from '../src/engine/branches.ts'
import { laterMap } from '../src/memo.ts'
import { link, linkAgain } from '../src/rules/link.ts'
import type { Tree } from '../src/types.ts'

/** All that is in it. Models are given by their ids where others name them, as each holds those that came after it. */
function parts({ catalog, examples, gateways, branchings: _, ...tree }: Tree): unknown {
  return { ...tree, catalog: { ...catalog, models: [...catalog.models] }, examples: examples(), gateways: gateways() }
}

it('is the same tree', () => {
  for (const again of [linkAgain(rules, known), linkAgain(rules)]) expect(parts(again)).toEqual(parts(link(rules)))
})

it('each model is the very same wherever it is named', () => {
  const { catalog, tiers, bills } = linkAgain(rules, known)
  const named = Object.values(tiers).flatMap(({ picks }) => picks.flatMap(({ models }) => models.map(({ model }) => model)))
  const successors = [...catalog.models.values()].flatMap(({ replacedBy }) => replacedBy ?? [])
  const all = [...named, ...successors, ...bills.flatMap(({ models }) => models)]
  expect(all.filter((model) => catalog.models.get(model.id) !== model)).toEqual([])
  expect([named.length, successors.length].every((count) => count > 10)).toBe(true)
})

it('paths that were kept lead where those lead that are walked', () => {
  const nodes = (node: Branching): unknown =>
    node.kind === 'end'
      ? node.tier
      : [node.asked.question.id, node.branches.map(({ answer, options, next }) => [answer.value, [...options], nodes(next())])]
  const walked = linkAgain(rules)
  expect(known.branchings).toEqual(branchingsFor(walked))
  expect(nodes(branchingsOf(linkAgain(rules, known)))).toEqual(nodes(branchingsOf(walked)))
})

it('a map of what is made later is like any other, and makes each value once', () => {
  const made: string[] = []
  const make = (key: string) => {
    made.push(key)
    return key === 'none' ? undefined : key.toUpperCase()
  }
  const map = laterMap(['a', 'none', 'b'], make)
  expect([map.get('b'), map.get('b'), map.get('none'), map.get('x'), map.has('b'), map.has('none'), made]).toEqual([
    ...['B', 'B', undefined, undefined, true, false],
    ['b', 'none'],
  ])
  const same = new Map(Object.entries({ a: 'A', b: 'B' }))
  const seen: unknown[] = []
  map.forEach((value, key) => {
    seen.push([key, value])
  })
  for (const entries of [[...map], [...map.entries()], seen]) expect(entries).toEqual([...same])
  expect([[...map.keys()], [...map.values()], map.size]).toEqual([[...same.keys()], [...same.values()], 2])
  expect(made).toEqual(['b', 'none', 'a'])
})
