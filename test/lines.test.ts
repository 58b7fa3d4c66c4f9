// Many workloads as JSON Lines: the same decisions as one by one, each line by itself, in a stream.

import { execFileSync, spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { collect } from '../src/cli/answers.ts'
import { placesIn } from '../src/cli/json-places.ts'
import { lineSplitter, maxLineBytes } from '../src/cli/line-splitter.ts'
import { lineText } from '../src/cli/line-text.ts'
import { type LineRead, lineReader } from '../src/cli/line-workload.ts'
import { plainReader } from '../src/cli/plain-line.ts'
import type { PlannedLine, RefusedLine } from '../src/contract-lines.ts'
import { billOf } from '../src/decisions/bill.ts'
import { linePlanner } from '../src/decisions/lines.ts'
import { givenIn } from '../src/engine/trail.ts'
import fc from './fc.ts'
import { hostileNames } from './hostile.ts'
import { inTerminal } from './pty/terminal.ts'
import { run } from './run.ts'
import { maker, tree } from './support.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const nowhere = { environment: {} }
const faq = '{"name":"faq","answers":{"data-residency":"anywhere"}}'

const runs = { numRuns: 400 }

type Result = PlannedLine | RefusedLine
const parsed = (stdout: string): Result[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Result)

const plan = (input: string | Buffer, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  run(['plan', '--format', 'jsonl', '-', ...args], { input: input as string, env })

describe('a line says what a recommendation says', () => {
  const reader = lineReader(tree, {}, nowhere)
  const planner = linePlanner(tree)

  function planned(line: object): PlannedLine {
    const read = reader(JSON.stringify(line))
    if (!read.ok) throw new Error(read.error.message)
    const found = planner(1, read.workload)
    if ('error' in found) throw new Error(found.error.message)
    return found.result
  }

  /** What the recommendation comes to, read and worked out without anything that is for lines. */
  function recommended(name: string, texts: Readonly<Record<string, string | number>>): PlannedLine {
    const file = Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, String(text)]))
    const { recommendation, shortlist, answers, cost } = recommend(tree, collect(tree, {}, nowhere, file), maker)
    const bill = billOf(recommendation.tier, cost.bills)
    const unknown = cost.tokensPerMonth === null ? 'The volume is not known.' : null
    return {
      schemaVersion: '1',
      line: 1,
      ok: true,
      name,
      owner: null,
      tier: recommendation.tier,
      parts: recommendation.parts,
      models: recommendation.parts.flatMap(({ slice, tier }) =>
        shortlist
          .filter((entry) => entry.tier === tier)
          .slice(0, 1)
          .map(({ model, host }) => ({ slice, model, host })),
      ),
      billedModels:
        bill?.monthlyUsd == null
          ? []
          : bill.slices.length > 0
            ? bill.slices.map(({ slice, modelId }) => ({ slice, model: String(modelId) }))
            : [{ slice: recommendation.parts[0]?.slice ?? 'rest', model: String(bill.modelId) }],
      assumed: Object.fromEntries(
        Object.entries(answers).flatMap(([id, { value, source }]) => (source === 'assumed' ? [[id, String(value)]] : [])),
      ),
      tokensPerMonth: cost.tokensPerMonth,
      monthlyUsd: bill?.monthlyUsd ?? null,
      low: bill?.low ?? null,
      high: bill?.high ?? null,
      because: unknown ?? bill?.because ?? null,
    }
  }

  const options = tree.questions.flatMap((question) =>
    question.kind === 'choice' ? [[question.id, fc.constantFrom(...question.options.map(({ id }) => id))] as const] : [],
  )
  const someAnswers = fc.record(Object.fromEntries(options), { requiredKeys: ['data-residency'] })
  const someWishes = fc.record(
    {
      context: fc.constantFrom(32_000, '200k', '5M'),
      'exclude-origin': fc.constantFrom('cn', 'cn,us', 'FR'),
      'gpu-hour': fc.constantFrom(0.1, '0.9', 3),
      'engineer-hours': fc.constantFrom(0, 10, '160'),
      'input-share': fc.constantFrom(0, '0.5', 1),
      'batch-share': fc.constantFrom(0, '0.25'),
      'hard-share': fc.constantFrom(0, 0.3, 1),
    },
    { requiredKeys: [] },
  )
  const someVolume = fc.oneof(fc.integer({ min: 1, max: 1e12 }), fc.constantFrom('50M', '10M/day', '1.5B', 1, '8_000_000'))

  it('for any answers, wishes and volumes, as texts or numbers', () => {
    fc.assert(
      fc.property(someAnswers, someWishes, fc.option(someVolume), (answers, wishes, tokens) => {
        const line = planned({ name: 'any', answers: { ...answers, ...wishes }, ...(tokens === null ? {} : { tokens }) })
        expect(line).toEqual(recommended('any', { ...answers, ...wishes, ...(tokens === null ? {} : { tokens }) }))
      }),
      runs,
    )
  })

  it('in the text that JSON.stringify writes', () => {
    const some = planned({ name: 'any', owner: 'some', tokens: '5B', answers: { 'data-residency': 'region', 'frontier-need': 'slice' } })
    expect([some.parts.length, some.models.length, Object.keys(some.assumed).length > 1]).toEqual([2, 2, true])
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileNames, '\ud800', '"', '\\', '\u2028', '\t'))
    fc.assert(
      fc.property(texts, fc.option(texts), fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), (name, text, amount) => {
        const models = some.models.map((each) => ({ ...each, model: name, host: text }))
        const written: PlannedLine = { ...some, name, owner: text, models, assumed: { [name]: name }, monthlyUsd: amount, because: text }
        expect(lineText(written)).toBe(JSON.stringify(written))
      }),
      runs,
    )
    const command = '##[error]x ##vso[task.x]'
    const model = { slice: 'rest' as const, model: command, host: command }
    const models = [model]
    for (const forged of [
      { ...some, name: command, owner: command, because: command, models, assumed: { [command]: command } },
      { ...some, billedModels: [{ slice: 'rest' as const, model: command }], models, tokensPerMonth: 1 },
      { ...some, ok: false as const, error: { code: 'E_JSON' as const, message: command, column: 1 } },
    ]) {
      expect(lineText(forged)).not.toMatch(/##[a-z]*\[/)
      expect(JSON.parse(lineText(forged))).toMatchObject(forged.ok ? forged : { error: forged.error })
    }
    expect(lineText({ ...some, parts: [], models: [], assumed: {} })).toBe(JSON.stringify({ ...some, parts: [], models: [], assumed: {} }))
  })

  it('whichever way the line is read', () => {
    const space = fc.constantFrom('', '', '', ' ', '  ', '\n', '\t')
    const of = <T>(usual: readonly T[], odd: readonly T[]) =>
      fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...odd) })
    const ids = tree.questions.map(({ id }) => id)
    const proper = fc.oneof(
      ...options.map(([id, option]) =>
        fc.tuple(
          fc.constant(`"${id}"`),
          option.map((text) => `"${text}"`),
        ),
      ),
    )
    const improper = fc.tuple(
      of(
        ids.map((id) => `"${id}"`),
        ['"tasks"', '"context"', '"ta sk"', '"t\\u0061sk"', 'task'],
      ),
      of(['"chat"', '"eu"'], ['"50M"', '"chatt"', '"cha"', '5', 'null', '{}', '""', '"ch\u0101t"']),
    )
    const pair = fc.oneof({ weight: 15, arbitrary: proper }, { weight: 1, arbitrary: improper })
    const name = fc.tuple(
      of(['"name"'], ['"names"', '"na me"', '"nam\\u0065"']),
      of(['"any"', '"a: b, {c}"'], ['"a\\"b"', '""', '"\u200b"', '"é"', `"${'x'.repeat(201)}"`, '1', 'null']),
    )
    const owner = fc.tuple(of(['"owner"'], ['"tokens"', '"owners"']), of(['"team"'], ['null', '"5M"', '""', '"\\u0007"']))
    const gaps = fc.oneof(fc.constant(['']), fc.constant([' ']), fc.constant(['', ' ']), fc.array(space, { minLength: 9, maxLength: 9 }))
    const written = gaps.map((all) => {
      let at = 0
      return () => all[at++ % all.length] ?? ''
    })
    const line = fc.tuple(
      written,
      name,
      fc.option(owner),
      fc.array(pair, { maxLength: 6 }),
      of(['"answers"'], ['"answer"']),
      of(['}}'], ['}', '}}}', '}},', '}} ', ',}}']),
    )
    const text = line.map(([gap, name, owner, answers, key, end]) => {
      const entry = ([key, value]: readonly [string, string]) => `${key}:${gap()}${value}`
      const among = answers.map(entry).join(`,${gap()}`)
      return `{${[entry(name), ...(owner ? [entry(owner)] : []), `${key}:${gap()}{${among}${end}`].join(`,${gap()}`)}`
    })
    const plain = plainReader(tree, givenIn(tree, {}))
    const named = (read: LineRead) => (read.ok ? { ...read.workload, given: [], answers: read.workload.answers() } : read)
    let quick = 0
    fc.assert(
      fc.property(text, (text) => {
        // What is not read the quick way is read the other way.
        if (!plain(text)) return
        quick++
        const found = reader(text)
        expect(plain(`${text} `)).toBeUndefined()
        expect(named(found)).toEqual(named(reader(`${text} `)))
        if (found.ok) expect(found.workload.given).toEqual(givenIn(tree, found.workload.answers()))
      }),
      { numRuns: 5000 },
    )
    expect(quick).toBeGreaterThan(500)
  })

  it('also where a program computed a wish', () => {
    const at = (hour: number | string) =>
      planned({ name: 'any', tokens: '5B', answers: { 'data-residency': 'own-network', task: 'chat', 'gpu-hour': hour } })
    expect(at(0.1 + 0.2)).toEqual(at('0.3'))
    expect(at(0.1 + 0.2)).not.toEqual(at('0.4'))
  })

  it('to the token where another replica begins, and where the tier flips', () => {
    const own = { 'data-residency': 'anywhere', 'frontier-need': 'none', 'ops-capacity': 'yes', 'gpu-hour': 0.9, 'engineer-hours': 10 }
    let edges = 0
    fc.assert(
      fc.property(fc.constantFrom('none', 'slice'), fc.integer({ min: 1, max: 40 }), someVolume, (need, replicas, tokens) => {
        const texts = { ...own, 'frontier-need': need }
        const { flips, cost } = recommend(tree, collect(tree, {}, nowhere, { ...strings(texts), tokens: String(tokens) }), maker)
        const capacity = cost.bills
          .find(({ tier }) => tier === 'self-hosted-open')
          ?.derivation.find(({ what }) => what.includes('plan a replica'))?.value
        const volumes = [...flips.flatMap(({ at }) => at ?? []), ...(capacity === undefined ? [] : [Math.floor(capacity * replicas)])]
        for (const volume of volumes)
          for (const near of [volume - 1, volume, volume + 1].filter((each) => each > 0)) {
            edges++
            expect(planned({ name: 'edge', tokens: near, answers: texts })).toEqual(recommended('edge', { ...texts, tokens: near }))
          }
      }),
      { ...runs, numRuns: 60 },
    )
    expect(edges).toBeGreaterThan(300)
  })

  const strings = (texts: Readonly<Record<string, string | number>>) =>
    Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, String(text)]))
})

