// A saved decision and today's → what else it says that is no longer so: notes, which make no check fail.

import { grouped } from '../money.ts'
import { shortTokens } from '../volume.ts'
import { movesBehind } from './behind.ts'
import { billOf } from './bill.ts'
import type { Compared } from './causes.ts'
import type { Found } from './found.ts'
import { movedAnswers, movedSteps } from './moves.ts'

/** Whatever follows from what was `found` is not told once more. A number may move by `threshold`, a share of it. */
export function otherFindings(compared: Compared, threshold: number, found: readonly Found[]): Found[] {
  if (found.length > 0) return []
  return [
    ...rangeFindings(compared, threshold),
    ...stepsFindings(compared),
    ...billsFindings(compared, threshold),
    ...breakEvenFindings(compared, threshold),
    ...runnerUpFindings(compared),
    ...flipsFindings(compared, threshold),
    ...cautionsFindings(compared),
  ]
}

/** What the decision was said to cost; a plan says it apart from the other bills. */
export const recordedBill = ({ bill, recommendation, cost }: Compared['record']) => bill ?? billOf(recommendation.tier, cost.bills)

/** Whether a number is another one, by more than a share of what it was. What an older record does not say is not compared. */
export const isOther = (was: number | null | undefined, now: number | null, threshold: number): boolean =>
  was !== undefined && was !== now && (was === null || now === null || Math.abs(now - was) > was * threshold)

export const usdText = (usd: number | null): string => {
  if (usd === null) return 'unknown'
  // Nobody pays so much: what stands in a file may be anything.
  return usd < 1e15 ? `$${grouped(usd.toFixed(2))}` : `$${usd.toExponential(2).replace(/\.?0+e/, 'e')}`
}

/** Whether the second of two such texts is more, less or the same as the first; NaN where one is unknown. */
export const direction = (was: string | null, now: string | null): number => Math.sign(usdIn(now) - usdIn(was))

const usdIn = (text: string | null): number => Number((text ?? '').replace(/[$,]/g, '') || Number.NaN)

function rangeFindings(compared: Compared, threshold: number): Found[] {
  const { record, now } = compared
  const before = recordedBill(record)
  const after = billOf(now.recommendation.tier, now.cost.bills)
  return (['low', 'high'] as const).flatMap((end): Found[] => {
    const [was, is] = [before?.[end], after?.[end] ?? null]
    if (was === undefined || !isOther(was, is, threshold)) return []
    return [
      {
        kind: 'range',
        says: `The ${end} end of the bill was ${usdText(was)} a month and is now ${usdText(is)}.`,
        was: usdText(was),
        now: usdText(is),
        moved: movesBehind(compared, (advice) => usdText(advice.bill()?.[end] ?? null), usdText(was)),
      },
    ]
  })
}

/** Another rule that leads to the same tier. */
const stepsFindings = ({ tree, record, now }: Compared): Found[] =>
  movedSteps(record.steps, now.steps).map((move) => {
    const { was, now: is } = move
    const after = is === null ? 'none' : was === null ? `the rule ${is}` : is
    const asked = tree.questions.filter(({ step }) => step === move.id).map(({ id }) => id)
    const answers = movedAnswers(record.answers, now.answers).filter(({ id }) => asked.includes(id))
    const says = `At the step ${move.id} ${was === null ? 'no rule' : `the rule ${was}`} applied, and now ${after}, which leads to the same tier.`
    return { kind: 'steps', says, was: String(move.was ?? 'none'), now: String(move.now ?? 'none'), moved: [...answers, move] }
  })

/** The bills of the other tiers, which the decision was compared with. */
function billsFindings(compared: Compared, threshold: number): Found[] {
  const { record, now } = compared
  const own = billOf(record.recommendation.tier, record.cost.bills)?.id
  const changed = record.cost.bills.flatMap(({ id, monthlyUsd: was }) => {
    const bill = now.cost.bills.find((each) => each.id === id)
    const is = bill?.monthlyUsd ?? null
    return (id === own && (!record.bill || record.bill.monthlyUsd === was)) || !isOther(was, is, threshold)
      ? []
      : [{ id, title: bill?.title ?? id, was, is }]
  })
  if (changed.length === 0) return []
  const texts = (end: 'was' | 'is') => changed.map((bill) => `${bill.title} ${usdText(bill[end])}`).join(', ')
  const read = (bills: readonly { readonly id: string; readonly monthlyUsd: number | null }[]) =>
    JSON.stringify(changed.map(({ id }) => bills.find((each) => each.id === id)?.monthlyUsd ?? null))
  return [
    {
      kind: 'bills',
      says: `What it was compared with has moved: ${changed.map(({ title, was, is }) => `${title} was ${usdText(was)} a month and is now ${usdText(is)}`).join('; ')}.`,
      was: texts('was'),
      now: texts('is'),
      moved: movesBehind(compared, (advice) => read(advice.cost().bills), read(record.cost.bills)),
    },
  ]
}

