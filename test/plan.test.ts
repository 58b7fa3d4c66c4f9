// `pick-llm plan`: many workloads → the tiers together, and sums that can be worked out by hand.

import { readFileSync } from 'node:fs'
import { rules } from 'virtual:built-in-rules'
import { Ajv } from 'ajv'
import stringWidth from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { readWorkloads } from '../src/cli/workloads.ts'
import type { PlanJson } from '../src/contract-plan.ts'
import { planOf } from '../src/decisions/plan.ts'
import { everyPath } from '../src/engine/paths.ts'
import { renderCheck } from '../src/render/check.ts'
import { renderPlan } from '../src/render/plan.ts'
import { renderPlanMarkdown } from '../src/render/plan-markdown.ts'
import { renderPlanMermaid } from '../src/render/plan-mermaid.ts'
import { isClean } from '../src/sanitize.ts'
import type { Tree } from '../src/types.ts'
import { checkSaved, requestOf, terminal, treeWith } from './drift.ts'
import { hostileNames } from './hostile.ts'
import { run } from './run-here.ts'
import { maker, tree } from './support.ts'

const model = (title: string, weights: 'open' | 'closed') => ({
  title,
  lab: 'x',
  origin: 'us',
  weights,
  license: weights === 'open' ? 'apache-2.0' : 'proprietary-api',
  evidence: 'primary',
  status: 'current',
  context: 300000,
  'good-at': ['chat'],
  sources: { 'pi-ai': 'x' },
})
const offer = (input: number, output: number) => ({ id: 'x', input, output, 'as-of': '2026-11-10', sources: { 'pi-ai': 'x' } })
const only = (tier: 'hosted-open' | 'self-hosted-open' | 'frontier-closed', id: string) => ({
  general: {
    models: { ...Object.fromEntries(Object.keys(rules.picks?.[tier]?.['general']?.models ?? {}).map((each) => [each, null])), [id]: 'x' },
  },
})

/** One open and one closed model at one host each, and one kind of GPU, all with round numbers. */
const round = treeWith({
  models: { open: model('Open', 'open'), closed: model('Closed', 'closed') },
  offers: { open: { deepinfra: offer(1, 2) }, closed: { anthropic: offer(10, 30) } },
  picks: {
    'hosted-open': only('hosted-open', 'open'),
    'self-hosted-open': only('self-hosted-open', 'open'),
    'frontier-closed': only('frontier-closed', 'closed'),
  },
  gpus: { h100: { low: 1, mid: 2, high: 4 } },
  memory: { open: { fp8: 40, sources: { 'vllm-recipes': 'x' } } },
  deployments: {
    open: {
      one: {
        gpu: 'h100',
        gpus: 1,
        precision: 'fp8',
        throughput: [{ input: 1000, output: 1000, 'per-gpu': 1000, sources: { 'tensorrt-llm': 'x' } }],
      },
    },
  },
})

const planned = (text: string, flags: Readonly<Record<string, string>> = {}, on: Tree = round): PlanJson =>
  planOf(on, readWorkloads(on, 'w.yaml', text, flags, terminal), maker)

const three = `defaults: { data-residency: anywhere }
workloads:
  - { name: open, owner: team-a, tokens: 100M }
  - { name: hard, tokens: 100M, answers: { frontier-need: all } }
  - { name: secret, tokens: 300M, answers: { data-residency: air-gapped } }
`
// Three input tokens to one output token. Hosted: 75 × $1 + 25 × $2; frontier: 75 × $10 + 25 × $30.
const [hosted, frontier] = [125, 1500]
// A GPU for 730 hours with 30 % on top, and 40 hours of an engineer at $120; both ends of each of them.
const own = { usd: 2 * 730 * 1.3 + 40 * 120, low: 1 * 730 * 1.3 + 10 * 80, high: 2 * 4 * 730 * 1.5 + 160 * 150 }