describe('a line that is wrong is told in its place', () => {
  const line = (rest: object, name: unknown = 'a') => JSON.stringify({ name, ...rest })
  const good = { answers: { 'data-residency': 'anywhere' } }
  const wrong: readonly [string, string | Buffer, string, RegExp][] = [
    ['no JSON', '{"name": "a"', 'E_JSON', /no JSON object/],
    ['a list', '[]', 'E_JSON', /no JSON object/],
    ['null', 'null', 'E_JSON', /no JSON object/],
    ['deep nesting', '['.repeat(30_000), 'E_JSON', /no JSON object/],
    ['too long', line({ ...good, owner: 'x'.repeat(maxLineBytes) }), 'E_TOO_LONG', /longer than 64 KiB/],
    ['Latin-1', Buffer.from('{"name":"caf\xe9","answers":{"data-residency":"anywhere"}}', 'latin1'), 'E_UTF8', /not UTF-8/],
    ['an unknown key', line({ ...good, tokns: 1 }), 'E_WORKLOAD', /no key "tokns"\. Did you mean "tokens"\?/],
    ['a share', line({ ...good, share: 0.5 }), 'E_WORKLOAD', /write its own tokens/],
    ['no name', '{"answers":{"data-residency":"anywhere"}}', 'E_WORKLOAD', /^name: write a text/],
    ['an empty name', line(good, ''), 'E_WORKLOAD', /^name: write a text/],
    ['a name that is a number', line(good, 7), 'E_WORKLOAD', /^name: write a text/],
    ['a control character', line(good, 'a\u001b[2J'), 'E_WORKLOAD', /^name: .*control/],
    ['a bidirectional one in the owner', line({ ...good, owner: '\u202eevil' }), 'E_WORKLOAD', /^owner: .*control/],
    ['answers that are a list', line({ answers: [] }), 'E_WORKLOAD', /^answers: write a map/],
    ['an unknown question', line({ answers: { 'data-residency': 'anywhere', taks: 'chat' } }), 'E_VALUE', /"taks"\. Did you mean "task"\?/],
    ['__proto__', '{"name":"a","answers":{"data-residency":"anywhere","__proto__":"x"}}', 'E_VALUE', /no question "__proto__"/],
    ['an unknown option', line({ answers: { 'data-residency': 'anwhere' } }), 'E_VALUE', /^data-residency: .*Did you mean "anywhere"\?/],
    ['a nested answer', line({ answers: { 'data-residency': ['anywhere'] } }), 'E_VALUE', /^data-residency: write a word or a number/],
    ['a bad wish', line({ answers: { 'data-residency': 'anywhere', 'gpu-hour': -1 } }), 'E_VALUE', /^gpu-hour: "-1" is no amount/],
    ['a bad volume', line({ ...good, tokens: '1,5' }), 'E_VALUE', /^tokens: "1,5" is no volume/],
    ['a volume beyond all numbers', line({ ...good, tokens: 9007199254740992 }), 'E_VALUE', /^tokens: .* is no volume/],
    ['a volume that is true', line({ ...good, tokens: true }), 'E_VALUE', /^tokens: .* is no volume/],
    ['two volumes', line({ tokens: 1, answers: { ...good.answers, tokens: 1 } }), 'E_WORKLOAD', /given twice/],
    ['no data residency', line({ answers: { task: 'chat' } }), 'E_MISSING_ANSWER', /^data-residency has to be answered/],
    ['no answers', line({}), 'E_MISSING_ANSWER', /^data-residency has to be answered/],
  ]
  let results: Result[]
  let ran: Awaited<ReturnType<typeof run>>
  beforeAll(async () => {
    const lines = wrong.flatMap(([, bytes]) => [Buffer.from(bytes), Buffer.from(`\n${faq}\n`)])
    ran = await plan(Buffer.concat(lines))
    results = parsed(ran.stdout)
  })

  it.each(wrong.map(([what, , code, message], index) => [what, code, message, index] as const))('%s: %s', (_, code, message, index) => {
    const result = results[index * 2]
    expect(result).toMatchObject({ line: index * 2 + 1, ok: false, error: { code } })
    expect(result && !result.ok && result.error.message).toMatch(message)
  })

  it('while the others are planned, in order, and the exit code says so with a count', () => {
    expect(results.map(({ line: number, ok }) => [number, ok])).toEqual(results.map((_, index) => [index + 1, index % 2 === 1]))
    expect(results).toHaveLength(wrong.length * 2)
    expect(ran.code).toBe(3)
    expect(ran.stderr).toContain(`${wrong.length} of ${wrong.length * 2} workloads cannot be planned`)
  })

  it('with all that is wrong with it', async () => {
    const { stdout } = await plan(line({ owner: 1, answers: { task: 'chta', latency: 'never' } }))
    const [result] = parsed(stdout)
    expect(result && !result.ok && result.error.message).toMatch(/^owner: .* Column 41: task: "chta".* Column 58: latency: "never"/)
    expect(result).toMatchObject({ error: { column: 21, code: 'E_WORKLOAD' } })
  })

  const columns: readonly [string, number][] = [
    ['{"name": "a"', 13],
    ['{"name": "a", "answers": {,}}', 27],
    ['{"name": "a" "owner": "b"}', 14],
    ['{"name": "a", "owner": nobody}', 24],
    ['{"name": "a\t"}', 10],
    ['{"name": "a"} x', 15],
    ['{"name": 01}', 11],
    ['  []', 3],
    ['{"answers": {"data-residency": "anywhere"}}', 1],
    ['{"name": 7, "answers": {"data-residency": "anywhere"}}', 10],
    ['{"name": "a", "tokns": 1, "answers": {"data-residency": "anywhere"}}', 15],
    ['{"name": "a", "tokens": "1,5", "answers": {"data-residency": "anywhere"}}', 25],
    ['{"name": "a", "answers": []}', 26],
    ['{"name": "a", "answers": {"data-residency": "anwhere"}}', 45],
    ['{"name": "a", "answers": {"task": "chat", "data-residency": ["anywhere"]}}', 61],
    ['{"name": "a", "answers": {"data-residency": "anywhere", "taks": "chat"}}', 57],
    ['{"name": "a", "answers": {"d\\u0061ta-residency": "x", "data-residency": "y"}}', 55],
    ['{"name": "a", "answers": {"data-residency": "anywhere"}, "answers": {"data-residency": "air-gapped"}}', 58],
    ['{"name": "a", "name": "b", "answers": {"data-residency": "anywhere"}}', 15],
    ['{"name": "a:b", "answers": {"data-residency": "anywhere", "task": "chat", "task": "chat"}}', 75],
    ['{"name": "a", "answers": {"data-residency": "anywhere"}, "x": [{"y": 1, "y": {}}]}', 58],
    ['{"name": "a", "answers": {"task": "chat"}}', 26],
    ['{"name": "a"}', 1],
  ]
  it.each(columns)('%s: at its column, %d', async (text, column) => {
    const [result] = parsed((await plan(text)).stdout)
    expect(result).toMatchObject({ ok: false, error: { column } })
  })

  it('with a key that is there twice at any depth, and with nothing else that is there once', () => {
    const twice = '{"name": "a:b", "x": [{"y": 1, "y": {}}], "answers": {"data-residency": "anywhere", "__proto__": "x"}, "name": ":"}'
    const read = lineReader(tree, {}, nowhere)(twice)
    expect(!read.ok && read.error.message).toMatch(
      /^There is no key "x"\. Column 32: The key "y" is there twice\. Column 85: There is no question "__proto__"\..* Column 104: The key "name" is there twice\.$/,
    )
    expect(lineReader(tree, {}, nowhere)('{"name": "a: {\\"b\\": 1, \\"b\\": 2}", "answers": {"data-residency": "anywhere"}}').ok).toBe(
      true,
    )
    const key = fc.constantFrom('a', 'b', '\\u0061', ':', '\\"')
    const pairs: fc.Arbitrary<string> = fc.letrec<{ map: string }>((tie) => ({
      map: fc
        .array(fc.tuple(key, fc.oneof({ maxDepth: 3 }, fc.constantFrom('1', '"a:a"', '[{}, {"a": 1}]'), tie('map'))), { maxLength: 3 })
        .map((all) => `{${all.map(([name, value]) => `"${name}": ${value}`).join(', ')}}`),
    })).map
    /** Written anew, a text without repeats has as many keys as before. */
    const keysIn = (text: string) => (text.match(/":/g) ?? []).length
    fc.assert(
      fc.property(pairs, (text) => {
        const repeated = keysIn(JSON.stringify(JSON.parse(text))) < keysIn(text)
        expect(placesIn(text).repeats.length > 0, text).toBe(repeated)
      }),
      { ...runs, numRuns: 1000 },
    )
  })

  it('without a column where it cannot be read', () => {
    const unreadable = results.filter((result) => !result.ok && ['E_TOO_LONG', 'E_UTF8'].includes(result.error.code))
    expect(unreadable).toHaveLength(2)
    for (const result of unreadable) expect(result).toMatchObject({ error: { column: null } })
  })

  it('where the text stops being JSON, and nowhere else', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '"\\u00e9"',
      '\\',
      '-',
      '0',
      '12',
      '.5',
      'e3',
      'true',
      'nul',
      ' ',
      '\t',
      '\n',
      'é',
    )
    const edited = fc.tuple(fc.json(), fc.nat(), fc.nat(3), fc.string({ maxLength: 2 })).map(([text, at, cut, put]) => {
      const start = at % (text.length + 1)
      return text.slice(0, start) + put + text.slice(start + cut)
    })
    let [whole, broken] = [0, 0]
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
          edited,
          fc.json(),
        ),
        (text) => {
          const { brokenAt } = placesIn(text)
          const isJson = (candidate: string) => {
            try {
              return JSON.parse(candidate) !== undefined
            } catch {
              return false
            }
          }
          expect(brokenAt === undefined, text).toBe(isJson(text))
          if (brokenAt === undefined) whole++
          else broken++
        },
      ),
      { ...runs, numRuns: 3000 },
    )
    expect(Math.min(whole, broken)).toBeGreaterThan(300)
    expect(placesIn('['.repeat(30_000)).brokenAt).toBe(30_000)
    expect(placesIn(`"${'a'.repeat(65_000)}`).brokenAt).toBe(0)
  })

  it('also where no line is right', async () => {
    const { stdout, stderr, code } = await plan('{}\n[]\n')
    expect(parsed(stdout).map(({ line: number, ok }) => [number, ok])).toEqual([
      [1, false],
      [2, false],
    ])
    expect([stderr, code]).toEqual([expect.stringContaining('2 of 2 workloads cannot be planned'), 3])
  })

  it('and everything satisfies the published schema', () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync('schema/plan-line.schema.json', 'utf8')) as object)
    for (const result of results) expect(validate(result) ? [] : validate.errors).toEqual([])
    for (const result of results) expect(validate({ ...result, another: 1 })).toBe(false)
  })

  it('never by a name that could act on a terminal', async () => {
    const input = hostileNames.map((name) => line({ answers: { [name]: name, task: name, 'data-residency': name } }, name)).join('\n')
    const { stdout, stderr } = await plan(input)
    expect(parsed(stdout)).toHaveLength(hostileNames.length)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })
})

