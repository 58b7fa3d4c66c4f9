// @vitest-environment happy-dom
// What `pick-llm cost` shows: in text at every width, in Markdown and Mermaid by independent parsers, and with the cheapest bill.

import { rules } from 'virtual:built-in-rules'
import stringWidth from 'fast-string-width'
import { Marked } from 'marked'
import { beforeAll, describe, expect, it } from 'vitest'
import { citedBy } from '../src/advise/cited.ts'
import { costsOf } from '../src/advise/costs.ts'
import { layPrices } from '../src/catalog/price-layer.ts'
import type { CostJson } from '../src/contract-cost.ts'
import type { PriceLayer } from '../src/price-changes.ts'
import { chart } from '../src/render/chart.ts'
import { renderCost } from '../src/render/cost.ts'
import { renderCostMarkdown } from '../src/render/cost-markdown.ts'
import { link } from '../src/rules/link.ts'
import { isClean } from '../src/sanitize.ts'
import type { Answers } from '../src/types.ts'
import { hostileNames } from './hostile.ts'
import { run, runLine } from './run-here.ts'
import { advise, tree } from './support.ts'

const many = [1e6, 1e7, 1e8, 1e9, 1e10, 1e11]

function costs(answers: Answers, volumes: readonly number[] = many): CostJson {
  const found = costsOf(tree, { answers }, volumes, volumes.length === 1 ? volumes[0] : undefined)
  return {
    schemaVersion: '1',
    ok: true,
    tool: { name: 'pick-llm', version: '0' },
    rules: { version: '0', sha256: '', overlays: [] },
    catalog: { asOf: tree.catalog.asOf, sha256: 'test' },
    answers: {},
    ...found,
    sources: citedBy(tree, found),
    volumes: found.volumes.map(({ tokensPerMonth, usage, bills, cheapest }) => ({
      tokensPerMonth,
      usage,
      bills,
      cheapest,
      cheapestBecause: null,
    })),
  }
}

const anywhere = costs({ 'data-residency': 'anywhere' })
const single = costs({ 'data-residency': 'anywhere' }, [300e6])
const unsplit = costs({ 'data-residency': 'air-gapped' })
const voice = costs({ 'data-residency': 'anywhere', task: 'voice' })

const renamed = (view: CostJson, name: string): CostJson => ({
  ...view,
  volumes: view.volumes.map((volume) => ({
    ...volume,
    bills: volume.bills.map((bill) => ({
      ...bill,
      title: name,
      model: name,
      host: bill.host === null ? null : name,
      derivation: bill.derivation.map((step) => ({ ...step, what: name, how: name })),
    })),
  })),
  breakEvens: view.breakEvens.map((each) => ({ ...each, versus: name, because: name })),
  claims: view.claims.map((claim) => ({ ...claim, says: name, how: name })),
})

const views: readonly CostJson[] = [anywhere, single, unsplit, voice]
const hostile = hostileNames.flatMap((name) => [renamed(anywhere, name), renamed(single, name)])

