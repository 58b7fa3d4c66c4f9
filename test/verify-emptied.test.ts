// A list that limits or bans of an overlay leave without a model is found, and the answers shown do come out without one.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { everyPath } from '../src/engine/paths.ts'
import { link } from '../src/rules/link.ts'
import type { Answers, Tree } from '../src/types.ts'
import { bothIn } from '../src/verify/both.ts'
import { emptiedLists } from '../src/verify/emptied.ts'
import { TooManyCombinations } from '../src/verify/nodes.ts'
import { laid } from './laid.ts'
import { maker } from './support.ts'

const before = link(rules)

const signing = Object.entries(rules.hosts ?? {}).flatMap(([id, { agreement }]) => (agreement === 'yes' ? id : []))

const overlays: Readonly<Record<string, string>> = {
  'two limits on hosts that exclude each other': `steps:
  license:
    rules:
      ours: { before: permissive, if: { data-residency: region }, only: { hosts: [openrouter] }, because: x., sources: { "003": y } }
  data-residency: { rules: { region: { only: { hosts: [deepseek] } } } }
`,
  'a limit on hosts that serve no such tier': 'steps: { cost-dominance: { rules: { production: { only: { hosts: [anthropic] } } } } }\n',
  'a fact, by which no host signs an agreement': `hosts: { ${signing.map((id) => `${id}: { agreement: "no" }`).join(', ')} }\n`,
  'a ban of a country': 'bans: { ours: { origins: [us], because: x. } }\n',
  'models whose windows are too small for the task':
    'picks: { hosted-open: { long: { before: embeddings, if: { task: long-context }, models: { gemma-4-e4b: x }, sources: { "003": x } } } }\n',
  'a size of request that no window holds, for a task that no row tells from others':
    'picks: { hosted-open: { long-context: null } }\nfigures: { request-tokens-long-context: { value: 2000000000, checked: 2026-11-21 } }\n',
  'a ban of models': 'bans: { ours: { models: [gpt-oss-120b, mistral-large-3, qwen3.8-27b], because: x. } }\n',
}

/** The tiers of the result that have no model. */
function emptyIn(tree: Tree, answers: Answers): string[] {
  const { recommendation, shortlist } = recommend(tree, { answers }, maker)
  return recommendation.parts.map(({ tier }) => tier).filter((tier) => !shortlist.some((entry) => entry.tier === tier))
}

const limiting = Object.entries(overlays).filter(([, text]) => text.startsWith('steps:'))

it.each(limiting)('%s is found just the same where only limits are known to differ', (_, text) => {
  const both = bothIn(before, laid(text).tree)
  expect(emptiedLists(both, true)).toEqual(emptiedLists(both))
  expect(limiting).toHaveLength(2)
})

describe.each(Object.entries(overlays))('%s', (_, text) => {
  const { tree } = laid(text)
  const found = emptiedLists(bothIn(before, tree))
  const tierOf = (says: string) => / no model for ([a-z-]+),/.exec(says)?.[1] ?? ''

  it('is found, and each proof shows it', () => {
    expect(found.length).toBeGreaterThan(0)
    for (const { says, proof } of found) {
      expect(says).toMatch(/^(this overlay|ours|region|production)( and ours)? leaves? no model for /)
      if (Object.values(proof?.measures ?? {}).some((where) => where !== 'not known')) continue
      expect(emptyIn(tree, proof?.answers ?? {}), says).toContain(tierOf(says))
      expect(emptyIn(before, proof?.answers ?? {}), says).toEqual([])
    }
  })

  it('is found for every tier that walks find', { timeout: 60_000 }, () => {
    const empty = new Set<string>()
    const paths = [...everyPath(tree, 'shortlist')].filter((_, index) => index % 5 === 0)
    for (const { answers } of paths) {
      const given = Object.fromEntries(answers.map(({ question, options }) => [question.id, options[0] ?? '']))
      const now = emptyIn(tree, given)
      if (now.length > 0 && emptyIn(before, given).length === 0) for (const tier of now) empty.add(tier)
    }
    expect(empty.size).toBeGreaterThan(0)
    expect(found.map(({ says }) => tierOf(says))).toEqual(expect.arrayContaining([...empty]))
  })
})

it('nothing is told where nothing is emptied', () => {
  expect(emptiedLists(bothIn(before, laid('bans: { ours: { models: [gpt-4], because: x. } }\n').tree))).toEqual([])
  expect(emptiedLists(bothIn(before, before))).toEqual([])
})

it('limits on hosts that exclude each other are named as what stands in the way', () => {
  const { tree } = laid(overlays['two limits on hosts that exclude each other'] ?? '')
  const answers = { 'data-residency': 'region', region: 'eu', 'frontier-need': 'none' }
  const { notShortlisted } = recommend(tree, { answers }, maker)
  expect(notShortlisted.map(({ because }) => because)).toContain('the limits on hosts exclude each other, so no host is left for it')
})

it('that ships empty is none where other answers lead to it', () => {
  const { tree } = laid('figures: { worthwhile-saving: { value: 0.4 } }\n')
  expect(emptiedLists(bothIn(before, tree))).toEqual([])
})