describe('what separates lines', () => {
  const lines = (text: string) => parsed(text).map(({ line }) => line)

  it('may be CRLF, may be missing at the end, may stand alone, and may follow a byte order mark', async () => {
    const { stdout, code } = await plan(`\ufeff${faq}\r\n\r\n  \n${faq}\n\n${faq}`)
    expect([lines(stdout), code]).toEqual([[1, 4, 6], 0])
  })

  it('without any line it is no batch', async () => {
    for (const input of ['', '\n\n', '\ufeff\n']) {
      const { stdout, stderr, code } = await plan(input)
      expect([stdout, stderr, code]).toEqual(['', 'pick-llm: standard input holds no workload.\nWrite one workload on each line.\n', 3])
    }
    const out = join(folder, 'empty.jsonl')
    expect((await plan('', ['-o', out])).code).toBe(3)
    expect(existsSync(out)).toBe(false)
  })

  it('UTF-16 is told once', async () => {
    const { stdout, stderr, code } = await plan(Buffer.from(`\ufeff${faq}\n`.repeat(3), 'utf16le'))
    expect([stdout, code]).toEqual(['', 3])
    expect(stderr).toContain('is UTF-16')
  })

  const bits = fc.constantFrom('\n', '\r\n', ' ', 'a', 'é', '漢', '💡', '\xff', 'x'.repeat(maxLineBytes - 2), 'yy', '\ufeff')

  it('is found wherever the bytes are cut into chunks', () => {
    const bytesOf = (text: string) => (text === '\xff' ? Buffer.from([0xff]) : Buffer.from(text))
    const split = (chunks: readonly Buffer[]) => {
      const { next, end } = lineSplitter()
      return [...chunks.flatMap((chunk) => next(chunk)), ...end()]
    }
    /** Line by line, with no regard for memory. */
    const plainly = (bytes: Buffer) => {
      const rows = bytes.toString('latin1').split('\n')
      return rows.flatMap((row, index) => {
        const own = Buffer.from(index < rows.length - 1 || !row.endsWith('\r') ? row.replace(/\r$/, '') : row.slice(0, -1), 'latin1')
        const text = own.toString('utf8')
        const cleared = index === 0 ? text.replace(/^\ufeff/, '') : text
        const wrong = own.length > maxLineBytes ? 'E_TOO_LONG' : own.equals(Buffer.from(text)) ? undefined : 'E_UTF8'
        return wrong || cleared.trim() !== '' ? [{ number: index + 1, text: wrong ? '' : cleared.trim(), wrong }] : []
      })
    }
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 12 }), fc.array(fc.nat(maxLineBytes * 3), { maxLength: 6 }), (texts, cuts) => {
        const bytes = Buffer.concat(texts.map(bytesOf))
        const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length]
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end))
        const found = split(chunks).map((line) => ({ ...line, text: line.text.trim() }))
        expect(found).toEqual(plainly(bytes))
      }),
      { numRuns: 500 },
    )
  })
})

