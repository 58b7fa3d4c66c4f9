// Conditions on measured numbers, with both of their ends → where they lead, and at which volumes that changes.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { everyPath, withEveryMeasure } from '../src/engine/paths.ts'
import { link } from '../src/rules/link.ts'
import { layRules } from '../src/rules/overlay.ts'
import { maker } from './support.ts'

/** Own GPUs only for a saving between 30 and 60 %, above which the company wants a second look. */
const banded = `
figures:
  suspicious-saving: { title: Too good, value: 0.4, unit: share, checked: 2026-11-21, sources: { pick-llm: ours } }
steps:
  ops-capacity:
    rules:
      too-good:
        before: saving
        if: { self-host-saving: { at-least: suspicious-saving } }
        because: Check the arithmetic first.
        sources: { pick-llm: ours }
      saving:
        if: { self-host-saving: { at-least: worthwhile-saving, below: suspicious-saving }, ops-capacity: "yes", traffic: steady }
      saving-hosted:
        if: { self-host-saving: { at-least: worthwhile-saving, below: suspicious-saving } }
`

const laid = layRules(rules, [{ file: 'ours.yaml', text: banded }])
const tree = link(laid.rules, laid.place)
const at = (tokens: number) =>
  recommend(
    tree,
    {
      answers: {
        'data-residency': 'anywhere',
        'frontier-need': 'none',
        'ops-capacity': 'yes',
        tokens,
      },
      settings: { figures: { 'gpu-hour': 0.9, 'engineer-hours': 10, 'engineer-rate': 120 } },
    },
    maker,
  )

const stateAt = (tokens: number) => {
  const { steps, recommendation } = at(tokens)
  return `${recommendation.tier} ${steps.at(-1)?.rule}`
}

const flipsAt = (tokens: number) => at(tokens).flips.filter(({ question }) => question === 'tokens')

describe('a condition with both ends', () => {
  const entered = flipsAt(1e8)[0]?.at ?? 0
  const left = flipsAt(entered).find(({ direction }) => direction === 'up')?.at ?? 0

  it('fits between them and not beyond, to the token', () => {
    expect([entered - 1, entered, left - 1, left].map(stateAt)).toEqual([
      'hosted-open hosted',
      'self-hosted-open saving',
      'self-hosted-open saving',
      'hosted-open too-good',
    ])
  })

  it('has a path below, between and above', () => {
    const rulesTaken = [...everyPath(withEveryMeasure(tree), 'tier')].map(({ end }) => end.path.at(-1)?.rule?.id)
    expect(rulesTaken).toEqual(expect.arrayContaining(['saving', 'saving-hosted', 'too-good', 'hosted']))
  })

  it('needs one of them at least', () => {
    const text = banded.replace('{ at-least: suspicious-saving }', '{}')
    expect(() => layRules(rules, [{ file: 'ours.yaml', text }])).toThrow()
  })
})
