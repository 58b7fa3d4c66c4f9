// @vitest-environment happy-dom
// The decision record is read by an independent Markdown parser, a YAML parser and Mermaid itself, for every path and for hostile names.

import { Marked, type Token, type Tokens } from 'marked'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { costsOf } from '../src/advise/costs.ts'
import { addDays, addMonths } from '../src/calendar.ts'
import type { RecommendationJson } from '../src/contract.ts'
import { answerFor, everyPath } from '../src/engine/paths.ts'
import { type AdrInput, renderAdr } from '../src/export/adr.ts'
import { costChart } from '../src/render/cost-chart.ts'
import { renderMermaid } from '../src/render/mermaid.ts'
import { isClean } from '../src/sanitize.ts'
import { type Answers, tierIds } from '../src/types.ts'
import fc from './fc.ts'
import { hostileNames } from './hostile.ts'
import { advise, tree } from './support.ts'

/** From template/adr-template.md of MADR 4.0.0; the options' own headings stand for `### {title of option}`. */
const madrHeadings = [
  '# {short title, representative of solved problem and found solution}',
  '## Context and Problem Statement',
  '## Decision Drivers',
  '## Considered Options',
  '## Decision Outcome',
  '### Consequences',
  '### Confirmation',
  '## Pros and Cons of the Options',
  '### {title of option 1}',
  '### {title of other option}',
  '## More Information',
]

const volumes = [1e6, 1e8, 1e10]

const inputFor = (answers: Answers, change: Partial<AdrInput> = {}): AdrInput => {
  const result = advise(answers)
  return {
    name: 'Support chat',
    result,
    tree,
    diagram: renderMermaid(tree, result),
    costChart: costChart(costsOf(tree, { answers }, volumes, undefined).volumes).join('\n\n'),
    dated: '2026-11-21',
    record: 'decisions/support-chat.json',
    ...change,
  }
}

const everyAnswer = [...everyPath(tree, 'tier')].map(
  ({ answers }): Answers => Object.fromEntries(answers.map(({ question, options }) => [question.id, answerFor(question, options)])),
)
const everyInput = everyAnswer.map((answers) => inputFor(answers))

const split: Answers = { 'data-residency': 'region', region: 'eu', 'frontier-need': 'slice', tokens: 300e6 }

let parseMermaid: (text: string) => Promise<unknown>

beforeAll(async () => {
  const { default: mermaid } = await import('mermaid')
  parseMermaid = (text) => mermaid.parse(text)
})