describe('a plan of three workloads', () => {
  const plan = planned(three)

  it('is a hybrid of the tiers that they go to', () => {
    expect(plan.recommendation.tier).toBe('hybrid')
    expect(plan.routing.map(({ tier, workloads, tokensPerMonth }) => [tier, workloads.map(({ name }) => name), tokensPerMonth])).toEqual([
      ['self-hosted-open', ['secret'], 300e6],
      ['hosted-open', ['open'], 100e6],
      ['frontier-closed', ['hard'], 100e6],
    ])
    expect(plan.workloads.map(({ owner }) => owner)).toEqual(['team-a', null, null])
  })

  it('costs what its bills cost together', () => {
    expect(own.usd).toBe(6698)
    expect(plan.workloads.map(({ bill }) => bill.monthlyUsd)).toEqual([hosted, frontier, own.usd])
    expect(plan.total).toMatchObject({
      tokensPerMonth: 500e6,
      monthlyUsd: hosted + frontier + own.usd,
      low: hosted + frontier + own.low,
      high: hosted + frontier + own.high,
      unknown: [],
    })
  })

  it('is compared over the workloads that may go there, both sums over the same ones', () => {
    const not = [{ name: 'secret', because: 'The data limit forbids it.' }]
    const of = ['open', 'hard']
    expect(plan.total.everythingFrontier).toEqual({ monthlyUsd: frontier + frontier, planUsd: hosted + frontier, of, not })
    expect(plan.total.everythingHostedOpen).toEqual({ monthlyUsd: hosted + hosted, planUsd: hosted + frontier, of, not })
  })

  it('is told with its owner in Markdown, and with its sums in every format', async () => {
    const markdown = await run(['plan', '-', '--format', 'markdown'], { input: three })
    expect(markdown.stdout).toMatch(/\| open \| team-a \| hosted-open \|/)
    const text = renderPlan(plan, { columns: 200, color: false })
    expect(text).toMatch(/Total +\$8,323 a month \(\$3,374 to \$34,385\) for 500M tokens\n/)
    expect(text).toMatch(
      /everything on the frontier: \$3,000 for the 2 workloads that can, against \$1,625 by this plan\. Not possible for secret\./,
    )
  })
})

it('a plan with one tier is on that tier, and a split makes a hybrid of one workload', () => {
  const one = (answers: string) => planned(`workloads:\n  - { name: a, tokens: 1M, answers: { data-residency: anywhere${answers} } }\n`)
  expect(one('').recommendation.tier).toBe('hosted-open')
  const split = one(', frontier-need: slice')
  expect(split.recommendation.tier).toBe('hybrid')
  expect(split.routing.map(({ tier, workloads, tokensPerMonth }) => [tier, workloads, tokensPerMonth])).toEqual([
    ['hosted-open', [{ name: 'a', slice: 'rest' }], 900_000],
    ['frontier-closed', [{ name: 'a', slice: 'hard' }], 100_000],
  ])
  // A tenth at $15 a million, the rest at $1.25.
  expect(split.total.monthlyUsd).toBe(1.5 + 1.13)
})

describe('the headline', () => {
  const plain = (plan: PlanJson) => renderPlan(plan, { columns: 200, color: false })
  const first = (text: string) => text.split('\n')[0]
  const workload = (name: string, answers: string) => `  - { name: ${name}, tokens: 1M, answers: { ${answers} } }\n`
  const some = (...answers: readonly string[]) =>
    planned(`defaults: { data-residency: anywhere }\nworkloads:\n${answers.map((each, index) => workload(`w${index}`, each)).join('')}`)

  it('counts every workload once, a split one as a hybrid', () => {
    const plan = some('', '', 'frontier-need: all', 'frontier-need: slice')
    expect(plan.routing.flatMap(({ workloads }) => workloads)).toHaveLength(5)
    expect(first(plain(plan))).toBe('hybrid  4 workloads: 2 hosted-open, 1 frontier-closed, 1 hybrid')
    expect(first(renderPlanMarkdown(plan))).toBe('# 4 workloads: 2 hosted-open, 1 frontier-closed, 1 hybrid')
  })

  it('knows one from many, and names the tier where there is one', () => {
    expect(first(plain(some('')))).toBe('hosted-open  Hosted open-weight API (1 workload)')
    expect(first(plain(some('', '')))).toBe('hosted-open  Hosted open-weight API (2 workloads)')
    expect(first(plain(some('frontier-need: slice')))).toBe('hybrid  A split: each slice of the traffic on its own tier (1 workload)')
  })

  it('never ends a line between a number and what it counts', () => {
    const plan = some('', '', 'frontier-need: all', 'frontier-need: slice')
    for (let columns = 24; columns < 90; columns++) expect(renderPlan(plan, { columns, color: false }).split('\n\n')[0]).not.toMatch(/\d$/m)
  })

  it('is followed by the workloads without a model, and no total looks complete without them', () => {
    const plan = some('', 'context: 5M', 'frontier-need: slice, exclude-origin: us')
    expect(plan.withoutModel).toEqual(['w1', 'w2'])
    expect(plan.total.unknown).toEqual(['w1', 'w2'])
    const text = plain(plan)
    expect(text.split('\n')[1]).toBe('2 of 3 workloads have no model that passes every limit: w1, w2')
    expect(text).toMatch(/Total +incomplete: \$1\.25 a month .*, without 2 whose bill is unknown\n/)
    expect(text).toMatch(/everything on the frontier: \$15\.00 for the 1 workload that can, .* Unknown for w1, w2\.\n/)
    expect(renderPlanMarkdown(plan)).toContain('\n**2 of 3 workloads have no model that passes every limit: w1, w2**\n')
    expect(plain(some('context: 5M', ''))).toContain('\n1 of 2 workloads has no model that passes every limit: w0\n')
    const diagram = renderPlanMermaid(plan)
    expect([...diagram.matchAll(/-->\|"(.*)"\|/g)].map(([, label]) => label)).toEqual([
      '#36;1.25',
      'bill unknown',
      'hard slice, bill unknown',
      'rest, bill unknown',
    ])
    const split = renderPlanMermaid(some('frontier-need: slice'))
    expect(split).toContain('"hard slice, #36;1.50"')
    expect(split).toContain('"rest, #36;1.13"')
    expect(some('').withoutModel).toEqual([])
    expect(plain(some(''))).not.toMatch(/no model|incomplete/)
  })
})

