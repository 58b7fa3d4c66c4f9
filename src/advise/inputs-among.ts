// The facts behind several results → those behind one of them.

import type { Tree } from '../types.ts'
import { halves, type InputIds, type InputKind, type Inputs, idsOf, inputKinds, ownIn, placesOf, type Rests } from './inputs.ts'

/** Of the same facts, those that one of several results rests on; also facts of what is gone from the rules since. */
export function inputsAmong(tree: Tree, inputs: Inputs, rests: Rests, answers: Answered): Inputs {
  const own = ownIn(placesOf(rests))
  const deployments = Object.keys(inputs.deployments).filter((id) => own.includes(halves(id, '/')[0]))
  const gpus = deployments.map((id) => String(inputs.deployments[id]?.['gpu']))
  const picks = picksAmong(tree, inputs, rests, answers)
  const preferred = preferredIn(inputs, picks)
  const ids: InputIds = { ...idsOf(tree, rests, picks, preferred), deployments, gpus, figures: Object.keys(inputs.figures) }
  const places = new Set(ids.prices)
  const offers = [...Object.keys(inputs.prices), ...Object.keys(inputs.offers)].filter(
    (id) => preferred.includes(halves(id, '@')[0]) && !places.has(id),
  )
  const hosts = new Set([...places, ...offers].map((id) => halves(id, '@')[1]))
  const among = (kind: InputKind) => Object.fromEntries(Object.entries(inputs[kind]).filter(([id]) => ids[kind].includes(id)))
  const kept = Object.fromEntries(inputKinds.map((kind) => [kind, among(kind)])) as Inputs
  return {
    ...kept,
    // What another result rests on by its price may be a mere rival here.
    offers: Object.fromEntries(offers.map((id) => [id, inputs.offers[id] ?? inputs.prices[id] ?? {}])),
    hosts: Object.fromEntries(Object.entries(inputs.hosts).filter(([id]) => hosts.has(id))),
  }
}

/** The models of these rows, each with whatever came after it. */
export const preferredIn = (inputs: Pick<Inputs, 'picks' | 'models'>, picks: readonly string[]): string[] =>
  picks.flatMap((id) => textOf(inputs.picks[id]?.['models']).split(', ')).flatMap((id) => recordedLine(inputs, id))

type Answered = Readonly<Record<string, { readonly value: string | number }>>

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The recorded row of each tier that its own conditions lead to; of several, the first, as the rules are read. Of one that is gone since, nobody knows where it stood, so it comes first where it asks for more. */
function picksAmong(tree: Tree, { picks, models }: Inputs, rests: Rests, answers: Answered): string[] {
  const named = new Set(placesOf(rests).map(([model]) => model))
  const fits = (id: string) =>
    textOf(picks[id]?.['if'])
      .split(', ')
      .filter(Boolean)
      .every((line) => {
        const [question = '', ...options] = line.split(/ or | /)
        return options.includes(String(answers[question]?.value))
      })
  return Object.values(tree.tiers).flatMap(({ id: tier, picks: today }) => {
    const rows = Object.keys(picks).filter((id) => halves(id, '/')[0] === tier && fits(id))
    const asks = (id: string) => textOf(picks[id]?.['if']).length
    const first = today.map(({ id }) => `${tier}/${id}`).find((id) => rows.includes(id))
    const gone = rows.filter((id) => !today.some((each) => `${tier}/${each.id}` === id))
    const [row] = [...gone, ...(first === undefined ? [] : [first])].sort((a, b) => asks(b) - asks(a))
    const used =
      row !== undefined &&
      textOf(picks[row]?.['models'])
        .split(', ')
        .some((id) => recordedLine({ models }, id).some((each) => named.has(each)))
    return used ? row : []
  })
}

function recordedLine({ models }: Pick<Inputs, 'models'>, first: string): string[] {
  const line: string[] = []
  for (let next: unknown = first; typeof next === 'string' && !line.includes(next); next = models[next]?.['replacedBy']) line.push(next)
  return line
}
