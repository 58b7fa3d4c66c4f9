// The catalog under filters: what passes satisfies every filter, what is unknown never does, and each removal has a reason that holds.

import stringWidth from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import { browse, type Filter, statuses, vocabulary } from '../src/catalog/browse.ts'
import type { Listing } from '../src/listing.ts'
import { renderModels } from '../src/render/models.ts'
import { isClean } from '../src/sanitize.ts'
import type { Catalog, Model, Tree } from '../src/types.ts'
import fc from './fc.ts'
import { hostileNames } from './hostile.ts'
import { run, runLine } from './run-here.ts'
import { tree } from './support.ts'

const words = vocabulary(tree)
const models = [...tree.catalog.models.values()]
const modelOf = (id: string): Model => tree.catalog.models.get(id) ?? expect.fail(id)
const tierOf = (id: string) => words.tiers.find((tier) => tier.id === id) ?? expect.fail(id)
const context = (tokens: number): Filter => ({ kind: 'context', tokens, text: String(tokens) })
const status = (...oneOf: Model['status'][]): Filter => ({ kind: 'status', oneOf, given: true })

const anyFilter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ kind: fc.constant('license' as const), oneOf: fc.subarray([...words.licenses], { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('origin' as const), oneOf: fc.subarray([...words.origins], { minLength: 1 }) }),
  fc.record({ kind: fc.constant('task' as const), oneOf: fc.subarray([...words.tasks], { minLength: 1, maxLength: 2 }) }),
  fc.subarray([...statuses], { minLength: 1 }).map((oneOf) => status(...oneOf)),
  fc.constantFrom(...words.tiers).map((tier): Filter => ({ kind: 'tier', tier })),
  fc.constantFrom(1, 8192, 131072, 200_000, 1_000_000, 2_000_000, 20_000_000).map(context),
  fc.constantFrom(0, 0.01, 0.05, 0.1, 0.5, 1, 3, 100).map((most): Filter => ({ kind: 'price', most })),
)
const anyFilters = fc.uniqueArray(anyFilter, { selector: ({ kind }) => kind, maxLength: 7 })

describe('each filter', () => {
  it.each<[string, Filter, (model: Model) => boolean]>([
    [
      'license permissive',
      { kind: 'license', oneOf: ['permissive'] },
      ({ license, evidence }) => license.permissive === 'yes' && evidence !== 'none',
    ],
    ['a license', { kind: 'license', oneOf: ['mit'] }, ({ license }) => license.id === 'mit'],
    ['origins', { kind: 'origin', oneOf: ['fr', 'ca'] }, ({ origin }) => origin === 'fr' || origin === 'ca'],
    ['a task', { kind: 'task', oneOf: ['voice'] }, ({ goodAt }) => goodAt.includes('voice')],
    ['a status', status('superseded'), (model) => model.status === 'superseded'],
    ['own machines', { kind: 'tier', tier: tierOf('self-hosted-open') }, ({ weights }) => weights === 'open'],
    [
      'a private deployment',
      { kind: 'tier', tier: tierOf('frontier-private') },
      ({ weights, offers }) => weights === 'closed' && offers.some(({ host }) => host.kind === 'cloud'),
    ],
    [
      'a price',
      { kind: 'price', most: 0.5 },
      ({ offers }) => offers.some(({ input, output }) => 0.75 * input + 0.25 * output <= 0.5 + 1e-9),
    ],
  ])('%s leaves the models that have it, and no other', (_, filter, has) => {
    const listed = browse(tree, [filter]).models.map(({ id }) => id)
    expect(listed.length).toBeGreaterThan(0)
    expect(listed.length).toBeLessThan(models.length)
    expect(new Set(listed)).toEqual(new Set(models.filter(has).map(({ id }) => id)))
  })

  it('a context leaves what has room, own machines included', () => {
    const listed = browse(tree, [context(500_000)]).models
    expect(listed.length).toBeGreaterThan(5)
    for (const { id, offers } of listed) {
      const model = modelOf(id)
      const known = [
        model.weights === 'open' || model.offers.length === 0 ? model.context : undefined,
        ...offers.map((offer) => offer.context),
      ]
      expect(Math.max(...known.map((tokens) => tokens ?? 0)), id).toBeGreaterThanOrEqual(500_000)
      for (const offer of offers) expect(offer.context).toBeGreaterThanOrEqual(500_000)
    }
  })

  it('one offer has to satisfy tier, context and price together', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        const most = filters.find(({ kind }) => kind === 'price')
        const room = filters.find(({ kind }) => kind === 'context')
        const tier = filters.find(({ kind }) => kind === 'tier')
        for (const { offers, cheapest, id } of browse(tree, filters).models) {
          if (most) expect(offers.length, id).toBeGreaterThan(0)
          expect(cheapest).toEqual(offers[0] ?? null)
          expect(offers.map(({ blended }) => blended)).toEqual(offers.map(({ blended }) => blended).sort((a, b) => a - b))
          for (const offer of offers) {
            if (most?.kind === 'price') expect(offer.blended).toBeLessThanOrEqual(most.most)
            if (room?.kind === 'context') expect(offer.context).toBeGreaterThanOrEqual(room.tokens)
            if (tier?.kind === 'tier') expect(tier.tier.hosts.has(offer.hostKind)).toBe(true)
          }
        }
      }),
    )
  })
})