it('Markdown has tier, pick, bill and cautions of a workload in one row, and each caution in full once', () => {
  const text = `defaults: { data-residency: anywhere, tokens: 1M, cost-dominant: "yes" }
workloads: [{ name: a }, { name: b }, { name: c, answers: { task: multilingual, frontier-need: none } }]
`
  const { workloads } = planned(text, {}, tree)
  const lines = renderPlanMarkdown(planned(text, {}, tree)).split('\n')
  for (const { name, recommendation, shortlist, bill, cautions } of workloads) {
    const row = lines.find((line) => line.startsWith(`| ${name} | |`))
    expect(row).toContain(
      ` | ${recommendation.tier} | ${shortlist[0]?.title} (${shortlist[0]?.hostTitle}) | $${bill.monthlyUsd?.toFixed(2)} | `,
    )
    expect(cautions.length).toBeGreaterThan(1)
    for (const { id, because, sources } of cautions) {
      const told = lines.filter((line) => line.includes(` | ${because} | ${sources.join(', ')} |`))
      expect(told).toEqual([expect.stringMatching(/^\| \\\[\d\\\] \| /)])
      expect(row).toContain(`${id.replaceAll('-', ' ')} ${told[0]?.slice(2, 7)}`)
    }
  }
  expect(lines.filter((line) => line.includes('Open is not always cheaper'))).toHaveLength(1)
})

it('text says what rests on an assumption, by question, and who owns what where there is room', () => {
  const text = `defaults: { data-residency: anywhere, tokens: 1M }
workloads:
  - { name: one, owner: team-a, answers: { stage: prototype } }
  - { name: two, answers: { frontier-need: slice } }
  - { name: three }
  - { name: four }
  - { name: five }
`
  const plan = planned(text)
  const wide = renderPlan(plan, { columns: 2000, color: false })
  const [, line = ''] = /\nAssumed +(.*)\n/.exec(wide) ?? []
  for (const each of line.split('; ')) {
    const [, question = '', value = '', names = ''] = /^(\S+) (\S+): (.*)$/.exec(each) ?? []
    const of = plan.workloads.filter(({ answers }) => answers[question]?.source === 'assumed' && answers[question]?.value === value)
    const first = of.slice(0, 3).map(({ name }) => name)
    expect(names).toBe(of.length === 5 ? 'all 5' : first.join(', ') + (of.length > 3 ? ` and ${of.length - 3} more` : ''))
  }
  expect(line.split('; ').length).toBeGreaterThan(2)
  expect(line).toMatch(/: all 5(;|$)/)
  expect(line).toMatch(/: one, three, four and 1 more(;|$)/)
  expect(wide).toMatch(/^one +team-a +[a-z]+-/m)
  expect(wide).toContain('two (hard slice)')
  expect(wide).toContain('two (rest)')
  expect(renderPlan(plan, { columns: 80, color: false })).not.toContain('team-a')
})