it('nor is it one where a new step limits something else', () => {
  const rows = (only: string) =>
    `rules: { ours: { if: { stage: production }, only: ${only}, because: x., sources: { "003": y } }, rest: { because: x., sources: { "003": y } } }`
  const step = (only: string) => `steps: { ours: { title: Ours, before: license, ${rows(only)} } }\n`
  const found = (text: string) => emptiedLists(bothIn(before, laid(text).tree))
  for (const value of [0.1, 0.4, 0.9]) {
    const figure = `figures: { worthwhile-saving: { value: ${value} } }\n`
    expect(found(step('{ license: permissive }') + figure)).toEqual([])
    const agreement = step('{ agreement: "yes" }')
    expect(found(agreement + figure).map(({ path, says }) => [path, says])).toEqual(found(agreement).map(({ path, says }) => [path, says]))
  }
})

it('is told at each of the rows that have the limit, with answers that this row takes', () => {
  const row = (id: string, task: string) =>
    `${id}: { before: permissive, if: { task: ${task} }, only: { hosts: [anthropic] }, because: x., sources: { "003": y } }`
  const { tree } = laid(`steps: { license: { rules: { ${row('r1', 'voice')}, ${row('r2', 'chat')} } } }\n`)
  const found = emptiedLists(bothIn(before, tree)).map(({ path, proof }) => [path[3], proof?.answers['task']])
  expect(new Set(found.map(String))).toEqual(new Set(['r1,voice', 'r2,chat']))
  for (const { says, proof } of emptiedLists(bothIn(before, tree))) {
    expect(emptyIn(tree, proof?.answers ?? {}), says).not.toEqual([])
    expect(emptyIn(before, proof?.answers ?? {}), says).toEqual([])
  }
})

describe('only what is needed for it is named', () => {
  const cited = 'sources: { "003": y }'
  const agreement = `steps: { ours: { title: Ours, before: license, rules: { ours: { if: { stage: production }, only: { agreement: "yes" }, because: x., ${cited} }, rest: { because: x., ${cited} } } } }\n`
  const named = (text: string) => new Set(emptiedLists(bothIn(before, laid(text).tree)).map(({ says }) => says.split(/ leaves? /)[0]))

  it('of a limit and a ban, where the limit alone is enough', () => {
    expect(named(`${agreement}bans: { router: { hosts: [openrouter], because: x. } }\n`)).toEqual(named(agreement))
    expect(named(agreement)).toEqual(new Set(['ours']))
  })

  it('of a limit and a ban, where the ban alone is enough', () => {
    const ban = 'bans: { china: { origins: [cn], because: x. } }\n'
    expect([...named(ban)]).toEqual(['china'])
    const trees = { ours: laid(agreement).tree, china: laid(ban).tree }
    const both = emptiedLists(bothIn(before, laid(`${agreement}${ban}`).tree))
    expect(both.map(({ says }) => says.split(' leave')[0])).toEqual(expect.arrayContaining(['china', 'ours']))
    // Whoever is named alone empties the list alone, and of two neither does.
    const isPlain = (measures = {}) => Object.values(measures).every((where) => where === 'not known')
    for (const { says, proof } of both.filter((each) => isPlain(each.proof?.measures)))
      for (const [id, tree] of Object.entries(trees))
        if (says.includes(id)) expect(emptyIn(tree, proof?.answers ?? {}).length > 0, says).toBe(!says.includes(' and '))
  })

  it('and all of what is', () => {
    const models = (pair: string) => `bans: { ${pair} }\n`
    const [some, others] = ['some: { hosts: [deepinfra], because: x. }', 'others: { origins: [us], because: x. }']
    const both = named(models(`${some}, ${others}`))
    for (const one of [some, others]) for (const each of named(models(one))) expect(both).toContain(each)
  })
})

describe('steps that each may limit', () => {
  const cited = 'sources: { "003": x }'
  const steps = (count: number, only: (index: number) => string) => {
    const all = Array.from({ length: count }, (_, index) => index)
    const question = (index: number) =>
      `  q${index}: { step: s${index}, kind: choice, ask: a, why: b, options: { x: { means: x }, y: { means: y } }, assume: [{ value: x, because: c }] }\n`
    const step = (index: number) =>
      `  s${index}: { title: S, before: license, rules: { r1: { if: { q${index}: x }, only: ${only(index)}, because: B, ${cited} }, r2: { because: C, ${cited} } } }\n`
    return laid(`questions:\n${all.map(question).join('')}steps:\n${all.map(step).join('')}`).tree
  }

  it('are gone through where their limits come to the same, of 16,384 that they would be by their rules', () => {
    expect(
      emptiedLists(
        bothIn(
          before,
          steps(14, () => '{ license: permissive }'),
        ),
      ),
    ).toEqual([])
  })

  it('are not gone through where they come to too many different things', () => {
    const ids = Object.keys(rules.hosts ?? {})
    const others = (index: number) => `{ hosts: [${ids.filter((_, place) => place !== index).join(', ')}] }`
    expect(() => emptiedLists(bothIn(before, steps(11, others)))).toThrow(TooManyCombinations)
  })
})