describe('any filters', () => {
  it('what passes all of them passes each of them, and each smaller set', () => {
    fc.assert(
      fc.property(anyFilters, fc.nat(), (filters, drop) => {
        const all = browse(tree, filters).models.map(({ id }) => id)
        const fewer = filters.filter((_, index) => index !== drop % Math.max(1, filters.length))
        for (const some of [fewer, ...filters.map((filter) => [filter])])
          expect(browse(tree, some).models.map(({ id }) => id)).toEqual(expect.arrayContaining(all))
      }),
      { numRuns: 50 },
    )
  })

  it('what is unknown never passes', () => {
    const blank = (change: Partial<Model>): Tree => {
      const unknown = new Map(models.map((model) => [model.id, { ...model, ...change }]))
      return { ...tree, catalog: { ...tree.catalog, models: unknown } satisfies Catalog }
    }
    const nothing = models[0]?.license ?? expect.fail()
    const cases: readonly [Tree, Filter][] = [
      ...words.licenses.map((id): [Tree, Filter] => [blank({ evidence: 'none' }), { kind: 'license', oneOf: [id] }]),
      ...['unknown', ...words.licenses].map((id): [Tree, Filter] => [
        blank({ license: { ...nothing, id: 'unknown', permissive: 'unknown' } }),
        { kind: 'license', oneOf: [id] },
      ]),
      [blank({ origin: 'unknown' }), { kind: 'origin', oneOf: ['unknown', ...words.origins] }],
      [blank({ context: undefined, offers: [] }), context(1)],
      [blank({ offers: [] }), { kind: 'price', most: 1e9 }],
      [blank({ goodAt: [] }), { kind: 'task', oneOf: words.tasks }],
    ]
    for (const [changed, filter] of cases) expect(browse(changed, [filter]).models).toEqual([])
  })

  it('lists the current ones first', () => {
    const listed = browse(tree, []).models.map((model) => statuses.indexOf(model.status))
    expect(listed).toEqual([...listed].sort((a, b) => a - b))
    expect(listed).toHaveLength(models.length)
  })
})

describe('why not', () => {
  it('names nothing for what is listed, and otherwise filters without which it is, none of them in vain', () => {
    fc.assert(
      fc.property(anyFilters, fc.constantFrom(...models), (filters, model) => {
        const { whyNot, models: listed } = browse(tree, filters, model)
        const named = whyNot?.removedBy.map(({ id }) => id) ?? []
        expect(named.length === 0).toBe(listed.some(({ id }) => id === model.id))
        const others = filters.filter(({ kind }) => !named.includes(kind))
        const passes = (some: readonly Filter[]) => browse(tree, some).models.some(({ id }) => id === model.id)
        expect(passes(others)).toBe(true)
        for (const filter of filters.filter(({ kind }) => named.includes(kind))) expect(passes([...others, filter])).toBe(false)
        for (const { because } of whyNot?.removedBy ?? []) expect(because).not.toMatch(/[{}]|undefined|^$/)
      }),
      { numRuns: 300 },
    )
  })

  it('tells what came after it, and whether that passes', () => {
    const model = models.find(({ replacedBy }) => replacedBy?.replacedBy) ?? expect.fail()
    const { whyNot } = browse(tree, [status('current')], model)
    const line = whyNot?.successors.map(({ id }) => id)
    expect(line?.slice(0, 2)).toEqual([model.replacedBy?.id, model.replacedBy?.replacedBy?.id])
    for (const { passes, status: now } of whyNot?.successors ?? []) expect(passes).toBe(now === 'current')
  })
})

