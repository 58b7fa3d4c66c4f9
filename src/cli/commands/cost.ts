// `pick-llm cost`: bills by tier at a volume or over volumes, break-evens, and the documents' claims.

import { citedBy } from '../../advise/cited.ts'
import { type Costs, costsOf, firstOptions } from '../../advise/costs.ts'
import { bindMeasures } from '../../advise/measures.ts'
import { answersOf, arrive, volumeOf } from '../../advise/recommend.ts'
import type { CostJson } from '../../contract-cost.ts'
import type { Request, Tree } from '../../types.ts'
import { collect } from '../answers.ts'
import { answersFrom } from '../answers-file.ts'
import { type Context, emit, formatOf, lookOf, noCheapest, tell, tellAge } from '../context.ts'
import { costFormats, type Flags } from '../flags.ts'
import { headOf } from '../maker.ts'

/** From a prototype to the largest products. */
const volumes = [1e6, 1e7, 1e8, 1e9, 1e10, 1e11]

/** Needs no answers: where the data may go is taken as open, which is said. */
export async function cost(context: Context, flags: Flags): Promise<void> {
  const { terminal, tree } = context
  const format = formatOf(context, flags, costFormats)
  const given = collect(tree, flags.answers, terminal, await answersFrom(context, flags))
  const open = Object.entries(firstOptions(tree, given.answers))
  const request: Request = { ...given, answers: { ...Object.fromEntries(open), ...given.answers } }
  const volume = volumeOf(tree, request.answers)
  const costs = costsOf(tree, request, volume === undefined ? volumes : [volume], volume)
  const { consulted } = arrive(bindMeasures(tree, request.settings), request.answers)
  const result: CostJson = {
    ...headOf(context),
    catalog: { asOf: tree.catalog.asOf, sha256: context.rules.catalogSha256 },
    prices: costs.prices,
    answers: { ...answersOf(tree, request, consulted), ...assumedFor(open) },
    volumes: named(costs.volumes, noCheapest(context, flags, costs.prices, costs.gpusAsOf)),
    breakEvens: costs.breakEvens,
    claims: costs.claims,
    sources: citedBy(tree, costs),
  }
  await emit(context, flags, await render(context, flags, format, result, around(tree, request, volume)))
  await tellAge(context, flags, true, costs.prices, costs.gpusAsOf)
  if (open.length > 0 && format !== 'json' && !flags.quiet)
    await tell(terminal, `Priced as if ${open.map(([id, value]) => `--${id} ${value}`).join(' ')} had been given.`)
}

/** At each volume the cheapest bill, or why none is named. */
const named = (all: Costs['volumes'], whyNone: string | null): CostJson['volumes'] =>
  all.map(({ tokensPerMonth, usage, bills, cheapest }) => ({
    tokensPerMonth,
    usage,
    bills,
    cheapest: whyNone === null ? cheapest : null,
    cheapestBecause: whyNone ?? (cheapest === null ? 'No bill is known.' : null),
  }))

/** Bills at a volume, and at some below and above it, for a chart; worked out only where one is drawn. */
const around = (tree: Tree, request: Request, volume: number | undefined) => (): Costs['volumes'] => {
  const tokens = [0.01, 0.1, 1, 10, 100].map((times) => Math.round((volume ?? 0) * times)).filter((each) => each > 0)
  return costsOf(tree, request, tokens, undefined).volumes
}

async function render(
  context: Context,
  { explain }: Flags,
  format: (typeof costFormats)[number],
  result: CostJson,
  around: () => Costs['volumes'],
): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(result, null, 2)}\n`
    case 'markdown':
      return (await import('../../render/cost-markdown.ts')).renderCostMarkdown(
        result,
        explain,
        result.volumes.length === 1 ? around() : [],
      )
    case 'text':
      return (await import('../../render/cost.ts')).renderCost(result, lookOf(context), explain)
  }
}

const assumedFor = (open: readonly (readonly [string, string])[]): CostJson['answers'] =>
  Object.fromEntries(
    open.map(([id, value]) => [
      id,
      { value, source: 'assumed', because: 'A table of prices decides nothing, so its first option is taken.' },
    ]),
  )