describe('flags and variables win over every line', () => {
  const input = '{"name":"a","tokens":1000,"answers":{"data-residency":"anywhere","task":"voice","gpu-hour":2}}\n{"name":"b"}'

  it('as they do over a file of answers', async () => {
    const { stdout } = await plan(input, ['--tokens', '5M', '--frontier-need', 'none'], { PICK_LLM_DATA_RESIDENCY: 'air-gapped' })
    expect(parsed(stdout)).toMatchObject([
      { ok: true, tier: 'self-hosted-open', tokensPerMonth: 5_000_000 },
      { ok: true, tier: 'self-hosted-open', tokensPerMonth: 5_000_000 },
    ])
  })

  it('and are refused before anything is read', async () => {
    const { stdout, stderr, code } = await plan(input, ['--task', 'chta'])
    expect([stdout, code]).toEqual(['', 2])
    expect(stderr).toContain('Did you mean "chat"?')
  })
})

describe('all lines together', () => {
  const closed = '{"name":"b","answers":{"data-residency":"anywhere","frontier-need":"all"}}'

  it.each([
    [faq, 'hosted-open', 0],
    [faq, 'hybrid', 1],
    [`${faq}\n${closed}`, 'hybrid', 0],
    [`${faq}\n${closed}`, 'hosted-open', 1],
    ['{"name":"c","answers":{"data-residency":"anywhere","frontier-need":"slice"}}', 'hybrid', 0],
    [`${faq}\n{}`, 'hosted-open', 3],
    [`${faq}\n{}`, 'hybrid', 3],
  ])('%s with --expect %s end with %d', async (input, tier, code) => {
    const ran = await plan(input, ['--expect', tier])
    expect(ran.code).toBe(code)
    expect(ran.stdout).not.toBe('')
    expect(ran.stderr.includes(`expected ${tier}, but the answer is`)).toBe(code === 1)
  })

  it('are told to lack models, but for --quiet', async () => {
    const input = `${faq}\n{"name":"huge","answers":{"data-residency":"anywhere","context":"5M"}}`
    const { stdout, stderr, code } = await plan(input)
    expect([parsed(stdout)[1], code]).toMatchObject([{ ok: true, models: [] }, 0])
    expect(stderr).toBe('1 of 2 workloads without a model that passes; "models" in their lines lacks a part.\n')
    expect((await plan(input, ['-q'])).stderr).toBe('')
  })
})