describe('text', () => {
  const all = browse(tree, [])
  const long = 'x-'.repeat(40)
  const listings: readonly Listing[] = [
    all,
    browse(tree, [{ kind: 'status', oneOf: ['current'], given: false }]),
    browse(tree, [{ kind: 'tier', tier: tierOf('self-hosted-open') }]),
    browse(tree, [{ kind: 'price', most: 0 }, status('current', 'preview')]),
    { ...all, models: all.models.slice(0, 3).map((model) => ({ ...model, id: long, replacedBy: long })) },
    browse(
      tree,
      [{ kind: 'license', oneOf: words.licenses }],
      models.find(({ evidence }) => evidence === 'none'),
    ),
    ...models.map((model) => browse(tree, [status('preview'), { kind: 'license', oneOf: ['mit'] }], model)),
  ]

  it.each(hostileNames)('stays on its lines with a host and a model called %j', (name) => {
    const named: Listing = {
      ...all,
      models: all.models.slice(0, 5).map((model) => ({
        ...model,
        id: name,
        title: name,
        offers: model.offers.map((offer) => ({ ...offer, host: name })),
      })),
    }
    for (const columns of [20, 60, 80, 200]) {
      const text = renderModels(named, tree.sources, { columns, color: false })
      expect(isClean(text)).toBe(true)
      expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns)
    }
  })

  it('is never wider than the terminal', () => {
    for (let columns = 20; columns <= 200; columns++)
      for (const [index, listing] of listings.entries())
        if (index === 0 || (columns + index) % 10 === 0)
          for (const line of renderModels(listing, tree.sources, { columns, color: false }).split('\n'))
            if (stringWidth(line) > columns) expect.fail(`${columns}: ${line}`)
  })

  it.each([20, 60, 80, 200])('of %i columns holds every id, and what replaced it', (columns) => {
    const text = renderModels(browse(tree, []), tree.sources, { columns, color: false }).replaceAll(/\s+/g, '')
    for (const { id, replacedBy } of models) {
      expect(text).toContain(id)
      if (replacedBy) expect(text).toContain(replacedBy.id)
    }
  })
})

