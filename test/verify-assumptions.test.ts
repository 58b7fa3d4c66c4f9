// One license rule of an overlay → no word on what is assumed of other questions, unless it lets more pass on the same tier.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { link } from '../src/rules/link.ts'
import { verifyTables } from '../src/verify/verify.ts'
import { laid } from './laid.ts'

const beneath = link(rules)
const cited = 'sources: { "003": x }'
const places = (text: string): string[] => {
  const { tree, merged } = laid(text)
  return verifyTables(tree, { billed: new Set() }, undefined, { beneath, sections: merged })
    .filter(({ kind }) => kind === 'unsafe-assumption')
    .map(({ path }) => path.join('.'))
}

describe('a rule of an overlay that demands an agreement', () => {
  it.each([
    [
      'of open tiers in production',
      `license: { rules: { a: { before: permissive, if: { stage: production }, only: { license: permissive, agreement: "yes" }`,
    ],
    [
      'where own machines would save',
      `license: { if: { tier: [self-hosted-open, hosted-open, frontier-closed] }, rules: { a: { before: permissive, if: { tier: frontier-closed, self-host-saving: { at-least: worthwhile-saving } }, only: { agreement: "yes" }`,
    ],
  ])('makes no assumption loose that leads to another tier: %s', (_, rule) => {
    expect(places(`steps: { ${rule}, because: aa., ${cited} } } } }\n`)).toEqual([])
  })

  it('makes one loose that leads to the same tier without it', () => {
    expect(
      places(`steps: { license: { rules: { a: { before: permissive, if: { stage: production }, only: { agreement: "yes" }, because: aa., ${cited} } } } }
questions: { stage: { assume: [{ value: prototype, because: Mostly. }] } }
`),
    ).toEqual(['questions.stage.assume.0.value'])
  })
})