const plain = (columns: number) => ({ columns, color: false })
const widest = (text: string): number => Math.max(...text.split('\n').map((line) => stringWidth(line)))
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')
// biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences start with one
const color = /\u001b\[/

describe('the text', () => {
  it.each([20, 40, 50, 60, 80, 120, 200])('of %i columns is never wider', (columns) => {
    for (const view of [...views, ...hostile]) {
      const text = renderCost(view, plain(columns), true)
      expect(widest(text), text).toBeLessThanOrEqual(columns)
      expect(isClean(text)).toBe(true)
    }
  })

  it.each([20, 40, 50, 60, 80, 120, 200])('of %i columns holds every amount and every sentence', (columns) => {
    const text = renderCost(anywhere, plain(columns), false)
    for (const { bills } of anywhere.volumes)
      for (const { monthlyUsd } of bills) expect(text).toMatch(Math.round(monthlyUsd ?? 0) >= 10 ? amount(monthlyUsd ?? 0) : /\d\.\d\d/)
    const joined = text.replaceAll(/\s+/g, '')
    for (const { because, versus } of anywhere.breakEvens)
      if (versus !== 'same-model') expect(joined).toContain(because.replaceAll(/\s+/g, ''))
    for (const { says } of anywhere.claims) expect(joined).toContain(says.replaceAll(/\s+/g, ''))
  })

  it('has color only where it is wanted, and says the same without', () => {
    for (const view of views) {
      const [bare, colored] = [renderCost(view, plain(80), true), renderCost(view, { columns: 80, color: true }, true)]
      expect(bare).not.toMatch(color)
      expect(colored).toMatch(color)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences start with one
      expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(bare)
    }
  })

  it('marks the cheapest of each line with an asterisk, and explains it', () => {
    const lines = renderCost(anywhere, plain(80), false).split('\n')
    for (const { tokensPerMonth, bills, cheapest } of anywhere.volumes) {
      const least = Math.min(...bills.flatMap(({ monthlyUsd }) => monthlyUsd ?? []))
      expect(bills.find(({ id }) => id === cheapest)?.monthlyUsd).toBe(least)
      const line =
        lines.find((each) => each.startsWith(`${['1M', '10M', '100M', '1B', '10B', '100B'][many.indexOf(tokensPerMonth ?? 0)]} `)) ?? ''
      expect(line.match(/\S+\*/g)).toEqual([`${least < 10 ? least.toFixed(2) : amountOf(least)}*`])
    }
    expect(lines).toContain('* the cheapest of these bills at that volume')
  })

  it('names the cheapest in a sentence at one volume', () => {
    expect(renderCost(single, plain(80), false)).toContain('\nCheapest of these bills at 300M: Closed small, $60.00\n')
  })

  it('names all that cost the same', () => {
    const [volume] = single.volumes
    if (!volume) expect.fail()
    const tied: CostJson = {
      ...single,
      volumes: [
        { ...volume, bills: volume.bills.filter(({ id }) => id === 'closed-flagship' || id === 'private'), cheapest: 'closed-flagship' },
      ],
    }
    expect(oneLine(renderCost(tied, plain(80), false))).toContain(
      'Cheapest of these bills at 300M: Closed flagship and Private frontier, $1,200 each',
    )
  })

  it('calls no bill nothing that is only too small to show', () => {
    const text = oneLine(renderCost(costs({ 'data-residency': 'anywhere' }, [100]), plain(200), false))
    expect(text).toMatch(/Cheapest of these bills at 100: Hosted open, .+ and Hybrid, under \$0\.01 each/)
    expect(renderCost(costs({ 'data-residency': 'anywhere' }, [100, 1e6]), plain(80), false)).toMatch(/^100 +<0\.01\*/m)
    // Told apart by what they cost, not by what is shown.
    expect(costs({ 'data-residency': 'anywhere' }, [100]).volumes[0]?.cheapest).toBe('closed-small')
  })

  it('says why a bill is not known', () => {
    expect(oneLine(renderCost(unsplit, plain(80), false))).toContain('Hybrid There is no split to bill under these limits.')
  })

  it('groups the money of claims, and rounds volumes that nobody can read', () => {
    const text = oneLine(renderCost(anywhere, plain(200), false))
    expect(text).toContain('Self-hosted $7,770.37 ÷ Closed flagship $200.00 = 38.85 times.')
    expect(text).toMatch(/At about 304M: Self-hosted \$7,770\.37 × 24 ÷ 730 hours = \$255\.46 a day\./)
    expect(text).not.toMatch(/\$\d{4}|\d{6}/)
  })

  it('says of a break-even that is never reached why it cannot be', () => {
    const text = oneLine(renderCost(anywhere, plain(200), false))
    const never = anywhere.breakEvens.filter(({ tokensPerMonth }) => tokensPerMonth === null)
    expect(never.length).toBeGreaterThan(0)
    for (const { because, utilisation } of never) {
      const percent = `${Math.round((utilisation ?? 0) * 100)}%`
      const limit = (utilisation ?? 0) > 1 ? 'it can serve' : 'it is planned for'
      expect(text).toContain(`${because} To pay, it would need ${percent} of full load around the clock, more than ${limit}.`)
    }
    expect(text).toContain('It then runs at 21% of full load')
  })

  it('says what the bills were worked out for, and what is between the two amounts', () => {
    const { answers } = advise({ 'data-residency': 'anywhere', 'cost-dominant': 'yes' })
    const priced = { ...costs({ 'data-residency': 'anywhere', 'cost-dominant': 'yes', traffic: 'bursty' }, [300e6]), answers }
    for (const text of [renderCost(priced, plain(80), false), renderCostMarkdown(priced, false)].map(oneLine)) {
      expect(text).toContain(
        'Usage: 75% of the tokens are input, 0% of the input comes from a cache, 0% of the work runs in batches; traffic bursty, latency interactive.',
      )
      expect(text).toContain('Answers: data-residency anywhere, cost-dominant yes; assumed task chat, fine-tuning no,')
      expect(text).toContain('license permissive')
      expect(text).toContain('Range: at an API, from the cheapest to the dearest suitable host; on own GPUs,')
      expect(text).toContain('Each bill is for the one model that is picked for these answers')
    }
    expect(renderCost(anywhere, plain(80), false)).not.toContain('Range:')
  })

  it('calls rivals by the titles of their bills, and an offer that is two of them once', () => {
    const rows = (view: CostJson) => {
      const text = renderCost(view, plain(200), false)
      return oneLine(text.slice(text.indexOf('Where own GPUs first'), text.indexOf('GPUs come whole')))
    }
    const found = anywhere.breakEvens.find(({ versus }) => versus === 'same-model') ?? expect.fail()
    expect(rows(anywhere)).not.toMatch(/closed-flagship|same-model|Same model/)
    expect(rows(anywhere).match(/Both are the same model\./g)).toHaveLength(1)
    const other = { ...anywhere, breakEvens: [...anywhere.breakEvens.filter((each) => each !== found), { ...found, utilisation: 0.5 }] }
    expect(rows(other)).toContain(`Same model ${found.because} It then runs at 50% of full load`)
    expect(rows(other)).not.toContain('Both are the same model.')
  })

  it('counts one as one', () => {
    expect(oneLine(renderCost(single, plain(80), true))).toContain(' = 1 replica [')
    expect(renderCost(costs({ 'data-residency': 'anywhere' }, [1]), plain(80), false)).toContain('Bills a month at 1 token\n')
  })

  it('with --explain has a title and an address for every mark in brackets', () => {
    const own = costsOf(tree, { answers: { 'data-residency': 'anywhere' }, settings: { figures: { 'gpu-hour': 2 } } }, [300e6], 300e6)
    const view: CostJson = {
      ...single,
      sources: citedBy(tree, own),
      volumes: own.volumes.map((volume) => ({ ...volume, cheapestBecause: null })),
    }
    const text = renderCost(view, plain(200), true)
    const start = text.indexOf('\nSources\n')
    const marks = [...text.slice(0, start).matchAll(/\[([^\]]+)\]/g)].flatMap(([, ids]) => ids?.split(/\s+/) ?? [])
    const legend = text.slice(start).split('\n')
    expect(new Set(marks).size).toBeGreaterThan(5)
    for (const id of marks)
      expect(
        legend.some((line) => line.startsWith(`${id} `)),
        id,
      ).toBe(true)
    for (const { sources } of view.claims)
      for (const id of sources)
        expect(
          legend.some((line) => line.startsWith(`${id} `)),
          id,
        ).toBe(true)
    expect(text).toContain('https://github.com/anomalyco/models.dev')
    expect(legend.find((line) => line.startsWith('you '))).toContain('a value that you set')
    expect(renderCost(view, plain(200), false)).not.toContain('\nSources\n')
    expect(renderCostMarkdown(view, true)).toContain('](https://github.com/anomalyco/models.dev), 2026-09-30 (checked ')
  })

  it('says where the arithmetic is when there are many volumes', () => {
    expect(renderCost(anywhere, plain(80), true)).toContain('--explain shows the arithmetic at one volume: add --tokens.')
    expect(renderCost(single, plain(80), true)).toContain('2,196,482,400')
  })
})