describe('pick-llm models', () => {
  it('lists what one would build on; --all and --status list the rest', async () => {
    const listed = async (...flags: string[]) => {
      const { stdout, stderr, code } = await run(['models', '--json', ...flags])
      expect(code).toBe(0)
      expect(stderr).toMatch(/^(Note: p|Warning: p|P)rices from 2026-\d\d-\d\d to 2026-11-10, \d+ days old at most\./)
      return (JSON.parse(stdout) as Listing).models
    }
    expect(new Set((await listed()).map((model) => model.status))).toEqual(new Set(['current', 'preview']))
    expect(await listed('--all')).toHaveLength(models.length)
    expect(new Set((await listed('--all', '--status', 'Retired, superseded')).map((model) => model.status))).toEqual(
      new Set(['superseded', 'retired']),
    )
  })

  it('has JSON of one shape', async () => {
    const { stdout } = await runLine('pick-llm models --json --tier hosted-open --license permissive --context 200k --price 1')
    const listing = JSON.parse(stdout)
    expect(Object.keys(listing)).toEqual(
      'schemaVersion ok tool rules catalog prices inputShare cheapestBecause filters models whyNot'.split(' '),
    )
    expect(listing).toMatchObject({ schemaVersion: '1', ok: true, whyNot: null })
    expect(listing.models.length).toBeGreaterThan(0)
    for (const model of listing.models) {
      expect(Object.keys(model)).toEqual(
        'id title lab origin weights license evidence status context goodAt replacedBy namedIn note cheapest offers'.split(' '),
      )
      expect(Object.keys(model.license)).toEqual(['id', 'title', 'permissive', 'commercial'])
      expect(Object.keys(model.cheapest)).toEqual('host hostKind idAtHost input output cached blended context asOf'.split(' '))
      expect(JSON.stringify(model)).not.toContain('undefined')
    }
  })

  describe('on old prices', () => {
    const dated = models.flatMap(({ offers }) => offers.map(({ asOf }) => asOf)).sort()
    const day = (days: number) => ({ SOURCE_DATE_EPOCH: String(Date.parse(dated[0] ?? '') / 1000 + days * 86_400) })
    const age = tree.figures.get('refuse-age')?.value ?? expect.fail()
    const list = async (days: number, ...flags: string[]) => {
      const { stdout, stderr } = await run(['models', '--all', ...flags], { env: day(days) })
      return { stdout, stderr }
    }
    const json = async (days: number, ...flags: string[]) => JSON.parse((await list(days, '--json', ...flags)).stdout) as Listing

    it('names the cheapest host up to the age that the figure says, and none a day later', async () => {
      const [young, old] = [await json(age), await json(age + 1)]
      expect(young.cheapestBecause).toBeNull()
      expect(young.models.filter(({ cheapest }) => cheapest !== null).length).toBeGreaterThan(50)
      expect(old.cheapestBecause).toMatch(`The oldest price is of ${dated[0]}, more than ${age} days ago`)
      expect(old.prices).toEqual({ oldest: dated[0], newest: dated.at(-1) })
      expect(old.models).toHaveLength(young.models.length)
      for (const { cheapest, offers } of old.models) {
        expect(cheapest).toBeNull()
        const hosts = offers.map(({ host }) => host)
        expect(hosts).toEqual([...hosts].sort())
      }
    })

    it('says so in the text, where no host is called cheapest any more', async () => {
      const look = { COLUMNS: '150' }
      const [young, old] = await Promise.all([age, age + 1].map((days) => run(['models', '--all'], { env: { ...day(days), ...look } })))
      expect(young?.stdout).toContain('Cheapest at')
      expect(young?.stdout).toContain('context at the cheapest host')
      expect(old?.stdout.replace(/too old to\s+call any the\s+cheapest\./, '').toLowerCase()).not.toContain('cheapest ')
      expect(old?.stdout).toContain('First host')
      expect(old?.stdout.replaceAll(/\s+/g, ' ')).toContain('too old to call any the cheapest. --stale-prices does it all the same.')
      expect(old?.stderr).toContain(`${age + 1} days old at most. Too old to call any the cheapest.`)
    })

    it('does so all the same when forced', async () => {
      const forced = await json(age + 1, '--stale-prices')
      expect(forced).toEqual(await json(age))
      expect((await list(age + 1, '--stale-prices')).stderr).toContain('The cheapest is named because of --stale-prices.')
    })

    it('judges by the prices that are shown', async () => {
      const fresh = models.find(({ offers }) => offers.length > 0 && offers.every(({ asOf }) => asOf === dated.at(-1))) ?? expect.fail()
      const { whyNot, prices } = await json(age + 1, '--why-not', fresh.id)
      expect(prices).toEqual({ oldest: dated.at(-1), newest: dated.at(-1) })
      expect(whyNot?.model.cheapest).not.toBeNull()
    })
  })

  it('has examples in its help that work when pasted', async () => {
    const { stdout } = await run(['models', '--help'])
    const lines = [...stdout.matchAll(/^ {2}\$ (pick-llm models.*)$/gm)].map(([, line]) => line ?? '')
    expect(lines.length).toBeGreaterThanOrEqual(3)
    for (const line of lines) {
      const ran = await runLine(line)
      expect(ran.code, line).toBe(0)
      expect(ran.stdout, line).not.toContain('No model passes')
    }
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`older than ${tree.figures.get('refuse-age')?.value} days`)
  })

  it('says in JSON as well why a model is not listed', async () => {
    const gone = models.find((model) => model.replacedBy) ?? expect.fail()
    const { whyNot } = JSON.parse((await run(['models', '--json', '--status', 'retired', '--price', '0', '--why-not', gone.id])).stdout)
    expect(Object.keys(whyNot)).toEqual(['model', 'pickedFor', 'removedBy', 'successors'])
    expect(whyNot.model).toMatchObject({ id: gone.id, replacedBy: gone.replacedBy?.id })
    expect(whyNot.removedBy.map(({ id }: { id: string }) => id)).toEqual(['status', 'price'])
    expect(whyNot.successors[0]).toMatchObject({ id: gone.replacedBy?.id, passes: false })
  })

  it('says of a model that no pick list leads to that no shortlist holds it, and of no other', async () => {
    const text = 'It is on no pick list'
    const picked = tree.tiers['hosted-open'].picks[0]?.models[0]?.model ?? expect.fail()
    expect((await run(['models', '--why-not', picked.id])).stdout).not.toContain(text)
    const { whyNot } = JSON.parse((await run(['models', '--json', '--why-not', picked.id])).stdout)
    expect(whyNot.pickedFor).toContain('hosted-open')
    const results = await Promise.all(models.slice(0, 40).map(({ id }) => run(['models', '--json', '--all', '--why-not', id])))
    const unlisted = results.map(({ stdout }) => JSON.parse(stdout).whyNot).find(({ pickedFor }) => pickedFor.length === 0)
    expect((await run(['models', '--all', '--why-not', unlisted.model.id])).stdout).toContain(text)
  })

  it('says of an empty result which filter removed the most', async () => {
    const { stdout, code } = await runLine('pick-llm models --task voice --price 0.001')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^No model passes these filters\.\n--price 0\.001 removed the most: \d+ of \d+\./)
    expect(stdout).toMatch(/--status current,preview \(default; see --all\) +removes \d+; \d+/)
  })

  it('says why a model is not listed, by id or title', async () => {
    const gone = models.find((model) => model.status === 'superseded' && model.replacedBy && model.note) ?? expect.fail()
    for (const name of [gone.id, gone.title.toUpperCase()]) {
      const { stdout, code } = await run(['models', '--why-not', name])
      expect(code).toBe(0)
      expect(stdout).toMatch(/Removed by:\n--status current,preview +its status is superseded/)
      expect(stdout).toContain(`Replaced by  ${gone.replacedBy?.id} (`)
      expect(stdout).toContain('Named in ')
      expect(stdout).toContain('Note ')
    }
    expect((await run(['models', '--why-not', gone.id, '--all'])).stdout).toContain('No filter removed it.')
  })

  it('tells every bad value at once and exits with 2', async () => {
    const { stdout, stderr, code } = await run(
      'models --license apache --origin zz --task chta --tier hosted --context 1,5 --price -1 --status old'.split(' '),
    )
    expect([stdout, code]).toEqual(['', 2])
    for (const kind of ['license', 'origin', 'task', 'tier', 'context', 'price', 'status']) expect(stderr).toContain(`--${kind}: "`)
    expect(stderr).toContain('Did you mean "chat"?')
  })

  it.each([
    ['an unknown license as a wish', ['--license', 'unknown'], /"unknown" is no known license/],
    ['the split', ['--tier', 'hybrid'], /"hybrid" is no known tier/],
    ['a misspelled model', ['--why-not', `${models[0]?.id}x`], new RegExp(`Did you mean "${models[0]?.id}"`)],
    ['a filter given twice', ['--task', 'chat', '--task', 'voice'], /given twice/],
    ['a format that it has not', ['--format', 'mermaid'], /--format: "mermaid"/],
    ['control characters', ['--why-not', '\u001b[31mx\u202e'], /\\u\{1b\}\[31mx\\u\{202e\}/],
  ])('refuses %s', async (_, flags, message) => {
    const { stderr, code } = await run(['models', ...flags])
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })
})
