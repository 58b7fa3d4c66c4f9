// Views of a recommendation: nothing wider than the terminal, one screen, no color where none is wanted.

import stringWidth from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import { answerFor, everyPath } from '../src/engine/paths.ts'
import { questionsText } from '../src/render/questions.ts'
import { renderText } from '../src/render/text.ts'
import { renderTreeText } from '../src/render/tree-text.ts'
import { advise, tree } from './support.ts'

const paths = [...everyPath(tree, 'shortlist')]
  .filter((_, index) => index % 4 === 0)
  .map(({ answers }) => Object.fromEntries(answers.map(({ question, options }) => [question.id, answerFor(question, options)])))
const plain = paths.map((answers) => advise(answers))
/** The same with a volume, wishes, and answers that were not needed: the longest commands. */
const loaded = paths
  .filter((_, index) => index % 5 === 0)
  .map((answers) =>
    advise(
      { 'fine-tuning': 'no', latency: 'interactive', license: 'any', stage: 'prototype', ...answers, tokens: 2e9 },
      { context: 200_000, excludeOrigin: ['cn'], figures: { 'input-share': 0.8 } },
      { written: { tokens: '2B', context: '200k', 'exclude-origin': 'cn', 'input-share': '0.8' } },
    ),
  )
const results = [...plain, ...loaded]
const some = results.filter((_, index) => index % 100 === 0)
const assumed = ['anywhere', 'region', 'contract', 'own-network', 'air-gapped'].map((residency) => advise({ 'data-residency': residency }))
// biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences start with one
const color = /\u001b\[/

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => stringWidth(line)))

describe('the text', { timeout: 120_000 }, () => {
  it('fits 80 columns by 24 lines on every path, with a line left for the shell', () => {
    for (const result of [...results, ...assumed]) {
      const text = renderText(result, { columns: 80, color: false })
      expect(text.trimEnd().split('\n').length, text).toBeLessThanOrEqual(23)
    }
  })

  it('keeps the first caution in sight where another tier costs less than the recommended one', () => {
    const undercut = loaded.filter(({ recommendation, cost: { bills } }) => {
      const own = bills.find(({ tier }) => tier === recommendation.tier)?.monthlyUsd ?? 0
      return bills.some(({ tier, monthlyUsd }) => tier !== recommendation.tier && monthlyUsd !== null && monthlyUsd < own)
    })
    const cautioned = undercut.filter(({ cautions }) => cautions.length > 0)
    expect(cautioned.length).toBeGreaterThan(20)
    for (const result of cautioned) {
      const text = renderText(result, { columns: 80, color: false }).replaceAll(/\s+/g, ' ')
      expect(text).toContain(` Caution ${result.cautions[0]?.because}`)
    }
    const dear = advise({ 'data-residency': 'anywhere', 'cost-dominant': 'yes', tokens: 304_166_667 })
    const text = renderText(dear, { columns: 80, color: false })
    expect(text).toContain('Caution    Open is not always cheaper')
    expect(text.replaceAll(/\s+/g, ' ')).toContain('at about 304M tokens')
  })

  it('is never wider than the terminal, from 20 to 200 columns', () => {
    for (const result of [...some, ...assumed])
      for (let columns = 20; columns <= 200; columns++)
        expect(widest(renderText(result, { columns, color: false })), `${columns} columns`).toBeLessThanOrEqual(columns)
  })

  it('says the same words in every width, and with or without color', () => {
    for (const result of some) {
      const words = (columns: number, colored: boolean) =>
        renderText(result, { columns, color: colored })
          // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences start with one
          .replace(/\u001b\[\d+m/g, '')
          .replace(/\\\n/g, '\n')
          .replace(/\s+/g, '')
          .split('')
          .sort()
          .join('')
      for (const columns of [20, 40, 59, 60, 120, 200]) expect(words(columns, columns % 40 === 0)).toBe(words(80, false))
    }
  })

  it('has color only where it is wanted', () => {
    for (const result of some) {
      expect(renderText(result, { columns: 80, color: false })).not.toMatch(color)
      expect(renderText(result, { columns: 80, color: true })).toMatch(color)
    }
  })

  it('puts its label above the value under 60 columns', () => {
    const text = renderText(assumed[0] ?? results[0] ?? advise({}), { columns: 50, color: false })
    expect(text).toMatch(/^1 Data residency {2}passed\n {2}\S/m)
  })
})

describe('the drawing and the questions', { timeout: 120_000 }, () => {
  it('are never wider than the terminal', () => {
    for (let columns = 20; columns <= 200; columns++) {
      const look = { columns, color: false }
      expect(widest(renderTreeText(tree, assumed[0], look)), `${columns}`).toBeLessThanOrEqual(columns)
      expect(widest(questionsText(tree, look)), `${columns}`).toBeLessThanOrEqual(columns)
    }
  })

  it('mark the way that was taken', () => {
    const drawn = renderTreeText(tree, advise({ 'data-residency': 'own-network' }), { columns: 80, color: false })
    expect(drawn).toContain('* data-residency own-network → self-hosted-open')
    expect(drawn.match(/^ {2}\* /gm)).toHaveLength(5)
  })
})