describe('cautions', () => {
  const text = `defaults: { data-residency: own-network, ops-capacity: "yes", tokens: 100M }
workloads: [{ name: a, answers: { task: agentic-coding } }, { name: b, answers: { task: voice } }, { name: c, answers: { data-residency: anywhere, cost-dominant: "yes" } }]
`
  const plan = planned(text, {}, tree)
  const wide = renderPlan(plan, { columns: 400, color: false })
  const markdown = renderPlanMarkdown(plan)

  it('that say the same of several models are one note that names them all', () => {
    for (const rendered of [wide, markdown]) {
      const notes = rendered.split('\n').filter((line) => line.includes(': the license is stated by third parties only'))
      expect(notes).toHaveLength(1)
      for (const { cautions } of plan.workloads)
        for (const { id, because } of cautions)
          if (id === 'confirm-license') for (const title of because.split(':')[0]?.split(', ') ?? []) expect(notes[0]).toContain(title)
    }
  })

  it('are followed by the titles of the documents that they cite', () => {
    expect(plan.sources.map(({ id }) => id)).toEqual([...plan.sources.map(({ id }) => id)].sort())
    for (const id of plan.workloads.flatMap(({ cautions }) => cautions.flatMap(({ sources }) => sources)))
      expect(plan.sources.map((source) => source.id)).toContain(id)
    for (const { id, title } of plan.sources) expect(markdown).toContain(`- **${id}** ${title.startsWith('Open') ? title : ''}`)
    const [, notes = '', legend = ''] = /\n(\[1\][\s\S]*?)\n\n([\s\S]*)$/.exec(wide) ?? []
    expect(notes).toContain('003')
    expect(legend).toContain(`003  ${tree.sources.get('003')?.title}`)
    expect(legend).not.toContain('pi-ai')
  })
})

it('shares that leave something to no workload are told with what they leave', () => {
  const shared = (b: string) =>
    planned(`tokens: 100M\ndefaults: { data-residency: anywhere }\nworkloads: [{ name: a, share: 0.7 }, { name: b, share: ${b} }]\n`)
  expect(shared('0.1').total).toMatchObject({ tokensPerMonth: 80e6, unshared: 20e6 })
  for (const rendered of [renderPlan(shared('0.1'), { columns: 200, color: false }), renderPlanMarkdown(shared('0.1'))])
    expect(rendered).toMatch(/Caution .*The shares leave 20M tokens .* to no workload/)
  expect(shared('0.3').total).not.toHaveProperty('unshared')
  expect(renderPlan(shared('0.3'), { columns: 200, color: false })).not.toContain('Caution')
})

describe('--expect', () => {
  it.each([
    ['hybrid', 0],
    ['hosted-open', 1],
  ])('%s of a plan on three tiers ends with %d', async (tier, code) => {
    const ran = await run(['plan', '-', '--expect', tier, '-q'], { input: three })
    expect(ran.code).toBe(code)
    expect(ran.stdout).toContain('3 workloads')
    expect(ran.stderr).toBe(code === 0 ? '' : `pick-llm: expected ${tier}, but the answer is hybrid.\n`)
  })

  it('takes a tier, nothing else', async () => {
    const { stdout, stderr, code } = await run(['plan', '-', '--expect', 'hosted-opn'], { input: three })
    expect([stdout, code]).toEqual(['', 2])
    expect(stderr).toContain('--expect: "hosted-opn" is no tier. Did you mean "hosted-open"?')
  })
})

describe('an unknown volume', () => {
  const plan = planned(`${three}  - { name: new, owner: team-d }\n`)

  it('is in no sum, and is told', () => {
    expect(plan.total).toMatchObject({ tokensPerMonth: 500e6, monthlyUsd: hosted + frontier + own.usd, unknown: ['new'] })
    expect(plan.total.everythingFrontier.of).toEqual(['open', 'hard'])
    expect(plan.routing.find(({ tier }) => tier === 'hosted-open')?.tokensPerMonth).toBeNull()
    const text = renderPlan(plan, { columns: 200, color: false })
    expect(text).toMatch(/Total .* for 500M tokens, without 1 whose bill is unknown\n/)
    expect(text).toMatch(/Unknown +new: The volume is not known\.\n/)
  })

  it('of all makes no sum at all', () => {
    const none = planned('defaults: { data-residency: anywhere }\nworkloads:\n  - name: a\n  - name: b\n')
    expect(none.total).toMatchObject({ tokensPerMonth: null, monthlyUsd: null, low: null, high: null, unknown: ['a', 'b'] })
    expect(none.total.everythingFrontier).toMatchObject({ monthlyUsd: null, planUsd: null, of: [] })
    expect(renderPlan(none, { columns: 200, color: false })).not.toContain('$0')
    expect(renderPlan(none, { columns: 200, color: false })).toContain('a, b: The volume is not known.')
  })
})

