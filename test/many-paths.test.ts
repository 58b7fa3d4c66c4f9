// Rules with more paths than can be walked: nobody waits, and nothing is claimed that was not looked at.

import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { missingAnswers } from '../src/cli/missing.ts'
import { answerFor, everyPath, mostPaths, openQuestions } from '../src/engine/paths.ts'
import { questionsLeft } from '../src/engine/questions-left.ts'
import { walk } from '../src/engine/walk.ts'
import { families, narrow } from './hard-rules.ts'
import { laid } from './laid.ts'
import { maker, tree } from './support.ts'

describe('rules that cross many questions', () => {
  const crossed = laid(families['any three, 40 rows']?.() ?? '').tree

  it('name every question that may be missing, and the next one as always missing', () => {
    const open = openQuestions(crossed, {})
    let paths = 0
    const asked = new Set<string>()
    for (const { answers } of everyPath(crossed, 'shortlist')) {
      for (const { question } of answers) asked.add(question.id)
      if (++paths === 500) break
    }
    expect(open.map(({ question }) => question.id)).toEqual(expect.arrayContaining([...asked]))
    const next = walk(crossed, {})
    expect(open.filter(({ always }) => always).map(({ question }) => question)).toEqual([next.kind === 'asking' && next.question])
  })

  it('say of how many questions there are at most', () => {
    const left = questionsLeft(crossed, {})
    expect(left).toBeLessThanOrEqual(crossed.questions.length)
    let paths = 0
    for (const { answers } of everyPath(crossed, 'shortlist')) {
      expect(left).toBeGreaterThanOrEqual(answers.length)
      if (++paths === 500) break
    }
  })

  it('give a line that works for answers that are missing', () => {
    const { hint, message } = missingAnswers(crossed, { answers: {} }, false)
    expect(message).toContain('--data-residency')
    expect(hint).toContain('--many-0 ')
  })

  it('do not claim that no answers lead to a tier where there are too many to try', () => {
    const { recommendation, ruledOut } = recommend(laid(narrow()).tree, { answers: { 'data-residency': 'anywhere' } }, maker)
    const unsure = ruledOut.filter((out) => out.unsure)
    expect(['hosted-open', 'self-hosted-open']).toContain(recommendation.tier)
    expect(unsure.map(({ tier }) => tier)).toEqual(expect.arrayContaining(['frontier-closed', 'frontier-private']))
    expect(unsure.every(({ wouldTake }) => wouldTake === null)).toBe(true)
    expect(ruledOut.find(({ tier }) => tier.endsWith('hosted-open'))?.wouldTake).not.toBe(null)
  })
})

it('the built-in rules are looked at as a whole', () => {
  let paths = 0
  for (const { answers } of everyPath(tree, 'shortlist')) {
    if (paths++ % 25 > 0) continue
    const given = Object.fromEntries(answers.map(({ question, options }) => [question.id, answerFor(question, options)]))
    expect(recommend(tree, { answers: given }, maker).ruledOut.filter(({ unsure }) => unsure)).toEqual([])
  }
  expect(paths).toBeLessThan(mostPaths)
})
