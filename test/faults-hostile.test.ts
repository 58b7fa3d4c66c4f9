// Any bytes as rules, answers, workloads or records → taken, or refused with exit code 3, soon and in little memory.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fileAnswers } from '../src/cli/answers.ts'
import { readInput } from '../src/cli/files.ts'
import { recordIn } from '../src/cli/records.ts'
import { reportOf } from '../src/cli/report.ts'
import { readWorkloads } from '../src/cli/workloads.ts'
import { FileError, UserError } from '../src/errors.ts'
import { parseYaml } from '../src/rules/parse.ts'
import { isClean } from '../src/sanitize.ts'
import { end, expectEnd, preload } from './faults.ts'
import fc from './fc.ts'
import { laid } from './laid.ts'
import { tree } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** `FC_RUNS=10000` for a night. */
const numRuns = Number(process.env['FC_RUNS'] ?? 150)

const overlays = readdirSync('examples/overlays').map((name) => readFileSync(`examples/overlays/${name}`))
const record = readFileSync('examples/acme/decisions/similar-products.json')
const workloads = readFileSync('examples/acme/workloads.yaml')

/** What reads a text, and files that are right for it. */
const readers: Readonly<Record<string, readonly [(text: string) => unknown, readonly Buffer[]]>> = {
  rules: [(text) => laid(text), overlays],
  answers: [
    (text) => {
      const parsed = parseYaml('a.yaml', text, 'as written')
      if (!('value' in parsed)) throw new FileError('The answers cannot be read', parsed)
      return fileAnswers(tree, parsed)
    },
    [Buffer.from('data-residency: region\nregion: eu # here\ntask: "chat"\ntokens: 10M/day\n')],
  ],
  workloads: [(text) => readWorkloads(tree, 'w.yaml', text, {}, { environment: {} } as Parameters<typeof readWorkloads>[4]), [workloads]],
  records: [(text) => recordIn(tree, 'r.yaml', 'r.yaml', text), [record]],
}

/** Bytes that mean something to YAML or to an encoding come often. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '\n',
      ' ',
      '  ',
      '\t',
      ': ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '#',
      '&a',
      '*a',
      '!',
      '|',
      '>',
      '? ',
      '---',
      '%',
      '<<: ',
      '\r',
      '\0',
      '\u001b',
      '\ufeff',
      '\u202e',
      '1e999',
      '-',
      ',',
      '__proto__: ',
      'null',
    ].map((text) => Buffer.from(text)),
  ),
  fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
)

/** Right but for some bytes that are put in, taken out or written over, or nothing but bytes. */
const bytesFor = (right: readonly Buffer[]) =>
  fc.oneof(
    fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.concat(pieces)),
    fc
      .tuple(
        fc.constantFrom(...right),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 8 }), piece), { maxLength: 4 }),
      )
      .map(([text, edits]) =>
        edits.reduce((bytes, [where, gone, put]) => {
          const at = Math.floor(where * bytes.length)
          return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)])
        }, text),
      ),
  )

describe.each(Object.entries(readers))('any bytes as %s', (what, [read, right]) => {
  it(
    'are taken, or refused without a bug and with nothing that acts on a terminal',
    async () => {
      const file = join(folder, what)
      const ends = { taken: 0, refused: 0 }
      await fc.assert(
        fc.asyncProperty(bytesFor(right), async (bytes) => {
          writeFileSync(file, bytes)
          try {
            read((await readInput(file, process)).text)
            ends.taken += 1
          } catch (error) {
            if (!(error instanceof UserError)) throw error
            const report = reportOf(error, '0.0.0', false)
            expect(report.exit).toBe(3)
            expect(isClean(report.text) || report.text).toBe(true)
            ends.refused += 1
          }
        }),
        { numRuns },
      )
      expect(Math.min(ends.taken, ends.refused), JSON.stringify(ends)).toBeGreaterThan(0)
    },
    Math.max(60_000, numRuns * 100),
  )
})

describe.concurrent('256 KiB of the worst are refused within five seconds of work:', () => {
  const size = 256 * 1024 - 200
  const repeated = (start: string, unit: (index: number) => string) => {
    let text = start
    for (let index = 0; text.length + unit(index).length < size; index++) text += unit(index)
    return text
  }
  const worst: Readonly<Record<string, string>> = {
    'opening brackets': '['.repeat(size),
    'opening braces in a value': `words: ${'{a: '.repeat(size / 4 - 2)}`,
    'entries of a list in a list': '- '.repeat(size / 2),
    'empty lists side by side': `words: { kept: [${'[],'.repeat(size / 3 - 9)}] }`,
    'keys in braces': `${repeated('words: {', (index) => `k${index}: x, `)}}`,
    'entries that are not what they should be': repeated('models:\n', (index) => `  m${index}: { title: M, lab: x }\n`),
    'quotation marks': '"'.repeat(size),
  }
  const meter = preload(
    folder,
    'meter',
    `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  require('node:fs').writeFileSync(process.env.USED, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, mebibytes: maxRSS / 1024 }))
})`,
  )

  it.each(Object.entries(worst))('%s', async (name, text) => {
    const [file, used] = [join(folder, `${name}.yaml`), join(folder, `${name}.json`)]
    writeFileSync(file, text)
    const ran = await end(['questions', '--rules', file], { node: ['--require', meter], env: { USED: used } })
    expectEnd(ran, 3)
    const { seconds, mebibytes } = JSON.parse(readFileSync(used, 'utf8')) as Record<string, number>
    expect(seconds).toBeLessThan(5)
    // Node itself takes some 50.
    expect(mebibytes).toBeLessThan(300)
  })
})
