// What editors make of the shipped schemas: the real YAML language server on every file that we ship, and on mistakes.

import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Server, startServer } from './editor/server.ts'
import { run } from './run.ts'

let server: Server
let record: string
beforeAll(async () => {
  server = await startServer()
  record = (await run(['--data-residency', 'anywhere', '--yes', '--format', 'yaml'])).stdout
}, 60_000)
afterAll(() => server.close())

/** A file in the root that names its schema, so its own first line is line 2. */
const naming = (schema: string, text: string): [string, string] => [
  'mine.yaml',
  `# yaml-language-server: $schema=schema/${schema}.schema.json\n${text}`,
]

const acme = 'examples/acme'
const shipped = [...readdirSync('rules').map((file) => `rules/${file}`), `${acme}/ours.yaml`, `${acme}/workloads.yaml`]

describe.concurrent('in the editor, nothing is underlined in', () => {
  it.each(shipped)('%s', async (path) => {
    const text = readFileSync(path, 'utf8')
    expect(text).toMatch(/^# yaml-language-server: \$schema=(\.\.\/)+schema\/\w+\.schema\.json\n/)
    expect(await server.open(path, text)).toEqual([])
    // So it was held against the schema at all.
    const broken = await server.open(path, `${text.split('\n')[0]}\nmisspelt: 1\n`)
    expect(broken.map(({ message }) => message)).toContain('Property misspelt is not allowed.')
  })

  it.each(readdirSync(`${acme}/decisions`).map((name) => `${acme}/decisions/${name}`))('%s, as a record', async (path) => {
    expect(await server.open(...naming('record', readFileSync(path, 'utf8')))).toEqual([])
  })

  it.each([
    '--data-residency region --region eu --frontier-need slice --tokens 300M --yes --format yaml',
    '--data-residency air-gapped --tokens 300M --yes --format yaml',
    'plan examples/acme/workloads.yaml --rules examples/acme/ours.yaml --format yaml',
    'plan examples/acme/workloads.yaml --rules examples/acme/ours.yaml --format json',
  ])('the record of pick-llm %s', async (line) => {
    const { stdout, code } = await run(line.split(' '))
    expect(code).toBe(0)
    expect(await server.open(...naming('record', stdout))).toEqual([])
  })

  it.each([
    ['an overlay of one leaf', 'overlay', 'figures:\n  budget-margin: { value: 0.1 }\n'],
    [
      'an overlay that takes lines out',
      'overlay',
      'picks:\n  hosted-open:\n    cost: { models: { deepseek-v4-flash: null } }\nclaims: { 000-own-wins-from-50m: null }\n',
    ],
    ['an overlay with nothing in it yet', 'overlay', '# nothing yet\n'],
    ['answers as they are mostly written', 'answers', 'data-residency: anywhere\nfine-tuning: yes\ntokens: 10M/day\ninput-share: 0.9\n'],
    ['answers as JSON', 'answers', '{"data-residency": "anywhere", "tokens": 300000000, "min-replicas": 2}'],
  ])('%s', async (_, schema, text) => {
    expect(await server.open(...naming(schema, text))).toEqual([])
  })
})

const mistakes: [what: string, schema: string, text: string, line: number, message: RegExp][] = [
  ['a misspelled section', 'rules', 'modells: {}\n', 2, /Property modells is not allowed/],
  ['a missing reason', 'rules', 'cautions:\n  x: { if: { tier: hybrid }, sources: { "003": x } }\n', 3, /Missing property "because"/],
  ['a section that is empty', 'overlay', 'picks:\n  # hosted-open: {}\n', 2, /Expected "object/],
  ['a misspelled key', 'overlay', 'steps:\n  license:\n    rulez: {}\n', 4, /Property rulez is not allowed/],
  ['a misspelled key in a rule', 'overlay', 'steps:\n  license:\n    rules:\n      any: { becaus: x }\n', 5, /Property becaus is/],
  [
    'a tier that is none',
    'overlay',
    'steps:\n  license:\n    rules:\n      any:\n        tier: hosted\n',
    6,
    /Valid values: .*"hosted-open"/,
  ],
  ['a list for a map', 'overlay', 'tiers: []\n', 2, /Incorrect type/],
  [
    'a reason taken out, which a rule needs',
    'overlay',
    'steps:\n  license:\n    rules:\n      any: { because: null }\n',
    5,
    /Expected "string"/,
  ],
  [
    'half a row of a list, which replaces',
    'overlay',
    'steps:\n  license:\n    otherwise: [{ if: { tier: hybrid } }]\n',
    4,
    /Missing property "because"/,
  ],
  ['a question that is none', 'answers', 'task: chat\ndata-residensy: region\n', 3, /Property data-residensy is not allowed/],
  ['an option that is none', 'answers', 'task: chatt\n', 2, /Valid values: "chat", "extraction"/],
  ['a truth for an option', 'answers', 'fine-tuning: true\n', 2, /Valid values: "yes", "no"/],
  ['not sure, which is left out instead', 'answers', 'task: null\n', 2, /Valid values/],
  ['a volume that is none', 'answers', 'tokens: many\n', 2, /does not match the pattern/],
  ['a share above 1', 'answers', 'input-share: 75\n', 2, /above the maximum of 1/],
  ['a misspelled key of a workload', 'workloads', 'workloads:\n  - name: a\n    tokns: 3M\n', 4, /Property tokns is not allowed/],
  ['a workload without a name', 'workloads', 'workloads:\n  - tokens: 3M\n', 3, /Missing property "name"/],
  [
    'an option that is none in a workload',
    'workloads',
    'workloads:\n  - name: a\n    answers: { task: chatt }\n',
    4,
    /Valid values: "chat"/,
  ],
  ['an option that is none in the defaults', 'workloads', 'workloads: [{ name: a }]\ndefaults: { stage: beta }\n', 3, /"prototype"/],
]

describe.concurrent('docs/editor.md', () => {
  const blocks = (language: string) =>
    [...readFileSync('docs/editor.md', 'utf8').matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block = '']) =>
      block.replaceAll(/(\.\/)?node_modules\/pick-llm\//g, ''),
    )

  it('names schemas in first lines that work', async () => {
    const [block = ''] = blocks('yaml')
    expect(await server.open('mine.yaml', block)).toEqual([])
    expect(await server.open('mine.yaml', `${block}taks: chat\n`)).toEqual([{ line: 4, message: 'Property taks is not allowed.' }])
  })

  it('has settings that work for records', async () => {
    const settings = JSON.parse(blocks('json')[0] ?? '') as { 'yaml.schemas': Readonly<Record<string, unknown>> }
    const other = await startServer(settings['yaml.schemas'])
    expect(await other.open('decisions/mine.yaml', record)).toEqual([])
    expect(await other.open('decisions/mine.yaml', `${record}wavers: []\n`)).toHaveLength(1)
    expect(await other.open('elsewhere/mine.yaml', `${record}wavers: []\n`)).toEqual([])
    other.close()
  })
})

describe.concurrent('in the editor, it is underlined:', () => {
  it.each(mistakes)('%s (%s)', async (_, schema, text, line, message) => {
    const found = await server.open(...naming(schema, text))
    expect(found).toEqual([{ line, message: expect.stringMatching(message) }])
  })

  it.each([
    ['waivers', 'wavers', /Property wavers is not allowed/],
    ['for: staleness', 'for: stale', /Valid values: "tier", "shortlist", "cost", "staleness"/],
    ['expires: 2027-01-31', 'expires: soon', /write|pattern/],
  ])('a waiver in a record with %j written as %j', async (right, wrong, message) => {
    const waivers = 'waivers:\n  - for: staleness\n    reason: r\n    owner: o\n    expires: 2027-01-31\n'
    expect(await server.open(...naming('record', record + waivers))).toEqual([])
    const text = record + waivers.replace(right, wrong)
    const line = text.split('\n').findLastIndex((each) => each.includes(wrong)) + 2
    expect(await server.open(...naming('record', text))).toEqual([{ line, message: expect.stringMatching(message) }])
  })
})

const inRule = 'steps:\n  license:\n    rules:\n      any:\n        '

describe.concurrent('the editor offers', () => {
  const labels = async (schema: string, text: string) => (await server.complete(...naming(schema, text))).map(({ label }) => label)

  it('the questions in answers, and the options with what they mean', async () => {
    expect(await labels('answers', '‸')).toEqual(expect.arrayContaining(['data-residency', 'tokens', 'input-share', 'gpu-hour']))
    const options = await server.complete(...naming('answers', 'data-residency: ‸'))
    expect(options.map(({ label }) => label)).toEqual(['anywhere', 'region', 'contract', 'own-network', 'air-gapped'])
    expect(options[1]?.documentation).toMatch(/^Only inside one country or region\. Example: /)
  })

  it('the keys of a rule, the tiers, and questions with their options in a condition', async () => {
    expect(await labels('overlay', `${inRule}‸`)).toEqual(expect.arrayContaining(['if', 'tier', 'because', 'sources', 'before']))
    expect(await labels('overlay', `${inRule}tier: ‸`)).toEqual(expect.arrayContaining(['hosted-open', 'frontier-private']))
    const asked = await server.complete(...naming('overlay', `${inRule}if:\n          ‸`))
    expect(asked.map(({ label }) => label)).toEqual(expect.arrayContaining(['task', 'data-residency', 'tier']))
    expect(asked.find(({ label }) => label === 'task')?.documentation).toMatch(/What is the work/)
    const tasks = await server.complete(...naming('overlay', `${inRule}if:\n          task: ‸`))
    expect(tasks).toEqual(expect.arrayContaining([{ label: 'voice', documentation: 'Spoken conversation' }]))
  })

  it('sections of rules, keys of a workload, and what a waiver may be for', async () => {
    expect(await labels('rules', '‸')).toEqual(expect.arrayContaining(['steps', 'questions', 'models', 'gateways']))
    expect(await labels('workloads', 'workloads:\n  - name: a\n    ‸')).toEqual(
      expect.arrayContaining(['owner', 'tokens', 'share', 'answers']),
    )
    expect(await labels('record', 'waivers:\n  - for: ‸')).toEqual(expect.arrayContaining(['tier', 'shortlist', 'cost', 'staleness']))
  })
})

describe.concurrent('the editor explains', () => {
  it.each([
    ['a question', 'answers', 'ta‸sk: chat', /What is the work, for the most part\?/],
    ['an option', 'answers', 'data-residency: regi‸on', /`region`: Only inside one country or region/],
    ['a wish', 'answers', 'input-sh‸are: 0.9', /Input tokens of all tokens, such as 0\.75\./],
    ['a reason', 'overlay', `${inRule}beca‸use: x`, /The reason, in one sentence/],
    ['a section', 'overlay', 'fig‸ures: {}', /Numbers that the program computes with/],
    ['a question in a condition', 'rules', `${inRule}if:\n          ta‸sk: chat`, /What is the work/],
    ['a share of the tokens', 'workloads', 'workloads:\n  - name: a\n    sha‸re: 0.5', /the part of the tokens at the top/],
  ])('%s', async (_, schema, text, words) => {
    expect(await server.hover(...naming(schema, text))).toMatch(words)
  })
})

it('nothing of this reaches out to the network', async () => {
  expect(server.reached()).toEqual([])
})