function read(text: string) {
  const [, matter = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  return { matter: parseYaml(matter) as unknown, tokens: new Marked().lexer(body) as Token[], body }
}

/** What a reader sees, without marks. */
const plain = (token: Token): string =>
  token.type === 'escape' || !('tokens' in token || 'items' in token || 'rows' in token)
    ? 'text' in token
      ? String(token.text)
      : ''
    : token.type === 'list'
      ? (token as Tokens.List).items.map((item) => item.tokens.map(plain).join('')).join('\n')
      : token.type === 'table'
        ? [(token as Tokens.Table).header, ...(token as Tokens.Table).rows]
            .map((row) => row.map((cell) => cell.tokens.map(plain).join('')).join(' | '))
            .join('\n')
        : ((token as { tokens?: Token[] }).tokens ?? []).map(plain).join('')

const headings = (tokens: Token[]) =>
  tokens.filter((token) => token.type === 'heading').map((token) => `${'#'.repeat((token as Tokens.Heading).depth)} ${plain(token)}`)

const tables = (tokens: Token[]) =>
  tokens.flatMap((token) =>
    token.type === 'table' ? [(token as Tokens.Table).rows.map((row) => row.map((cell) => cell.tokens.map(plain).join('')))] : [],
  )

/** The blocks under a heading, up to the next one. */
function under(tokens: Token[], title: string): Token[] {
  const start = tokens.findIndex((token) => token.type === 'heading' && plain(token) === title)
  const rest = tokens.slice(start + 1).filter(({ type }) => type !== 'space')
  const end = rest.findIndex(({ type }) => type === 'heading')
  return end < 0 ? rest : rest.slice(0, end)
}

const textUnder = (text: string, title: string) => under(read(text).tokens, title).map(plain).join('\n')

const items = (text: string, title: string) =>
  under(read(text).tokens, title).flatMap((token) =>
    token.type === 'list' ? (token as Tokens.List).items.map((item) => item.tokens.map(plain).join('')) : [],
  )

const codes = (tokens: Token[], lang: string) =>
  tokens.flatMap((token) => (token.type === 'code' && (token as Tokens.Code).lang === lang ? [(token as Tokens.Code).text] : []))

/** What was decided, in the words of the rules. */
function decided({ tier, parts }: RecommendationJson['recommendation'], name: string): string {
  const a = (id: (typeof tierIds)[number]) => tree.words[`adr-a-${id}`]
  const slices = parts.map(({ slice, tier: on }) => `${slice === 'hard' ? 'the hard slice' : 'the rest'} on ${a(on)}`)
  return parts.length > 1 ? `Split ${name}: ${slices.join(', ')}` : `Use ${a(tier)} for ${name}`
}

function expectedHeadings({ name, result }: AdrInput): string[] {
  const order = [result.recommendation.tier, ...tierIds.filter((tier) => tier !== result.recommendation.tier)]
  const options = order.map((tier) => `### ${tree.tiers[tier].title}`)
  return madrHeadings.flatMap((heading) => {
    if (heading.startsWith('# ')) return [`# ${decided(result.recommendation, name ?? '')}`]
    return heading === '### {title of option 1}' ? options : heading === '### {title of other option}' ? [] : [heading]
  })
}

/** Marks in brackets, and the last column of the tables that have sources. */
function citedIn(text: string): string[] {
  const { tokens } = read(text)
  const inText = tokens
    .filter(({ type }) => type === 'list' || type === 'paragraph')
    .flatMap((token) => [...plain(token).matchAll(/\[([^\]]+)\]/g)].flatMap(([, marks = '']) => marks.split(', ')))
  const inTables = tokens.flatMap((token) => {
    if (token.type !== 'table' || plain(token).split('\n')[0]?.endsWith('Sources') !== true) return []
    return (token as Tokens.Table).rows.flatMap((row) =>
      (row.at(-1)?.tokens.map(plain).join('') ?? '').split(', ').filter((mark) => mark !== ''),
    )
  })
  return [...inText, ...inTables]
}