describe('GPUs', () => {
  const secret = (...more: readonly string[]) =>
    planned(
      `defaults: { data-residency: air-gapped, tokens: 300M }\nworkloads:\n${['', ...more].map((each, index) => `  - { name: s${index}, answers: { ${each} } }\n`).join('')}`,
    )

  it('of two workloads with the same model are counted once, at both ends of the range', () => {
    const plan = secret('')
    expect(plan.sharedGpus).toMatchObject([
      { model: 'open', replicas: 1, gpus: 1, workloads: ['s0', 's1'], togetherUsd: own.usd, separatelyUsd: 2 * own.usd },
    ])
    expect(plan.total).toMatchObject({ monthlyUsd: own.usd, low: own.low, high: own.high })
  })

  it('are as many as all of the load takes', () => {
    // 2,000 tokens a second, half of it while somebody waits, 70 % of that planned for, a peak of 1.5: 1,226.4M tokens a month.
    const plan = secret('tokens: 500M', 'tokens: 500M')
    expect(plan.sharedGpus).toMatchObject([{ replicas: 2, togetherUsd: 2 * 1898 + 4800, separatelyUsd: 3 * own.usd }])
    expect(plan.total.monthlyUsd).toBe(2 * 1898 + 4800)
  })

  it.each(['data-residency: own-network', 'fine-tuning: yes', 'gpu-hour: 2.5', 'engineer-hours: 10'])('are not shared with %s', (other) => {
    const plan = secret(other)
    expect(plan.sharedGpus).toEqual([])
    expect(plan.total.monthlyUsd).toBe(plan.workloads.reduce((sum, { bill }) => sum + (bill.monthlyUsd ?? 0), 0))
  })
})

describe('a pick of which no throughput is known', () => {
  const text = `defaults: { data-residency: own-network, ops-capacity: "yes", tokens: 100M }
workloads:
  - { name: a, answers: { task: agentic-coding } }
  - { name: b, answers: { task: code-completion } }
  - { name: c, answers: { task: voice } }
  - { name: d, answers: { task: chat, latency: realtime } }
`
  const plan = planned(text, {}, tree)
  const own = ({ cost }: PlanJson['workloads'][number]) => cost.bills.find(({ tier }) => tier === 'self-hosted-open')

  it('shares no GPUs with another pick that is billed for the same model', () => {
    const billed = plan.workloads.map((each) => own(each)?.modelId)
    expect(new Set(billed).size).toBeLessThan(billed.length)
    expect(new Set(plan.workloads.map(({ shortlist }) => shortlist[0]?.model)).size).toBe(4)
    expect(plan.sharedGpus).toEqual([])
    expect(plan.total.monthlyUsd).toBe(plan.workloads.reduce((sum, { bill }) => sum + Math.round((bill.monthlyUsd ?? 0) * 100), 0) / 100)
  })

  it('nor with itself, since nobody knows what a fleet of it would serve', () => {
    const twice = planned(text.replace('task: code-completion', 'task: agentic-coding'), {}, tree)
    expect(twice.workloads[1]?.shortlist[0]?.model).toBe(twice.workloads[0]?.shortlist[0]?.model)
    expect(twice.sharedGpus).toEqual([])
  })

  it('is told with the model that is billed, in every row', () => {
    for (const rendered of [renderPlan(plan, { columns: 200, color: false }), renderPlanMarkdown(plan)])
      for (const each of plan.workloads) {
        const row = rendered.split('\n').find((line) => line.includes(`${each.shortlist[0]?.title} (own GPUs`))
        expect(row).toContain(`${each.shortlist[0]?.title} (own GPUs, billed for ${own(each)?.model})`)
      }
    expect(renderPlan(planned(three), { columns: 200, color: false })).not.toContain('billed for')
  })
})

it('a workload under agreement is compared with the private frontier', () => {
  const plan = planned('workloads:\n  - { name: a, tokens: 300M, answers: { data-residency: contract, frontier-need: none } }\n', {}, tree)
  const bill = plan.workloads[0]?.cost.bills.find(({ tier }) => tier === 'frontier-private')
  expect(bill?.monthlyUsd).toBeGreaterThan(0)
  expect(plan.total.everythingFrontier).toMatchObject({ monthlyUsd: bill?.monthlyUsd, of: ['a'] })
})

