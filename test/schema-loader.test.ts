// What an editor takes, the program takes: the shipped schemas against the loaders, on files that are right and on mistakes.

import { readdirSync, readFileSync } from 'node:fs'
import { rules } from 'virtual:built-in-rules'
import { Ajv, type ValidateFunction } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { fileAnswers } from '../src/cli/answers.ts'
import { recordIn } from '../src/cli/records.ts'
import { readWorkloads } from '../src/cli/workloads.ts'
import { UserError } from '../src/errors.ts'
import { merge } from '../src/rules/merge.ts'
import { emptyMaps } from '../src/rules/overlay.ts'
import { parseYaml } from '../src/rules/parse.ts'
import { rulesFile } from '../src/rules/schema.ts'
import { validate } from '../src/rules/validate.ts'
import { parseVolume } from '../src/volume.ts'
import fc from './fc.ts'
import { laid } from './laid.ts'
import { run } from './run-here.ts'
import { tree } from './support.ts'

const shipped = (name: string): object => JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8'))

/** Some are told by others. */
const told: Readonly<Record<string, readonly string[]>> = { rules: ['overlay'], record: ['plan', 'recommendation'] }

const schemaOf = (name: string): ValidateFunction =>
  new Ajv({ strict: false, formats: { date: true, uri: true }, schemas: told[name]?.map(shipped) ?? [] }).compile(shipped(name))

