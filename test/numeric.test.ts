// Rows of an overlay that compare a measured number → gaps and overlaps of their numbers, told once, with answers that show them.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { link } from '../src/rules/link.ts'
import { verifyTables } from '../src/verify/verify.ts'
import { laid } from './laid.ts'

const beneath = link(rules)
const cited = 'sources: { "003": x }'
const figures = [0.1, 0.2, 0.25, 0.3, 0.6]
  .map((value) => `  f${value * 100}: { title: F, value: ${value}, unit: share, checked: 2026-11-21, ${cited} }\n`)
  .join('')

/** Rows of ops capacity in front of another one. */
function found(before: string, rows: readonly string[], more = '') {
  const written = rows.map((conditions, index) => `      r${index}: { before: ${before}, if: { ${conditions} }, because: x., ${cited} }\n`)
  const { tree, merged } = laid(`figures:\n${figures}steps:\n${more}  ops-capacity:\n    rules:\n${written.join('')}`)
  return verifyTables(tree, { billed: new Set() }, undefined, { beneath, sections: merged }).filter(({ kind }) =>
    kind.startsWith('numeric-'),
  )
}

const lines = (...given: Parameters<typeof found>) =>
  found(...given).map(({ kind, path, other, says }) => [kind, path[3], other?.[3], says])

describe('numbers that fit two rows', () => {
  it('are found where their conditions share only some answers, and the answers are shown', () => {
    const rows = ['self-host-saving: { below: f30 }, task: [chat, voice]', 'self-host-saving: { at-least: f20 }, task: [chat, extraction]']
    expect(lines('fine-tuned', rows)).toEqual([
      ['numeric-overlap', 'r1', 'r0', 'self-host-saving from f20 (0.2) up to f30 (0.3) fits both rows'],
    ])
    expect(found('fine-tuned', rows)[0]?.proof).toMatchObject({
      answers: { task: 'chat' },
      measures: { 'self-host-saving': expect.stringMatching(/^at least f20 \(0\.2\)/) },
    })
  })

  it('are not where no answers fit both, or a row above takes them', () => {
    expect(
      lines('fine-tuned', ['self-host-saving: { below: f30 }, task: chat', 'self-host-saving: { at-least: f20 }, task: voice']),
    ).toEqual([])
    const taken = [
      'task: chat',
      'self-host-saving: { below: f30 }, task: [chat, voice]',
      'self-host-saving: { at-least: f20 }, task: [chat]',
    ]
    expect(lines('fine-tuned', taken)).toEqual([])
  })

  it('are no matter of a row of an overlay for a case of its own', () => {
    expect(lines('saving', ['self-host-saving: { at-least: f10, below: f60 }, traffic: bursty'])).toEqual([])
  })
})

describe('numbers that fit neither of two rows', () => {
  it('are no matter of a row of an overlay for a case of its own', () => {
    expect(lines('saving-hosted', ['self-host-saving: { below: f10 }, task: voice'])).toEqual([])
    expect(lines('saving-hosted', ['self-host-saving: { below: f10 }'])).toHaveLength(1)
  })

  it('are told once, of the rows next to them, with answers', () => {
    const rows = ['{ below: f10 }', '{ at-least: f10, below: f20 }', '{ at-least: f25 }'].map(
      (each) => `self-host-saving: ${each}, task: chat`,
    )
    expect(lines('fine-tuned', rows)).toEqual([
      ['numeric-gap', 'r2', 'r1', 'self-host-saving from f20 (0.2) up to f25 (0.25) fits neither row'],
    ])
    expect(found('fine-tuned', rows)[0]?.proof).toMatchObject({
      answers: { task: 'chat' },
      measures: { 'self-host-saving': 'at least f20 (0.2), below f25 (0.25)' },
    })
  })

  it('are told of the rows next to them for some answers alone', () => {
    const rows = [
      '{ below: f10 }, task: [chat, voice]',
      '{ at-least: f10, below: f20 }, task: chat',
      '{ at-least: f25 }, task: [chat, voice]',
    ]
    expect(
      lines(
        'fine-tuned',
        rows.map((each) => `self-host-saving: ${each}`),
      ).map(([, , other]) => other),
    ).toEqual(['r0', 'r1'])
  })

  it('are not told of a row that no answers fit', () => {
    const rows = [
      'self-host-saving: { at-least: f10 }, frontier-need: all, task: chat, cost-dominant: "yes"',
      'self-host-saving: { below: f10 }, frontier-need: all, task: chat',
    ]
    const more = `  frontier-need:
    rules:
      a: { before: embeddings, if: { self-host-saving: { at-least: f10 } }, tier: hosted-open, because: aa., ${cited} }\n`
    expect(lines('fine-tuned', rows, more)).toEqual([])
  })
})