describe('where it is read from and written to', () => {
  it('a name that ends in .jsonl or .ndjson, and a file of output that does, say it too', async () => {
    for (const name of ['some.jsonl', 'some.NDJSON']) {
      const file = join(folder, name)
      writeFileSync(file, faq)
      expect(parsed((await run(['plan', file])).stdout)).toMatchObject([{ name: 'faq', tier: 'hosted-open' }])
    }
    const out = join(folder, 'out.jsonl')
    const { stdout, stderr, code } = await run(['plan', '-', '-o', out], { input: faq })
    expect([stdout, code]).toEqual(['', 0])
    expect(stderr).toContain('Wrote ')
    expect(parsed(readFileSync(out, 'utf8'))).toMatchObject([{ name: 'faq' }])
    expect((await run(['plan', '-', '-o', out], { input: faq })).code).toBe(4)
  })

  it('the age of prices is told once there is a bill, unless --quiet', async () => {
    const priced = '{"name":"faq","tokens":"50M","answers":{"data-residency":"anywhere"}}'
    expect((await plan(priced)).stderr).toMatch(/rices (as of|from) 20/)
    expect((await plan(priced, ['--quiet'])).stderr).toBe('')
    expect((await plan(faq)).stderr).toBe('')
  })

  it.each([
    [['plan', '/no/such.jsonl'], 3, 'cannot be read'],
    [['plan', '--format', 'jsonl', '/dev/zero'], 3, 'neither a file nor a pipe'],
    [['plan', '--format', 'jsonl', '/tmp'], 3, 'neither a file nor a pipe'],
    [['plan', 'w.jsonl', '--format', 'yaml'], 2, 'lines come out as they go in'],
    [['plan', 'w.yaml', '--format', 'jsonl'], 2, 'is not named as JSON Lines are'],
    [['plan', '--format', 'jsonl', '-', '-o', '/no/such/folder/out.jsonl'], 4, 'Cannot write'],
  ] as const)('%j exits with %d', async (args, code, message) => {
    const ran = await run(args, { input: faq })
    expect([ran.stdout, ran.code]).toEqual(['', code])
    expect(ran.stderr).toContain(message)
  })
})

