// A given answer that was edited in a record: the record says so itself, and no rule is blamed.

import { expect, it } from 'vitest'
import { drift, told } from './drift.ts'

it('is told where an answer was edited, and no rule is blamed', async () => {
  const checked = await drift({
    answers: { 'data-residency': 'own-network', tokens: '300M' },
    edit: (record) => ({ ...record, answers: { ...record.answers, 'data-residency': { value: 'anywhere', source: 'flag' } } }),
  })
  expect(told(checked)[0]).toBe(
    'fails answers: The record does not follow from its answers: it was made for data-residency own-network, and says anywhere. It was edited by hand.',
  )
  expect(checked.findings.map(({ kind }) => kind)).toContain('tier')
  expect(checked.findings.flatMap(({ moved }) => moved)).toEqual([])
})
