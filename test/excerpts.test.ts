// Excerpts in a terminal: the line and its caret fit, and the caret stands under what is meant; in a pipe they are whole.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import stringWidth from 'fast-string-width'
import { afterAll, describe, expect, it } from 'vitest'
import { fittedExcerpt } from '../src/render/excerpt.ts'
import fc from './fc.ts'
import { inTerminal } from './pty/terminal.ts'
import { run } from './run.ts'

const columns = [80, 50, 30]

/** What stands above the caret, and on from there. */
function meant([line = '', caret = '']: readonly string[]): string {
  const at = stringWidth(caret) - 1
  const cells = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment)
  let width = 0
  for (const [index, cell] of cells.entries()) {
    if (width === at) return cells.slice(index).join('')
    width += stringWidth(cell)
  }
  return ''
}

describe.each(columns)('in %i columns', (room) => {
  it.each([
    ['plain letters', 'words: kept '.repeat(5)],
    ['Chinese characters', '规则文件里的一行'.repeat(6)],
    ['faces', '👩🏽😀🎉'.repeat(12)],
    ['flags and letters with marks', '🇫🇷é한글'.repeat(9)],
    ['nothing', ''],
  ])('the caret stands under what is meant behind %s', (_, before) => {
    for (const behind of ['', ' and more', ` ${'规则, words '.repeat(9)}`]) {
      const lines = fittedExcerpt(`${before}MEANT${behind}`, before.length + 1, room)
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(room)
      expect(lines).toHaveLength(2)
      expect(meant(lines)).toMatch(/^MEANT/)
      const whole = stringWidth(`    ${before}MEANT${behind}`) <= room
      expect(lines[0] === `    ${before}MEANT${behind}`).toBe(whole)
      expect(/…/.test(lines[0] ?? '')).toBe(!whole)
    }
  })

  it('fits, whatever stands in the line', () => {
    const piece = fc.constantFrom('a', ' ', '规', '😀', '👩🏽', 'é', '🇫🇷', '…', '한', '\ud83d')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 120 }), fc.nat(130), (pieces, at) => {
        for (const caret of [undefined, at + 1])
          for (const line of fittedExcerpt(pieces.join(''), caret, room)) expect(stringWidth(line)).toBeLessThanOrEqual(room)
      }),
    )
  })

  it('without a caret the line is cut at its end', () => {
    expect(fittedExcerpt('规则'.repeat(60), undefined, room)).toEqual([expect.stringMatching(/^ {4}(规则)+规?…$/)])
  })
})

describe.concurrent('what a command tells of', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const rules = join(folder, 'rules.yaml')
  writeFileSync(rules, `bans: { x: { because: "${'规则😀 words '.repeat(7)}", origins: [china], models: [qwen-3] } }\n`)
  const record = join(folder, 'record.json')
  writeFileSync(record, `{ "schemaVersion": "1", "recommendation": "${'规则😀 words '.repeat(7)}", "answers": 5, "wavers": [] }\n`)
  const lines: [string, readonly string[]][] = [
    ['rules that a pick uses', ['--rules', rules, '--data-residency', 'anywhere', '--yes']],
    ['rules that are checked', ['rules', 'check', '--rules', rules]],
    ['a record', ['check', record]],
  ]

  it.each(lines.flatMap(([what, args]) => columns.map((room) => ({ what, args, room }))))(
    '$what fits a terminal of $room columns',
    { timeout: 120_000 },
    async ({ args, room }) => {
      await inTerminal({ args, columns: room, rows: 50 }, async (session) => {
        expect((await session.exit()).code).toBe(3)
        const shown = session.raw.split(/\r*\n/)
        const carets = shown.flatMap((line, index) => (/^ {4} *\^$/.test(line) ? [index] : []))
        expect(carets.length).toBeGreaterThan(0)
        for (const index of carets) {
          const pair = [shown[index - 1] ?? '', shown[index] ?? '']
          for (const line of pair) expect(stringWidth(line)).toBeLessThanOrEqual(room)
          expect(meant(pair)).toMatch(/^(china|"|5|\{)/)
        }
      })
    },
  )

  it.each(lines)('%s is cut to 120 characters in a pipe, however narrow', async (_, args) => {
    const { stdout, stderr } = await run(args, { env: { COLUMNS: '30' } })
    const excerpts = `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('    ') && line.includes('规'))
    expect(excerpts.length).toBeGreaterThan(0)
    for (const line of excerpts) expect(line.replaceAll('…', '').length).toBeGreaterThan(100)
  })
})