const amountOf = (value: number): string => String(Math.round(value)).replace(/(\d)(?=(\d{3})+$)/g, '$1,')
const amount = (value: number): RegExp => new RegExp(`(?<![\\d,.])${amountOf(value)}(?![\\d,])`)

describe('the chart', () => {
  const letters = (line: string): string => /^\s*\S*\|(.*)$/.exec(line)?.[1] ?? ''

  it.each([30, 40, 60, 80, 200])('at %i columns shows every bill, or says which line it is the same as', (columns) => {
    for (const view of [anywhere, unsplit, voice]) {
      const text = renderCost(view, plain(columns), false)
      const drawn = text.split('\n').map(letters).join('')
      // A wrapped line of the legend goes on under its title.
      const unwrapped = text.replaceAll(/\n {8}(?![a-z] {2}|\d)/g, ' ')
      const legend = unwrapped.split('\n').flatMap((line) => /^ {8}([a-z]) {2}(.+)$/.exec(line)?.slice(1, 3) ?? [])
      const titles = view.volumes[0]?.bills.map(({ title }) => title) ?? []
      expect(legend.length).toBe(titles.length * 2)
      for (const [index, title] of titles.entries()) {
        const [mark = '', named = ''] = legend.slice(index * 2)
        expect(named.startsWith(title)).toBe(true)
        if (!/\((same as|behind|not known)/.test(named)) expect(drawn, `${columns}: ${title}`).toContain(mark)
        else expect(drawn).not.toContain(mark)
      }
    }
  })

  it('says that lines are the same only where they are', () => {
    const text = renderCost(anywhere, plain(80), false)
    const same = (one: string, other: string) =>
      anywhere.volumes.every(
        ({ bills }) => bills.find(({ id }) => id === one)?.monthlyUsd === bills.find(({ id }) => id === other)?.monthlyUsd,
      )
    expect(same('closed-flagship', 'private')).toBe(true)
    expect(text).toContain('e  Private frontier (same as c)')
    expect(text.match(/same as/g)).toHaveLength(1)
  })

  it('lets lines that meet take turns', () => {
    const [near, far] = [
      { title: 'near', values: [10, 100] },
      { title: 'far', values: [11, 110] },
    ]
    const lines = chart([near, far], ['1M', '10M'], 60)
    expect(lines.map(letters).join('')).toMatch(/abab/)
    expect(lines.at(-1)).toContain('take turns')
    expect(chart([near], ['1M', '10M'], 60).join('\n')).not.toContain('take turns')
  })

  it('says what is behind another line, and what is not known', () => {
    const cover = { title: 'cover', values: [10, 1000] }
    const lines = chart([cover, { title: 'short', values: [10, null] }, { title: 'none', values: [null, null] }], ['1M', '10M'], 60)
    expect(lines.slice(-4, -1).map((line) => line.trim())).toEqual(['a  cover', 'b  short (behind a)', 'c  none (not known)'])
  })

  it('has a label at each power of ten, and volumes that do not run into each other', () => {
    const lines = chart([{ title: 'x', values: [0.5, 5, 5e6] }], ['1M', '10M', '100M'], 40)
    const labels = lines.flatMap((line) => /^ *(\$\S+)\|/.exec(line)?.[1] ?? [])
    expect(labels).toEqual(['$10M', '$1M', '$100k', '$10k', '$1k', '$100', '$10', '$1', '$0.10'])
    for (const columns of [30, 31, 35, 40])
      for (const line of chart([{ title: 'x', values: [1, 2, 3, 4, 5, 6] }], ['1M', '10M', '100M', '1B', '10B', '100B'], columns))
        if (line.includes('1M')) expect(line.trim()).toMatch(/^(\d+[MB]( +|$))+$/)
  })
})

describe('Markdown', () => {
  let parse: (text: string) => Promise<unknown>

  beforeAll(async () => {
    const { default: mermaid } = await import('mermaid')
    parse = (text) => mermaid.parse(text)
  })

  const lexed = (markdown: string) => new Marked().lexer(markdown)
  const diagramOf = (markdown: string): string => {
    const found = lexed(markdown).find((token) => token.type === 'code' && token['lang'] === 'mermaid')
    return found && 'text' in found ? String(found['text']) : ''
  }
  const outline = (markdown: string) =>
    lexed(markdown)
      .filter(({ type }) => type !== 'space')
      .map(
        (token) =>
          `${token.type} ${'depth' in token ? token['depth'] : ''} ${'rows' in token ? `${token['header'].length}×${token['rows'].length}` : ''}`,
      )

  it('has a title, its tables and a diagram', () => {
    expect(outline(renderCostMarkdown(anywhere, false))).toEqual([
      'heading 1 ',
      'table  7×6',
      'paragraph  ',
      'code  ',
      'paragraph  ',
      'list  ',
      'list  ',
      'heading 2 ',
      'list  ',
      'paragraph  ',
      'heading 2 ',
      `table  3×${anywhere.claims.length}`,
      'paragraph  ',
    ])
    expect(outline(renderCostMarkdown(single, true)).filter((line) => line.startsWith('heading 2'))).toHaveLength(9)
  })

  it('shows the cheapest in bold', () => {
    const html = new Marked().parse(renderCostMarkdown(anywhere, false), { async: false })
    expect(html.match(/<td align="right"><strong>[\d.,]+<\/strong>/g)).toHaveLength(many.length)
    const one = renderCostMarkdown(single, false)
    expect(one).toContain('| Closed small | **$60.00** |')
    expect(one).toContain('Cheapest of these bills at 300M: Closed small, $60.00')
  })

  it.each(hostileNames)('keeps its outline, and its diagram, with bills called %j', async (name) => {
    for (const [view, explain] of [
      [anywhere, false],
      [single, true],
    ] as const) {
      const markdown = renderCostMarkdown(renamed(view, name), explain)
      expect(outline(markdown)).toEqual(outline(renderCostMarkdown(view, explain)))
      expect(isClean(markdown)).toBe(true)
      const html = new Marked().parse(markdown, { async: false })
      expect(html).not.toMatch(/<script|<img|href="javascript/i)
    }
    await expect(parse(diagramOf(renderCostMarkdown(renamed(anywhere, name), false)))).resolves.toBeTruthy()
  })

  it('has a chart that Mermaid reads, and that names each of its lines by a color', async () => {
    await expect(parse('xychart-beta\n  x-axis ["a]')).rejects.toThrow()
    for (const view of [anywhere, unsplit, voice]) {
      const markdown = renderCostMarkdown(view, false)
      const diagram = diagramOf(markdown)
      await expect(parse(diagram)).resolves.toBeTruthy()
      const colors = /plotColorPalette": "([^"]+)"/.exec(diagram)?.[1]?.split(', ') ?? []
      const lines = diagram.match(/^ {2}line \[/gm) ?? []
      expect(new Set(colors).size).toBe(lines.length)
      const list = [...markdown.matchAll(/^\d\. ([a-z]+): (.+)$/gm)]
      expect(list).toHaveLength(lines.length)
      expect(new Set(list.map(([, name]) => name)).size).toBe(lines.length)
      const drawn = view.volumes[0]?.bills.filter(({ monthlyUsd }) => monthlyUsd !== null).map(({ title }) => title) ?? []
      const listed = list.flatMap(([, , titles]) => titles?.split(', and under it ') ?? [])
      expect([...listed].sort()).toEqual([...drawn].sort())
    }
  })

  it('lists the lines in their order at the edge where they are farthest apart', () => {
    const markdown = renderCostMarkdown(anywhere, false)
    const titles = [...markdown.matchAll(/^\d\. [a-z]+: (.+?)(?:, and under it .+)?$/gm)].map(([, title]) => title)
    const first = Object.fromEntries(anywhere.volumes[0]?.bills.map(({ title, monthlyUsd }) => [title, monthlyUsd ?? 0]) ?? [])
    expect(markdown).toContain('at the left edge from the top down')
    expect(titles).toEqual([...titles].sort((a, b) => (first[b ?? ''] ?? 0) - (first[a ?? ''] ?? 0)))
    expect(markdown).toContain('-1 is $0.10, 3 is $1,000, 6 is $1,000,000')
  })
})

describe('pick-llm cost', () => {
  const env = (day: string) => ({ SOURCE_DATE_EPOCH: String(Date.parse(day) / 1000) })
  const json = async (day: string, ...flags: string[]) => {
    const { stdout } = await run(['cost', '--json', ...flags], { env: env(day) })
    return JSON.parse(stdout) as CostJson
  }
  const age = tree.figures.get('refuse-age')?.value ?? expect.fail()
  const later = (date: string, days: number): string => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
  const oldest = anywhere.prices?.oldest ?? expect.fail()
  const gpus = costsOf(tree, { answers: { 'data-residency': 'anywhere' } }, [1e6], undefined).gpusAsOf ?? expect.fail()

  it('tells the age of the oldest price that is shown, whatever is newest', async () => {
    const { stderr, stdout } = await run(['cost'])
    expect(oldest < tree.catalog.asOf).toBe(true)
    expect(stderr).toMatch(`Note: prices from ${oldest} to ${tree.catalog.asOf}, 52 days old at most.`)
    expect(stdout).toContain(`Prices from ${oldest} to ${tree.catalog.asOf}.`)
  })

  it('takes the dates of refreshed prices, each offer by itself', () => {
    const dated = (skip: string): PriceLayer['offers'] =>
      Object.fromEntries(
        Object.entries(rules.offers ?? {}).map(([model, hosts]) => [
          model,
          Object.fromEntries(
            Object.entries(hosts)
              .filter(([host]) => host !== skip)
              .map(([host, offer]) => [host, { ...offer, 'as-of': '2027-01-01' }]),
          ),
        ]),
      )
    const pricesWith = (skip: string) => {
      const refreshed = link(layPrices(rules, { offers: dated(skip), models: {} }))
      return costsOf(refreshed, { answers: { 'data-residency': 'anywhere' } }, [1e6], undefined).prices
    }
    expect(pricesWith('')).toEqual({ oldest: '2027-01-01', newest: '2027-01-01' })
    const stale = pricesWith('deepinfra')
    expect(stale?.oldest.startsWith('2026')).toBe(true)
    expect(stale?.newest).toBe('2027-01-01')
  })

  it('names the cheapest up to the age that the figure says, and none a day later', async () => {
    const [young, old] = [await json(later(gpus, age)), await json(later(gpus, age + 1))]
    expect(young.volumes.map(({ cheapest }) => cheapest)).toEqual(anywhere.volumes.map(({ cheapest }) => cheapest))
    expect(young.volumes.every(({ cheapestBecause }) => cheapestBecause === null)).toBe(true)
    for (const { cheapest, cheapestBecause } of old.volumes) {
      expect(cheapest).toBeNull()
      expect(cheapestBecause).toMatch(`The oldest GPU price is of ${gpus}, more than ${age} days ago: too old`)
    }
    expect(old.volumes.map(({ bills }) => bills)).toEqual(young.volumes.map(({ bills }) => bills))
    expect(await json(later(gpus, age + 1), '--stale-prices')).toEqual(young)
  })

  it('goes by the API prices where an hour of a GPU costs what the user says', async () => {
    const own = ['--gpu-hour', '3']
    const [young, old] = [await json(later(oldest, age), ...own), await json(later(oldest, age + 1), ...own)]
    expect(young.volumes.map(({ cheapestBecause }) => cheapestBecause)).toEqual(young.volumes.map(() => null))
    expect(young.volumes.every(({ cheapest }) => cheapest !== null)).toBe(true)
    for (const { cheapestBecause } of old.volumes) expect(cheapestBecause).toMatch(`The oldest price is of ${oldest}, more`)
    const { stderr } = await run(['cost', ...own])
    expect(stderr).not.toContain('GPU prices')
  })

  it('tells the age of GPU prices where bills rest on them', async () => {
    const told = `GPU prices as of ${gpus}, 146 days old.`
    expect((await run(['cost'])).stderr).toContain(told)
  })

  it.each(['text', 'markdown'])('and says so in %s, without a mark', async (format) => {
    for (const flags of [[], ['--tokens', '300M']]) {
      const args = ['cost', ...flags, '--format', format]
      const [young, old] = await Promise.all([age, age + 1].map((days) => run(args, { env: env(later(gpus, days)) })))
      const mark = /\*\*\$?[\d.,]+\*\*|\d\*|Cheapest of these bills at|[Tt]he cheapest of these bills at/
      expect(young?.stdout).toMatch(mark)
      expect(old?.stdout).not.toMatch(mark)
      expect(oneLine(old?.stdout ?? '').replaceAll('\\', '')).toContain(
        'too old to call any the cheapest. --stale-prices does it all the same.',
      )
      expect(old?.stderr).toContain('Too old to call any the cheapest.')
      const forced = await run([...args, '--stale-prices'], { env: env(later(gpus, age + 1)) })
      expect(forced.stdout).toBe(young?.stdout)
    }
  })

  it('lists what it took for granted as assumed, not as a flag', async () => {
    const { answers } = await json('2026-11-21', '--task', 'chat')
    expect(answers['data-residency']).toMatchObject({ value: 'anywhere', source: 'assumed' })
    expect(answers['task']).toEqual({ value: 'chat', source: 'flag' })
  })

  it('names its sources in JSON, and each that is cited', async () => {
    const { volumes, claims, sources } = await json('2026-11-21', '--tokens', '300M')
    const cited = [...volumes.flatMap(({ bills }) => bills.flatMap(({ derivation }) => derivation)), ...claims].flatMap(
      (each) => each.sources,
    )
    expect(sources.map(({ id }) => id)).toEqual([...new Set(cited)].sort())
    expect(sources.filter(({ url }) => url !== null).length).toBeGreaterThan(3)
  })

  it('has no color in a pipe, under NO_COLOR, or with --no-color, and has it when forced', async () => {
    const plainly = await Promise.all([run(['cost']), run(['cost'], { env: { NO_COLOR: '1' } }), run(['cost', '--no-color'])])
    for (const { stdout } of plainly) expect(stdout).not.toMatch(color)
    expect((await run(['cost', '--color', 'always'])).stdout).toMatch(color)
  })

  it('draws a chart around the volume in Markdown, in which the bill stands', async () => {
    const { stdout } = await run(['cost', '--tokens', '300M', '--format', 'markdown'])
    expect(stdout).toContain('x-axis "Tokens a month" ["3M", "30M", "300M", "3B", "30B"]')
    expect(stdout.match(/^ {2}line \[/gm)?.length).toBeGreaterThan(3)
    const least = Math.log10(60).toFixed(3)
    expect(stdout).toMatch(new RegExp(`^ {2}line \\[[^,]+, [^,]+, ${least},`, 'm'))
    expect((await run(['cost', '--tokens', '1', '--format', 'markdown'])).stdout).toContain('["1", "10", "100"]')
  })

  it('has examples in its help that work when pasted', async () => {
    const { stdout } = await run(['cost', '--help'])
    const lines = [...stdout.matchAll(/^ {2}\$ (pick-llm cost.*)$/gm)].map(([, line]) => line ?? '')
    expect(lines.length).toBeGreaterThanOrEqual(3)
    for (const line of lines) expect((await runLine(line)).code, line).toBe(0)
    expect(oneLine(stdout)).toContain(`name the cheapest even on prices older than ${age} days`)
  })
})