const taken = (read: () => unknown): boolean => {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

/** Both must agree; what the editor reads is the text as YAML 1.2. */
const loaders = {
  answers: (text: string) => {
    const parsed = parseYaml('a.yaml', text, 'as written')
    if (!('value' in parsed)) throw new Error(text)
    return fileAnswers(tree, parsed)
  },
  workloads: (text: string) => readWorkloads(tree, 'w.yaml', text, {}, { environment: {} } as Parameters<typeof readWorkloads>[4]),
  record: (text: string) => recordIn(tree, 'r.yaml', 'r.yaml', text),
}

const schemas = { answers: schemaOf('answers'), workloads: schemaOf('workloads'), record: schemaOf('record'), overlay: schemaOf('overlay') }

const both = (kind: keyof typeof loaders, text: string) => ({
  editor: schemas[kind](parse(text)),
  program: taken(() => loaders[kind](text)),
})

const workload = (rest: string): string => `defaults: { data-residency: anywhere }\nworkloads:\n  - name: a\n    ${rest}\n`

describe('both take', () => {
  it.each([
    ...tree.questions.flatMap(({ id, ...question }) =>
      question.kind === 'choice'
        ? question.options.map((option) => `${id}: ${option.id}`)
        : ['50M', '1.5B', '2e9', '50_000_000', '300000000', '10M/day', '10 M/Month'].map((volume) => `${id}: ${volume}`),
    ),
    ...tree.settings.map(({ id, example }) => `${id}: ${example}`),
    ...['0', '1', '1.0', '0.123456789', '"0.9"'].map((share) => `input-share: ${share}`),
    'context: 200000',
    'context: 200k',
    'exclude-origin: cn, RU',
    'exclude-origin: no',
    'fine-tuning: "yes"',
    '{}',
  ])('the answers %s', (text) => {
    expect(both('answers', text)).toEqual({ editor: true, program: true })
  })

  it.each([
    'owner: 12',
    'owner: Team A',
    'tokens: 300000000',
    'tokens: 10M/day',
    'answers: { input-share: 0.9, tokens: 5M }',
    'answers: {}',
  ])('a workload with %s', (rest) => expect(both('workloads', workload(rest))).toEqual({ editor: true, program: true }))

  it.each(['0.25', '.25', '1', '1.0'])('a share of %s', (share) => {
    expect(both('workloads', `tokens: 1B\n${workload(`share: ${share}`)}`)).toEqual({ editor: true, program: true })
  })
})

describe('both refuse', () => {
  it.each([
    'data-residensy: region',
    'task: chatt',
    'task: null',
    'task: ~',
    'task:',
    'task: [chat]',
    'fine-tuning: true',
    'tokens: many',
    'tokens: 1,5M',
    'tokens: -5',
    'tokens: 0.5',
    'tokens: 1e30',
    'tokens: unknown',
    'input-share: 75%',
    'input-share: 1.5',
    'input-share: -0.1',
    'gpu-hour: 2,10',
    'gpu-hour: 1e2USD',
    'exclude-origin: china',
    'exclude-origin: 86',
    'context: 200k/day',
    '- task',
  ])('the answers %s', (text) => {
    expect(both('answers', text)).toEqual({ editor: false, program: false })
  })

  it.each([
    'tokns: 3M',
    'tokens: lots',
    'share: 2',
    'share: 0',
    'answers: { task: chatt }',
    'answers: { taks: chat }',
    'answers: [chat]',
    'owner: " a"',
    'owner: [a]',
  ])('a workload with %s', (rest) => {
    expect(both('workloads', `tokens: 1B\n${workload(rest)}`)).toEqual({ editor: false, program: false })
  })

  it.each(['workloads: []', '{}', 'workloads: [{ tokens: 5M }]', 'workloads: { name: a }'])('the workloads %s', (text) => {
    expect(both('workloads', text)).toEqual({ editor: false, program: false })
  })
})

it('a volume has the same form for both; what remains is whether it is a whole number of tokens above zero', () => {
  const digits = fc.stringMatching(/^(\d{1,3}(_\d{2,3}){0,2}|\d{1,4})$/)
  const tail = fc.constantFrom(
    '',
    '.5',
    '.',
    'e3',
    'E+2',
    'e',
    ' M',
    'm',
    'kk',
    ' t',
    '/day',
    '/DAY',
    '/month',
    'B/day',
    '/year',
    ' ',
    '  M',
  )
  const pattern = new RegExp(
    (schemas.answers.schema as { properties: Record<string, { pattern: string }> }).properties['tokens']?.pattern ?? '',
  )
  fc.assert(
    fc.property(digits, tail, tail, (number, first, second) => {
      const text = number + first + second
      if (parseVolume(text)) expect(text).toMatch(pattern)
      else if (pattern.test(text)) {
        const [, amount = '', unit = ''] = /^([\d.]+(?:e\+?\d+)?)\s*([kmbt]?)/i.exec(text.replaceAll('_', '')) ?? []
        const tokens = Number(amount) * 1000 ** ' kmbt'.indexOf(unit.toLowerCase() || ' ')
        expect(tokens === 0 || !Number.isInteger(tokens) || tokens * 31 > Number.MAX_SAFE_INTEGER, text).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})

type Open = Record<string, unknown>
type Plain = Readonly<Open>

const isMap = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every place in the built-in rules that an overlay can name, since lists are replaced whole. */
function* placesIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path
  if (isMap(value)) for (const [key, inner] of Object.entries(value)) yield* placesIn(inner, [...path, key])
}

const at = (path: readonly string[], value: unknown): Plain => path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Plain

const places = [...placesIn(rules)]
const held = (path: readonly string[]): unknown => path.reduce<unknown>((value, key) => (value as Plain)[key], rules)

describe('an overlay', () => {
  const anywhere = fc.constantFrom(...places)
  const laid = (layer: Plain) => rulesFile.safeParse(merge(rules as unknown as Plain, layer))

  it('may name any single place of the built-in rules', () => {
    expect(places.length).toBeGreaterThan(5000)
    for (const path of places) {
      const taken = schemas.overlay(at(path, held(path)))
      expect(taken ? [] : [path, schemas.overlay.errors]).toEqual([])
    }
  })

  /** Whether a map is whole depends on what it is laid over, and whether a source is left on what others take out. */
  const agree = (path: readonly string[], value: unknown) => {
    const layer = at(path, value)
    const { success, error } = laid(layer)
    const taken = schemas.overlay(layer)
    // Over a whole map an empty one changes nothing, and is refused for that.
    // A whole section cannot be taken out.
    const empty = !emptyMaps(layer, []).next().done || (path.length === 1 && value === null)
    if (success) expect(taken, JSON.stringify(layer)).toBe(!empty)
    else if (!isMap(value) && error.issues.every(({ code }) => code !== 'custom')) expect(taken, JSON.stringify(layer)).toBe(false)
  }

  it('takes out what both let be taken out, in a place of each kind', () => {
    const kinds = new Map<string, readonly string[]>()
    const lasts = new Map<string, Set<string>>()
    const level = (path: readonly string[]) => `${path[0]} ${path.length}`
    for (const path of places) lasts.set(level(path), (lasts.get(level(path)) ?? new Set()).add(path.at(-1) ?? ''))
    // Where there are many names they are ids, of which one is as good as another.
    for (const path of places) kinds.set(`${level(path)} ${(lasts.get(level(path))?.size ?? 0) > 30 ? '' : path.at(-1)}`, path)
    expect(kinds.size).toBeGreaterThan(100)
    for (const path of kinds.values()) agree(path, null)
  }, 120_000)

  it('is taken by both or by neither, whatever stands in a place', () => {
    const wrong = fc.constantFrom<unknown>(null, 5, -1, true, 'x', 'Not an id', '', [], ['x'], {})
    fc.assert(fc.property(anywhere, wrong, agree), { numRuns: 80 })
  }, 60_000)

  it('with a misspelled key is taken by neither, wherever keys are fixed', () => {
    const maps = places.filter((path) => isMap(held(path)))
    let fixed = 0
    fc.assert(
      fc.property(fc.constantFrom(...maps), (path) => {
        const layer = at([...path, 'misspelt'], 'Some words')
        if (!laid(layer).error?.issues.some(({ code }) => code === 'unrecognized_keys')) return
        fixed++
        expect(schemas.overlay(layer), path.join('.')).toBe(false)
      }),
      { numRuns: 80 },
    )
    expect(fixed).toBeGreaterThan(10)
  }, 60_000)
})

describe('what a map has to name at the least is the same for the editor and the program:', () => {
  const wholeFile = schemaOf('rules')
  const caution = (rest: string) => `cautions: { x: { because: b, ${rest} } }`
  const cited = 'sources: { "003": x }'

  it.each([
    [caution(`if: { task: chat }, ${cited}`), true],
    [caution('if: { task: chat }, sources: {}'), false],
    [caution(`if: { self-host-saving: {} }, ${cited}`), false],
    [caution(`if: { self-host-saving: { at-least: null } }, ${cited}`), false],
    [caution(`if: { self-host-saving: { at-least: worthwhile-saving } }, ${cited}`), true],
    ['bans: { x: { because: b } }', false],
    ['bans: { x: { because: b, models: [] } }', false],
    ['bans: { x: { because: b, models: [qwen-3] } }', true],
    ['words: { kept: x }', true],
    ['words: { kpt: x }', false],
    ['', false],
    ['# nothing\n', false],
    ['[]', false],
  ])('a whole file, %s', (text, taken) => {
    const parsed = parseYaml('a.yaml', text)
    if (!('value' in parsed)) throw new Error(text)
    expect({ editor: wholeFile(parse(text)), program: 'data' in validate(rulesFile, parsed) }).toEqual({ editor: taken, program: taken })
  })

  it('in every place of each kind that is missing or null', () => {
    const kinds = new Map(places.map((path) => [path.map((key, at) => (at % 2 === 1 ? '' : key)).join('/'), path]))
    const named = new Map(places.map((path) => [`${path[0]} ${path.length} ${path.at(-1)}`, path]))
    let refused = 0
    for (const path of [...kinds.values(), ...named.values()])
      for (const change of [(map: Open, key: string) => delete map[key], (map: Open, key: string) => Object.assign(map, { [key]: null })]) {
        const section = structuredClone(at(path.slice(0, 2), held(path.slice(0, 2)))) as Open
        change(
          path.slice(0, -1).reduce((map, key) => map[key] as Open, section),
          path.at(-1) ?? '',
        )
        const { success } = rulesFile.safeParse(section)
        if (!success) refused++
        expect([...path, wholeFile(section)]).toEqual([...path, success])
      }
    expect(refused).toBeGreaterThan(100)
  })

  const rule = (rest: string) => `steps: { ops-capacity: { rules: { ${ownGpus}: { ${rest} } } } }`
  const ownGpus = Object.entries(rules.steps?.['ops-capacity']?.rules ?? {}).find(
    ([, { if: when }]) => 'self-host-saving' in (when ?? {}),
  )?.[0]

  it.each([
    [rule('sources: {}'), false],
    [rule('sources: { "000": here }'), true],
    [rule('if: { self-host-saving: {} }'), false],
    [rule('if: { self-host-saving: { below: null } }'), true],
    ['bans: { x: { because: b, models: [qwen-3] } }', true],
    ['bans: { x: null }', true],
    ['words: { kpt: x }', false],
    ['picks: null', false],
    ['bans:\n  # x: null', false],
    ['version: null', false],
    ['', true],
    ['# nothing yet\n', true],
    ['[]', false],
    ['5', false],
  ])('an overlay, %s', (text, expected) => {
    expect({ editor: schemas.overlay(parse(text)), program: taken(() => laid(text)) }).toEqual({ editor: expected, program: expected })
  })

  it('a ban without a list may stand over another one, which only the program can see', () => {
    const [below, above] = ['bans: { x: { because: b, models: [qwen-3] } }', 'bans: { x: { because: c } }']
    expect([schemas.overlay(parse(above)), taken(() => laid(above)), taken(() => laid(below, above))]).toEqual([true, false, true])
  })
})

const acme = 'examples/acme'
const overlay = ['--rules', `${acme}/ours.yaml`]
const made: readonly (readonly string[])[] = [
  ['--data-residency', 'region', '--region', 'eu', '--frontier-need', 'slice', '--tokens', '300M', '--yes'],
  ['--data-residency', 'air-gapped', '--yes', ...overlay],
  ['plan', `${acme}/workloads.yaml`, ...overlay],
]

describe('a record', () => {
  const files = [`${acme}/plan.json`, ...readdirSync(`${acme}/decisions`).map((name) => `${acme}/decisions/${name}`)]

  it.each(files)('%s is taken by both', (path) => {
    expect(both('record', readFileSync(path, 'utf8'))).toEqual({ editor: true, program: true })
  })

  it.concurrent.each(made.flatMap((words) => ['json', 'yaml'].map((format) => ({ line: words.join(' '), words, format }))))(
    'of pick-llm $line, as $format, is taken by both',
    async ({ words, format }) => {
      const { stdout } = await run([...words, '--format', format])
      expect(both('record', stdout)).toEqual({ editor: true, program: true })
    },
  )

  const whole = () => JSON.parse(readFileSync(files[1] ?? '', 'utf8'))
  const waiver = { for: 'cost', reason: 'r', owner: 'o', expires: '2027-01-31' }
  const broken: [string, (record: Record<string, unknown>) => void][] = [
    ['another version', (record) => Object.assign(record, { schemaVersion: '9' })],
    ['a failure in it', (record) => Object.assign(record, { ok: false })],
    ['no rules', (record) => delete record['rules']],
    ['no answers', (record) => delete record['answers']],
    ['a tier that is none', (record) => Object.assign(record['recommendation'] as object, { tier: 'cheap' })],
    ['steps that are no list', (record) => Object.assign(record, { steps: {} })],
    ['a waiver for what is no finding', (record) => Object.assign(record, { waivers: [{ ...waiver, for: 'prices' }] })],
    ['a waiver that nobody owns', (record) => Object.assign(record, { waivers: [{ ...waiver, owner: '' }] })],
    ['a waiver without a last day', (record) => Object.assign(record, { waivers: [{ ...waiver, expires: 'soon' }] })],
  ]

  it.each(broken)('with %s is taken by neither', (_, damage) => {
    const record = whole()
    damage(record)
    expect(both('record', JSON.stringify(record))).toEqual({ editor: false, program: false })
  })

  it('with a key that no version has ever written is refused', () => {
    const text = JSON.stringify({ ...whole(), wavers: [] })
    expect(both('record', text)).toEqual({ editor: false, program: false })
  })
})
