// A result as YAML → the same data for readers of YAML 1.2 and of YAML 1.1, in which more words than `true` are no text.

import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { renderYaml } from '../src/render/yaml.ts'
import fc from './fc.ts'
import { run } from './run-here.ts'

const versions = ['1.1', '1.2'] as const

const ambiguous = fc.constantFrom(
  ...[
    'yes',
    'No',
    'ON',
    'off',
    'y',
    'N',
    'true',
    'null',
    '~',
    '=',
    '<<',
    '2026-11-21',
    '2026-11-21 10:00:00',
    '12:30',
    '1_000',
    '0o17',
    '017',
  ],
  ...[
    '0x1F',
    '0b1',
    '.5',
    '-.5',
    '+1',
    '1e3',
    '1.',
    '.inf',
    '-.Inf',
    '.NaN',
    '',
    '-',
    '- a',
    '#',
    'a: b',
    '300M',
    '[a]',
    '{',
    '!x',
    '&x',
    '*x',
  ],
)
const text = fc.oneof(ambiguous, fc.string())
const data = fc.dictionary(
  text,
  fc.oneof(text, fc.array(text), fc.boolean(), fc.integer(), fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
)

it.each(versions)('is the same data in YAML %s, whatever a text or a key looks like', (version) => {
  fc.assert(
    fc.property(data, (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as unknown
      expect(parse(renderYaml(value), { version, merge: false })).toEqual(plain)
    }),
    { numRuns: 500 },
  )
})

it.each(['yes', 'no', 'on', 'off', 'y', 'n', '2026-11-21', '12:30', '=', '017', '0o17'])('%s stands in quotes', (word) => {
  expect(renderYaml({ a: word, [word]: 'b' })).toBe(`a: "${word}"\n"${word}": b\n`)
})

it('needs no quotes for what is text to everybody', () => {
  expect(renderYaml({ tier: 'hosted-open', because: 'Cost decides; so the cheapest.' })).toBe(
    'tier: hosted-open\nbecause: Cost decides; so the cheapest.\n',
  )
})

describe('what a command prints', () => {
  const workloads =
    'defaults: { data-residency: own-network, tokens: 1M }\nworkloads: [{ name: "yes", owner: "2026-11-21" }, { name: b }]\n'
  it.each([
    ['pick', ['--data-residency', 'anywhere', '--ops-capacity', 'yes', '--cost-dominant', 'no', '--yes'], ''],
    ['plan', ['plan', '-'], workloads],
  ])('of %s is what it prints as JSON', async (_, args, input) => {
    const [json, yaml] = [await run([...args, '--format', 'json'], { input }), await run([...args, '--format', 'yaml'], { input })]
    const expected = JSON.parse(json.stdout) as { command?: string }
    for (const version of versions) expect(parse(yaml.stdout, { version })).toEqual(expected)
  })
})
