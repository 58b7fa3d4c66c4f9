// Rows of picks that go by the tier: the list that is shown is that of the row whose tier it is.

import { expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { laid } from './laid.ts'
import { maker } from './support.ts'

const own = (tier: string) =>
  laid(`
picks:
  hosted-open:
    ours: { before: general, if: { tier: ${tier} }, models: { glm-5: It is ours }, sources: { "003": here } }
`).tree
const answers = { 'data-residency': 'anywhere', task: 'chat', license: 'any', 'frontier-need': 'none', 'ops-capacity': 'no' }
const first = (tier: string) => recommend(own(tier), { answers }, maker).shortlist[0]?.because

it('takes the row of its own tier', () => expect(first('hosted-open')).toContain('It is ours'))
it('and not that of another', () => expect(first('self-hosted-open')).not.toContain('It is ours'))