describe('the form, on every path through the tree', { timeout: 120_000 }, () => {
  const records = everyInput.map((input) => ({ input, text: renderAdr(input) }))

  it('has front matter with the fields of MADR', () => {
    for (const { text } of records)
      expect(read(text).matter).toEqual({
        status: 'proposed',
        date: '2026-11-21',
        'decision-makers': [],
        consulted: [],
        informed: [],
      })
  })

  it('has the headings of MADR in their order, and nothing else as a heading', () => {
    for (const { input, text } of records) expect(headings(read(text).tokens)).toEqual(expectedHeadings(input))
  })

  it('lists the five tiers as options, and says for each why or why not', () => {
    for (const { input, text } of records) {
      const titles = tierIds.map((tier) => tree.tiers[tier].title)
      expect(items(text, 'Considered Options').toSorted()).toEqual(titles.toSorted())
      for (const tier of tierIds) {
        const because = input.result.ruledOut.find((out) => out.tier === tier)?.because ?? input.result.recommendation.summary
        const said = items(text, tree.tiers[tier].title)
        expect(said.join('\n')).toContain(because)
        for (const line of said) expect(line).toMatch(/^(Good|Neutral|Bad), because /)
      }
    }
  })

  it('names the chosen option in the words of MADR', () => {
    for (const { input, text } of records)
      expect(textUnder(text, 'Decision Outcome')).toMatch(new RegExp(`^Chosen option: "${input.result.recommendation.title}", because \\S`))
  })

  it('lists every source that it cites, once', () => {
    for (const { text } of records) {
      const listed = (tables(read(text).tokens).at(-1) ?? []).map(([mark]) => mark)
      expect(new Set(listed).size).toBe(listed.length)
      const cited = citedIn(text)
      expect(cited.length).toBeGreaterThan(5)
      expect(listed).toEqual(expect.arrayContaining(cited))
    }
  })

  it('says where each source is used', () => {
    for (const { text } of records)
      for (const [mark, title, , checked, at] of tables(read(text).tokens).at(-1) ?? [])
        for (const cell of [mark, title, checked, at]) expect(cell, mark).not.toBe('')
  })

  it('has diagrams that Mermaid can draw', async () => {
    await expect(parseMermaid('xychart-beta\n  x-axis [')).rejects.toThrow()
    const all = new Set<string>()
    for (const { input, text } of records) {
      const found = codes(read(text).tokens, 'mermaid')
      // Where the data limit leaves one tier and its bill is not known, there is nothing to draw.
      const inside = ['own-network', 'air-gapped'].includes(String(input.result.answers['data-residency']?.value))
      const expected = inside && !input.costChart ? ['flowchart'] : ['xychart-beta', 'flowchart']
      expect(found.map((diagram) => /^(?:%%.*\n)?([\w-]+)/.exec(diagram)?.[1])).toEqual(expected)
      for (const diagram of found) all.add(diagram)
    }
    for (const diagram of all) await expect(parseMermaid(diagram)).resolves.toBeTruthy()
  })

  it('has every answer as a driver, in words and with where it came from', () => {
    for (const { input, text } of records) {
      const drivers = items(text, 'Decision Drivers')
      const answers = Object.entries(input.result.answers)
      expect(drivers).toHaveLength(answers.length)
      for (const [index, [id, { source, because = '' }]] of answers.entries()) {
        expect(drivers[index]).toContain(tree.questions.find((question) => question.id === id)?.ask)
        expect(drivers[index]).toContain(source === 'assumed' ? because : 'given by flag')
      }
    }
  })

  it('has no region as a driver where prompts may go anywhere', () => {
    const drivers = (residency: string) =>
      items(renderAdr(inputFor({ 'data-residency': residency, region: 'eu' })), 'Decision Drivers').join('\n')
    const ask = tree.questions.find(({ id }) => id === 'region')?.ask ?? '-'
    expect(drivers('anywhere')).not.toContain(ask)
    expect(drivers('contract')).toContain(ask)
  })

  it('calls no tier ruled out that is the next best', () => {
    let seconds = 0
    for (const { input, text } of records) {
      const { runnerUp, recommendation } = input.result
      if (!runnerUp || recommendation.parts.some(({ tier }) => tier === runnerUp.tier)) continue
      seconds += 1
      expect(items(text, tree.tiers[runnerUp.tier].title).join('\n')).not.toContain('ruled out')
    }
    expect(seconds).toBeGreaterThan(10)
  })

  it('cites what an assumption rests on, with the place in it', () => {
    const text = renderAdr(inputFor({ 'data-residency': 'anywhere', 'fine-tuning': 'yes' }))
    const need = tree.questions.find(({ id }) => id === 'frontier-need')
    const row = need?.assume.find(({ because }) => items(text, 'Decision Drivers').some((line) => line.includes(because)))
    const places = Object.entries(row?.sources ?? {})
    expect(places.length).toBeGreaterThan(2)
    const listed = new Map((tables(read(text).tokens).at(-1) ?? []).map((cells) => [cells[0], cells[4]]))
    for (const [mark, place] of places) expect(listed.get(mark)).toContain(place)
    expect(items(text, 'Decision Drivers').find((line) => line.includes(need?.ask ?? '-'))).toContain(
      `[${places.map(([mark]) => mark).join(', ')}]`,
    )
  })

  it('is the same from the same input', () => {
    for (const [index, answers] of everyAnswer.entries())
      if (index % 20 === 0) expect(renderAdr(inputFor(answers))).toBe(records[index]?.text)
  })
})