describe('every path through the tree', () => {
  const volumes = ['unknown', '1M', '300M', '30B', '2T', '10M/day']
  const wishes = [
    {},
    { context: '200k' },
    { 'exclude-origin': 'cn' },
    { 'gpu-hour': '1.5', 'cached-share': '0.5' },
    { 'hard-share': '0.3', 'batch-share': '0.25' },
  ]
  const records = [...everyPath(tree, 'tier')].map(({ answers }, index) => {
    const texts = Object.fromEntries(answers.map(({ question, options }) => [question.id, String(options[index % options.length])]))
    const { tokens: _, ...rest } = { ...texts, ...wishes[index % wishes.length] } as Record<string, string>
    const volume = volumes[index % volumes.length] ?? ''
    return recommend(tree, requestOf({ ...rest, ...(volume === 'unknown' ? {} : { tokens: volume }) }), maker)
  })

  it('makes a record that holds, and that takes waivers by the published schema', async () => {
    expect(records.length).toBeGreaterThan(100)
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync('schema/recommendation.schema.json', 'utf8')) as object)
    const waivers = [{ for: 'tier', reason: 'r', owner: 'o', expires: '2099-01-01' }]
    for (const record of records) {
      const { findings, moved } = await checkSaved({ ...record, waivers }, tree, 'tier,shortlist,cost:0%')
      // Some of the shipped prices are old.
      expect([findings.filter(({ kind }) => kind !== 'staleness'), moved], record.command).toEqual([[], []])
      expect(validate({ ...record, waivers }), record.command).toBe(true)
    }
  })
})

it('a plan satisfies the published schema, holds, and keeps its sums in cents', async () => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync('schema/plan.schema.json', 'utf8')) as object)
  for (const text of [three, `${three}  - { name: new }\n`, 'workloads:\n  - { name: a, answers: { data-residency: anywhere } }\n']) {
    const plan = planned(text, {}, tree)
    expect(validate(JSON.parse(JSON.stringify(plan))) ? [] : validate.errors).toEqual([])
    const { findings, moved } = await checkSaved(plan, tree, 'tier,shortlist,cost:0%,staleness')
    expect([findings, moved]).toEqual([[], []])
  }
})

describe('text', () => {
  const names = hostileNames.filter((name) => isClean(name) && !name.includes('\n')).map((name) => name.trim().slice(0, 200).trim())
  const plan = planned(
    JSON.stringify({
      defaults: { 'data-residency': 'air-gapped', tokens: '1B' },
      workloads: [
        ...names.map((name) => ({ name, owner: name })),
        { name: 'split', answers: { 'data-residency': 'anywhere', 'frontier-need': 'slice' } },
      ],
    }),
  )
  const finding = {
    kind: 'tier' as const,
    says: names.join('; '),
    was: null,
    now: null,
    moved: [{ kind: 'steps' as const, id: 'x'.repeat(90), field: 'rule', was: null, now: 'y'.repeat(90) }],
    waiver: { for: 'tier' as const, owner: 'o'.repeat(90), reason: names.join(' '), expires: '2099-01-01' },
    fails: true,
  }
  const check = {
    schemaVersion: '1' as const,
    ok: true as const,
    tool: plan.tool,
    rules: plan.rules,
    catalog: plan.catalog,
    date: '2026-11-21',
    holds: false,
    files: names.map((file) => ({ file, kind: 'plan' as const, holds: false, findings: [finding], updated: false })),
    unreadable: names.map((name) => ({ code: 'E_FILE', message: name, hint: name, location: null, missing: [] })),
    decisions: names.map((name) => ({
      file: name,
      line: 1,
      name,
      holds: false,
      tier: { was: 'hybrid' as const, now: null },
      findings: [finding],
      moved: finding.moved,
    })),
  }

  it.each([200, 80, 60, 59, 50, 20])('is never wider than %d columns, with and without color', (columns) => {
    for (const color of [false, true])
      for (const text of [renderPlan(plan, { columns, color }), renderCheck(check, { columns, color })])
        for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(columns)
  })

  it('has the same words in color', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colors
    const plain = renderPlan(plan, { columns: 80, color: true }).replace(/\u001b\[\d+m/g, '')
    expect(plain).toBe(renderPlan(plan, { columns: 80, color: false }))
  })
})