function breakEvenFindings(compared: Compared, threshold: number): Found[] {
  const { record, now } = compared
  const [was, is] = [record.cost.breakEven?.tokensPerMonth, now.cost.breakEven?.tokensPerMonth ?? null]
  if (was === undefined || !isOther(was, is, threshold)) return []
  const text = (tokens: number | null, written: (tokens: number) => string = about) =>
    tokens === null ? 'never' : `from ${written(tokens)} tokens a month`
  const moved = movesBehind(
    compared,
    (advice) => text(advice.cost().breakEven?.tokensPerMonth ?? null, shortTokens),
    text(was, shortTokens),
  )
  const says = `Own GPUs cost less than hosted ones: ${text(was)} before, ${text(is)} now.`
  return [{ kind: 'bills', says, was: text(was), now: text(is), moved }]
}

/** As people say it: nobody reads 60072258065. */
function about(tokens: number): string {
  const text = shortTokens(tokens)
  return text.length <= 6 ? text : `about ${shortTokens(Number(tokens.toPrecision(3)))}`
}

function runnerUpFindings({ record: { runnerUp: was }, now }: Compared): Found[] {
  const is = now.runnerUp?.tier ?? null
  if (was === undefined || was === is) return []
  return [{ kind: 'runner-up', says: `The runner-up was ${was ?? 'none'} and is now ${is ?? 'none'}.`, was, now: is, moved: [] }]
}

type Flip = Pick<Compared['now']['flips'][number], 'question' | 'to' | 'at' | 'tier'> & { readonly direction?: string | undefined }

function flipsFindings({ record, now }: Compared, threshold: number): Found[] {
  const before: readonly Flip[] | undefined = record.flips
  if (!before) return []
  const near = (some: Flip, other: Flip) =>
    some.question === other.question &&
    some.tier === other.tier &&
    some.direction === other.direction &&
    (some.at === undefined || other.at === undefined ? some.to === other.to : !isOther(some.at, other.at, threshold))
  const gone = before.filter((flip) => !now.flips.some((each) => near(flip, each)))
  const added = now.flips.filter((flip) => !before.some((each) => near(each, flip)))
  if (gone.length + added.length === 0) return []
  const [was, is] = [gone.map(flipText).join(', '), added.map(flipText).join(', ')]
  return [
    {
      kind: 'flips',
      says: `What would change the answer has changed: ${[gone.length > 0 ? `no longer ${was}` : '', added.length > 0 ? `now ${is}` : ''].filter(Boolean).join('; ')}.`,
      was,
      now: is,
      moved: [],
    },
  ]
}

const flipText = ({ question, to, at, direction, tier }: Flip): string =>
  `${question} ${at === undefined ? to : `${direction === 'down' ? 'below' : 'from'} ${about(at)}`} (${tier})`

function cautionsFindings({ record: { cautions: before }, now: { cautions: after } }: Compared): Found[] {
  if (!before) return []
  const lists = (ids: readonly string[], verb: string) =>
    ids.length === 0 ? [] : [`${ids.join(', ')} ${ids.length === 1 ? 'is' : 'are'} ${verb}`]
  const ids = (some: readonly { readonly id: string }[], others: readonly { readonly id: string }[]) =>
    some.map(({ id }) => id).filter((id) => !others.some((each) => each.id === id))
  const reworded = after.filter(({ id, because }) => before.some((each) => each.id === id && each.because !== because)).map(({ id }) => id)
  const says = [...lists(ids(before, after), 'gone'), ...lists(ids(after, before), 'new'), ...lists(reworded, 'worded otherwise')]
  if (says.length === 0) return []
  const text = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id).join(', ')
  return [{ kind: 'cautions', says: `The cautions have changed: ${says.join('; ')}.`, was: text(before), now: text(after), moved: [] }]
}