describe('a stream', () => {
  const { PATH, HOME } = process.env
  const start = (...args: readonly string[]) =>
    spawn(process.execPath, ['bin/pick-llm.js', 'plan', '--format', 'jsonl', '-', ...args], {
      env: { PATH, HOME, PICK_LLM_NO_CACHE: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  const codeOf = (child: ReturnType<typeof start>) => new Promise<number | null>((resolve) => child.on('close', resolve))

  it('gives results before its input ends', async () => {
    const child = start()
    const ended = codeOf(child)
    for (const number of [1, 2, 3]) {
      child.stdin.write(`${faq}\n`)
      const [result] = parsed(String(await new Promise((resolve) => child.stdout.once('data', resolve))))
      expect(result).toMatchObject({ line: number, ok: true })
    }
    child.stdin.end()
    expect(await ended).toBe(0)
  })

  it('is not read on while nobody takes the results', async () => {
    const child = start()
    const ended = codeOf(child)
    const block = `${faq}\n`.repeat(1000)
    const most = 20 * 1024 * 1024
    let taken = 0
    for (let full = false; !full && taken < most; taken += block.length)
      if (!child.stdin.write(block))
        full = (await Promise.race([
          new Promise((resolve) => child.stdin.once('drain', () => resolve(false))),
          pause(1500, true),
        ])) as boolean
    expect(taken).toBeLessThan(most / 4)
    child.stdout.resume()
    child.stdin.end()
    expect(await ended).toBe(0)
  })

  it('ends quietly when its reader goes away', async () => {
    const { stderr, code } = await run([], {
      shell: `yes '${faq}' | node bin/pick-llm.js plan --format jsonl - | head -1 > /dev/null; exit \${PIPESTATUS[1]}`,
    })
    expect([stderr, code]).toEqual(['', 0])
  })

  it.each([
    ['SIGINT', 130, 'Cancelled'],
    ['SIGTERM', 143, 'Stopped'],
    ['SIGHUP', 129, 'Stopped'],
  ] as const)('%s exits with %d, and leaves no partial file', async (signal, code, word) => {
    const out = join(mkdtempSync(join(folder, 'signal-')), 'out.jsonl')
    const child = start('-o', out)
    const ended = codeOf(child)
    let told = ''
    child.stderr.on('data', (chunk) => (told += chunk))
    child.stdin.write(`${faq}\n`)
    await expect.poll(() => readdirSync(join(out, '..')).length, { timeout: 20_000 }).toBe(1)
    child.kill(signal)
    expect(await ended).toBe(code)
    expect(told).toBe(`pick-llm: ${word}.\n`)
    expect(readdirSync(join(out, '..'))).toEqual([])
  })

  it('Ctrl-C ends it also while nobody takes the results', async () => {
    const child = start()
    const ended = codeOf(child)
    child.stdin.on('error', () => undefined)
    child.stdin.write(`${faq}\n`.repeat(20_000))
    await new Promise((resolve) => child.stdout.once('readable', resolve))
    child.kill('SIGINT')
    expect(await ended).toBe(130)
  })

  it('says in a terminal how far it has come, once that takes more than a second', { timeout: 60_000 }, async () => {
    const pipe = join(folder, 'pipe')
    const out = join(folder, 'piped.jsonl')
    execFileSync('bash', ['-c', 'mkfifo "$0"', pipe])
    await inTerminal({ args: ['plan', '--format', 'jsonl', pipe], stdoutTo: out }, async (session) => {
      const input = createWriteStream(pipe)
      input.write(`${faq}\n`)
      await expect.poll(() => existsSync(out) && readFileSync(out, 'utf8'), { timeout: 20_000 }).toContain('faq')
      expect(session.raw).not.toContain('planned')
      await pause(1100)
      input.write(`${faq}\n`)
      await session.until('progress', () => session.lines.some((line) => line === '2 workloads planned') || undefined)
      input.end()
      expect((await session.exit()).code).toBe(0)
      expect(session.lines.filter((line) => line !== '')).toEqual([])
    })
  })
})