describe('what it says', () => {
  it('rests on the step that decided last, and on the one that split the traffic', () => {
    const reasons = (answers: Answers) => {
      const [first = ''] = textUnder(renderAdr(inputFor(answers)), 'Decision Outcome').split('\n')
      return [...first.matchAll(/(\w+ \w+) says: /g)].map(([, step]) => step)
    }
    const own: Answers = { 'data-residency': 'anywhere', 'fine-tuning': 'yes', 'ops-capacity': 'yes' }
    expect(reasons({ 'data-residency': 'own-network' })).toEqual(['Data residency'])
    expect(reasons(own)).toEqual(['Ops capacity'])
    expect(reasons({ ...own, 'frontier-need': 'slice' })).toEqual(['Frontier need', 'Ops capacity'])
  })

  it('compares the bill of the chosen tier with the others, and leaves open what the ranges leave open', () => {
    const input = inputFor(split)
    const bills = input.result.cost.bills.map((bill) => {
      const range = { hybrid: [300, 400], 'hosted-open': [100, 200], 'self-hosted-open': [350, 900], private: [401, 500] }[bill.id]
      return {
        ...bill,
        monthlyUsd: range?.[0] ?? null,
        low: range?.[0] ?? null,
        high: range?.[1] ?? null,
        because: range ? null : 'Nobody knows.',
      }
    })
    const text = renderAdr({ ...input, result: { ...input.result, cost: { ...input.result.cost, bills } } })
    const said = items(text, 'Consequences')
    const lines = (lead: string, id: string) =>
      said.filter((line) => line.startsWith(lead) && line.includes(`${tree.bills.find((bill) => bill.id === id)?.title} at $`))
    expect(lines('Good', 'private')).toHaveLength(1)
    expect(lines('Bad', 'hosted-open')).toHaveLength(1)
    expect(lines('Neutral', 'self-hosted-open')).toHaveLength(1)
    expect(said.filter((line) => line.includes(' at $'))).toHaveLength(3)
    expect(items(text, tree.tiers['hosted-open'].title).find((line) => line.includes('$100'))).toMatch(/^Good/)
    expect(items(text, tree.tiers['frontier-private'].title).find((line) => line.includes('$401'))).toMatch(/^Bad/)
    expect(items(text, tree.tiers['frontier-closed'].title).join('\n')).toContain('Nobody knows.')
  })

  it('has a row for every bill, with both ends of its range', () => {
    const { result } = inputFor(split)
    const rows = tables(under(read(renderAdr(inputFor(split))).tokens, 'Consequences'))[0] ?? []
    expect(rows.map(([title]) => title)).toEqual(result.cost.bills.map(({ title }) => title))
    expect(rows.find(([title]) => title === 'Self-hosted')?.slice(3, 6)).toEqual(['$7,770', '$2,973', '$33,395'])
  })

  it('has every break-even, caution and next step', () => {
    for (const answers of everyAnswer.filter((_, index) => index % 10 === 0)) {
      const input = inputFor(answers)
      const said = items(renderAdr(input), 'Consequences').join('\n')
      for (const { because } of [...input.result.cost.breakEvens, ...input.result.cautions, ...input.result.nextSteps])
        expect(said).toContain(because)
    }
  })

  it('says that no bill can be given where no volume is known', () => {
    const input = inputFor({ 'data-residency': 'anywhere' }, { costChart: undefined })
    const volume = tree.questions.find(({ kind }) => kind === 'volume')
    expect(volume?.kind === 'volume' && textUnder(renderAdr(input), 'Consequences').split('\n').includes(volume.unknown)).toBe(true)
    expect(tables(under(read(renderAdr(input)).tokens, 'Consequences'))).toEqual([])
  })

  it('is confirmed by the record where there is one, and by repeating the command in any case', () => {
    const shell = (change: Partial<AdrInput>) => codes(under(read(renderAdr(inputFor(split, change))).tokens, 'Confirmation'), 'sh')
    const command = 'npx pick-llm --data-residency region --region eu --frontier-need slice --tokens 300000000 --yes'
    const again = `${command} --expect hybrid`
    expect(shell({ record: 'a/b.json' })).toEqual(['npx pick-llm check a/b.json', again])
    expect(shell({ record: undefined })).toEqual([`${command} --output decision.json`, 'npx pick-llm check decision.json', again])
    expect(shell({ record: undefined, rules: ['o.yaml'] })[1]).toBe('npx pick-llm check decision.json --rules o.yaml')
    expect(shell({ record: 'a.json', noRules: true })[0]).toBe('npx pick-llm check a.json --no-rules')
    expect(shell({ record: "it's; rm -r ~" })[0]).toBe("npx pick-llm check 'it'\\''s; rm -r ~'")
    expect(shell({ record: '--help' })[0]).toBe('npx pick-llm check ./--help')
    expect(shell({ record: '$(id)\u001b[2J' })[0]).toBe("npx pick-llm check '$(id)\\u{1b}[2J'")
  })
})

describe('the title', () => {
  const titleOf = (change: Partial<AdrInput>, answers: Answers = split) => headings(read(renderAdr(inputFor(answers, change))).tokens)[0]

  it('says what was decided, for what', () => {
    expect(titleOf({}, { 'data-residency': 'anywhere', 'frontier-need': 'none', tokens: 1e6 })).toBe(
      '# Use a hosted open-weight model API for Support chat',
    )
    expect(titleOf({})).toBe(
      '# Split Support chat: the hard slice on a frontier closed model in a private or regional cloud, the rest on a hosted open-weight model API',
    )
  })

  it('and the question read well where nobody named what it is for', () => {
    expect(titleOf({ name: undefined }, { 'data-residency': 'own-network' })).toBe('# Use a self-hosted open-weight model')
    expect(titleOf({ name: undefined })).toMatch(/^# Split the traffic: the hard slice on/)
    expect(textUnder(renderAdr(inputFor(split, { name: undefined })), 'Context and Problem Statement')).toMatch(
      /^Which tier of language model should this be built on\?/,
    )
  })
})

describe('the dates of the prices', () => {
  const dated = (...dates: string[]) => {
    const input = inputFor(split)
    const prices = Object.fromEntries(dates.map((asOf, index) => [`m${index}@h`, { asOf, input: 1, output: 1 }]))
    return renderAdr({ ...input, result: { ...input.result, inputs: { ...input.result.inputs, prices } } })
  }

  it('are those of the prices that the decision rests on, the oldest first', () => {
    expect(textUnder(dated('2026-11-10', '2026-09-30', '2026-10-01'), 'Context and Problem Statement')).toContain(
      'prices from 2026-09-30 to 2026-11-10.',
    )
    expect(textUnder(dated('2026-09-30'), 'Context and Problem Statement')).toContain('prices as of 2026-09-30.')
    expect(textUnder(dated(), 'Context and Problem Statement')).toContain('no price by the token.')
  })

  it('call for a review by the oldest one', () => {
    expect(items(dated('2026-11-10', '2026-09-30'), 'More Information').at(-1)).toContain(
      'of 2026-09-30, is older than 90 days, which is after 2026-12-29',
    )
  })
})

describe('a split', () => {
  it('names the model of every slice, and says that their tiers are ruled out for the whole only', () => {
    const text = renderAdr(inputFor(split))
    expect(textUnder(text, 'Consequences')).toMatch(/hard: Claude Sonnet 5\.5 at Amazon Bedrock; rest: Mistral Large 3 at Mistral/)
    for (const tier of ['hosted-open', 'frontier-private'] as const)
      expect(items(text, tree.tiers[tier].title).join('\n')).toContain('for the whole of the traffic it was ruled out')
    expect(items(text, tree.tiers['frontier-closed'].title).join('\n')).toContain('because it was ruled out')
  })
})

describe('the review', () => {
  const review = (input: AdrInput) => textUnder(renderAdr(input), 'More Information').split('\n')[0]

  it('is due after the months of the figure', () => {
    expect(tree.figures.get('review-months')?.value).toBe(3)
    expect(review(inputFor(split))).toContain('2027-02-21')
    expect(review(inputFor(split, { dated: '2026-11-30' }))).toContain('2027-02-28')
  })

  it('is due earlier when the price of the pick or its fallback is known to end, but not in the past', () => {
    const answers: Answers = { 'data-residency': 'anywhere', task: 'multimodal', 'frontier-need': 'all' }
    const ends = inputFor(answers)
      .result.shortlist.slice(0, 2)
      .flatMap(({ model, host }) => tree.catalog.models.get(model)?.offers.find((offer) => offer.host.id === host)?.until ?? [])
    expect(ends).toContain('2026-11-30')
    expect(review(inputFor(answers))).toContain('2026-11-30')
    expect(review(inputFor(answers, { dated: '2026-11-30' }))).toContain('2026-11-30')
    expect(review(inputFor(answers, { dated: '2027-01-31' }))).toContain('2027-04-30')
    expect(items(renderAdr(inputFor(answers, { dated: '2027-01-31' })), 'More Information').join('\n')).toContain('2026-11-30')
  })

  it('is not moved by a price that no bill rests on', () => {
    const answers: Answers = { 'data-residency': 'anywhere', task: 'multimodal', 'frontier-need': 'all' }
    const input = inputFor(answers)
    const ending = input.result.shortlist.filter(({ model, host }) =>
      tree.catalog.models.get(model)?.offers.some((offer) => offer.host.id === host && offer.until !== undefined),
    )
    const others = input.result.shortlist.filter((listed) => !ending.includes(listed))
    const [kept] = others
    if (!kept || ending.length === 0) throw new Error('nothing ends')
    const shortlist = [kept, { ...kept, model: 'another' }, ...ending]
    const text = renderAdr({ ...input, result: { ...input.result, shortlist } })
    expect(textUnder(text, 'More Information')).not.toContain('2026-11-30')
  })

  it('refuses what is no date', () => {
    for (const dated of ['', '2026-02-29', '2026-13-01', '21.11.2026', '2026-11-21\nstatus: accepted'])
      expect(() => renderAdr(inputFor(split, { dated })), dated).toThrow(RangeError)
  })

  const part: RecommendationJson['recommendation']['parts'] = [{ slice: 'rest', tier: 'self-hosted-open' }]
  const flip = (question: string, more: object): RecommendationJson['flips'][number] => ({
    question,
    tier: 'self-hosted-open',
    parts: part,
    ...more,
  })

  it('is called for by volumes, the nearest ratio first, then by answers, assumed ones before given ones', () => {
    const input = inputFor(split)
    const flips = [
      flip('data-residency', { to: 'air-gapped' }),
      flip('frontier-need', { to: 'none' }),
      flip('task', { to: 'voice' }),
      flip('task', { to: 'reasoning' }),
      flip('ops-capacity', { to: 'yes' }),
      flip('tokens', { at: 9424e6, direction: 'up' }),
      flip('tokens', { at: 100e6, direction: 'down' }),
    ]
    const said = items(renderAdr({ ...input, result: { ...input.result, flips } }), 'More Information')
    const means = (id: string, option: string) => {
      const question = tree.questions.find((one) => one.id === id)
      return question?.kind === 'choice' ? question.options.find((one) => one.id === option)?.means : undefined
    }
    expect(said).toHaveLength(7)
    expect(said[0]).toMatch(/falls to about 100M .*, 0\.33 times today's: then Self-hosted/)
    expect(said[1]).toMatch(/reaches about 9\.42B .*, 31 times today's/)
    expect(said[2]).toContain(`becomes "${means('ops-capacity', 'yes')}", today "${means('ops-capacity', 'no')}"`)
    expect(said[3]).toContain(`becomes "${means('task', 'voice')}" or "${means('task', 'reasoning')}", today`)
    expect(said[4]).toContain(means('frontier-need', 'none'))
    expect(said[5]).toContain(means('data-residency', 'air-gapped'))
    expect(said[6]).toContain('2026-12-29')
  })

  it('leaves ratios out where no volume is known', () => {
    const input = inputFor({ 'data-residency': 'anywhere' })
    const flips = [flip('tokens', { at: 2e9, direction: 'up' }), flip('tokens', { at: 1e9, direction: 'up' })]
    const said = items(renderAdr({ ...input, result: { ...input.result, flips } }), 'More Information')
    expect(said[0]).toMatch(/about 1B tokens a month: then/)
    expect(said[1]).toMatch(/about 2B tokens a month: then/)
  })
})

const hostile = [
  ...hostileNames,
  '[x]: http://evil.example',
  'http://evil.example www.evil.example',
  '&lt;b&gt; &copy; &#35;',
  '%%{init}%%',
  'a\r\r# title',
  'a\u2028# title',
  '---',
  '\n---\nstatus: accepted\n---\n',
  '===',
  '- item',
  '+ item',
  '1. item',
  '    indented',
  '~~~',
  '{{x}}',
  '{name} {title} {because}',
  '-->|y|',
  '$&$1',
  '\\',
  '\u001b[31m\u202e',
  '**',
  '<!--',
  ': "',
  "'",
  '',
]

/** The same recommendation with a name wherever a text comes from rules, catalog or user. */
function infested(name: string): AdrInput {
  const base = inputFor({ ...split, tokens: 300e6 }, { name })
  const { result } = base
  const said = { because: name, sources: [name] }
  const named: RecommendationJson = {
    ...result,
    tool: { ...result.tool, version: name },
    rules: { version: name, sha256: name, overlays: [name] },
    catalog: { asOf: name, sha256: name },
    answers: {
      ...Object.fromEntries(Object.entries(result.answers).map(([id, answer]) => [id, { ...answer, because: name }])),
      [`q${name}`]: { value: name, source: 'assumed', because: name },
    },
    recommendation: { ...result.recommendation, title: name, summary: name },
    steps: result.steps.map((step) => ({ ...step, title: name, ...said })),
    runnerUp: { tier: 'hosted-open', ...said },
    ruledOut: result.ruledOut.map((out) => ({ ...out, ...said, wouldTake: { [`q${name}`]: name } })),
    flips: [{ question: `q${name}`, to: name, tier: 'hybrid', parts: [...result.recommendation.parts] }],
    shortlist: result.shortlist.map((entry) => ({ ...entry, title: name, hostTitle: name, license: name, origin: name, ...said })),
    notShortlisted: [{ tier: 'hybrid', model: name, title: name, because: name }],
    cost: {
      ...result.cost,
      usage: { ...result.cost.usage, traffic: name, latency: name },
      bills: result.cost.bills.map((bill, index) => ({
        ...bill,
        title: name,
        model: name,
        host: name,
        because: index === 0 ? name : null,
      })),
      breakEvens: result.cost.breakEvens.map((point) => ({ ...point, versus: name, because: name })),
    },
    cautions: [{ id: name, ...said }],
    nextSteps: [said],
    sources: result.sources.map((source) => ({ ...source, title: name, at: [name] })),
    command: `npx pick-llm ${name}`,
  }
  const tiers = Object.fromEntries(tierIds.map((id) => [id, { ...tree.tiers[id], title: name }])) as typeof tree.tiers
  const questions = tree.questions.map((question) => ({ ...question, ask: name }))
  const named_ = { ...tree, tiers, questions, bills: tree.bills.map((bill) => ({ ...bill, title: name })) }
  return {
    ...base,
    result: named,
    tree: named_,
    diagram: renderMermaid({ ...tree, steps: tree.steps.map((step) => ({ ...step, title: name })) }, undefined),
    costChart: costChart(
      volumes.map((tokensPerMonth) => ({ tokensPerMonth, bills: named.cost.bills.map((bill) => ({ ...bill, monthlyUsd: 7 })) })),
    ).join('\n\n'),
    record: name,
  }
}

describe('hostile names', () => {
  const shape = (text: string) =>
    read(text)
      .tokens.filter(({ type }) => type !== 'space')
      .map((token) => {
        if (token.type === 'heading') return `heading ${(token as Tokens.Heading).depth}`
        if (token.type === 'table') return `table ${(token as Tokens.Table).header.length} × ${(token as Tokens.Table).rows.length}`
        if (token.type === 'list')
          return `list ${(token as Tokens.List).items.map((item) => item.tokens.map(({ type }) => type).join('+')).join(', ')}`
        return token.type === 'code' ? `code ${(token as Tokens.Code).lang}` : token.type
      })

  const kinds = (token: Token): string[] => [
    token.type,
    ...('tokens' in token && token.tokens ? token.tokens.flatMap(kinds) : []),
    ...(token.type === 'list' ? (token as Tokens.List).items.flatMap(kinds) : []),
    ...(token.type === 'table'
      ? [(token as Tokens.Table).header, ...(token as Tokens.Table).rows].flat().flatMap((cell) => cell.tokens.flatMap(kinds))
      : []),
  ]

  const harmless = infested('Harmless name')

  it.each(hostile.filter((name) => name !== ''))('%j changes the words, not the shape', async (name) => {
    const text = renderAdr(infested(name))
    const { matter, tokens } = read(text)
    expect(matter).toEqual(read(renderAdr(harmless)).matter)
    expect(shape(text)).toEqual(shape(renderAdr(harmless)))
    expect(new Set(tokens.flatMap(kinds).filter((kind) => kind !== 'escape'))).toEqual(
      new Set(
        read(renderAdr(harmless))
          .tokens.flatMap(kinds)
          .filter((kind) => kind !== 'escape'),
      ),
    )
    for (const diagram of codes(tokens, 'mermaid')) await expect(parseMermaid(diagram)).resolves.toBeTruthy()
    expect(isClean(text)).toBe(true)
    // In code there are no mentions.
    expect(text.replace(/^(`{3,}).*?^\1$/gms, '')).not.toContain('@team')
    expect(new Marked().parse(text, { async: false })).not.toMatch(/<script|<img|href="(?!https:\/\/(?!evil))/i)
  })

  it('keep their words', () => {
    const title = (name: string) => headings(read(renderAdr(infested(name))).tokens)[0]
    for (const name of [
      '| a | b |',
      '`code`',
      '**',
      '- item',
      '1. item',
      '===',
      '![x](y)',
      '{{x}}',
      '$&$1',
      '\\',
      '<!--',
      '{name} {title} {because}',
    ])
      expect(title(name)).toBe(`# ${decided(inputFor(split).result.recommendation, name)}`)
  })

  it('are no entities', () => {
    const html = new Marked().parse(renderAdr(infested('&lt;b&gt; &copy; &#35;')), { async: false })
    expect(html).toContain('&amp;lt;b&amp;gt; &amp;copy; &amp;#35;')
    expect(html).not.toMatch(/&(copy|#35);/)
  })

  it('hold for any text', () => {
    const expected = shape(renderAdr(harmless))
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name.trim() !== ''),
        (name) => {
          expect(shape(renderAdr(infested(name)))).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('the calendar', () => {
  const day = fc
    .date({ min: new Date('1999-01-01'), max: new Date('2101-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

  it('adds days as the calendar of the machine does', () => {
    fc.assert(
      fc.property(day, fc.nat(2000), (from, days) => {
        expect(addDays(from, days)).toBe(new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10))
      }),
    )
  })

  it.each([
    ['2026-11-21', 3, '2027-02-21'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-11-30', 1, '2026-12-30'],
    ['2026-11-21', 0, '2026-11-21'],
    ['2026-11-21', 25, '2028-12-21'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to)
  })
})
