// A saved decision and today's → what is no longer the same: the tier, the shortlist, the bill, each with the moves behind it.

import type { Recorded } from '../contract-record.ts'
import type { TierId } from '../types.ts'
import { endsBehind, movesBehind } from './behind.ts'
import { billOf } from './bill.ts'
import { type Changes, type Compared, changesOf, listText, movedTerms, shortlistCauses, tierCauses } from './causes.ts'
import type { Found } from './found.ts'
import { isName, type Move, movedAnswers, notBanned } from './moves.ts'
import { isOther, otherFindings, recordedBill, usdText } from './others.ts'

/** A bill may move by `threshold`, a share of it, without a finding. */
export function resultFindings(compared: Compared, threshold: number): Found[] {
  const { record, now } = compared
  const [before, after] = [tierText(record.recommendation), tierText(now.recommendation)]
  const ofTier = before === after ? [] : tierCauses(compared, ({ course }) => tierText(course), before)
  const tier: Found[] =
    before === after ? [] : [{ kind: 'tier', says: `The tier was ${before} and is now ${after}.`, was: before, now: after, moved: ofTier }]
  const found = [...tier, ...shortlistFindings(compared, ofTier), ...costFindings(compared, threshold, ofTier)]
  return [...found, ...otherFindings(compared, threshold, found)]
}

const tierText = ({ tier, parts }: { readonly tier: TierId; readonly parts: readonly Part[] }): string =>
  parts.length > 1 ? `${tier} (${parts.map(({ slice, tier: on }) => `${slice}: ${on}`).join(', ')})` : tier

type Part = Recorded['recommendation']['parts'][number]

type Listed = Pick<Recorded['shortlist'][number], 'tier' | 'model' | 'title' | 'host' | 'hostTitle' | 'idAtHost'>

function shortlistFindings(compared: Compared, ofTier: readonly Move[]): Found[] {
  const before: readonly Listed[] = compared.record.shortlist
  const after: readonly Listed[] = compared.now.shortlist
  const terms = movedTerms(compared)
  const renamed = after.flatMap((entry) => {
    const was = before.find(({ tier, model, host }) => tier === entry.tier && model === entry.model && host === entry.host)?.idAtHost
    return was === undefined || was === entry.idAtHost
      ? []
      : [`${entry.title} is now called ${entry.idAtHost} at ${hostOf(entry)}, not ${was}`]
  })
  const same = listText(before) === listText(after)
  if (same && terms.length === 0 && renamed.length === 0) return []
  const changes = changesOf(before, after)
  const says = [...changeTexts(compared, changes), ...renamed, ...termsTexts(compared, terms)]
  return [
    {
      kind: 'shortlist',
      says: `${ofTier.length > 0 ? 'The shortlist has changed with the tier' : 'The shortlist has changed'}: ${says.length > 0 ? says.join('; ') : 'another order'}.`,
      was: names(before),
      now: names(after),
      moved: unique([
        ...(same ? [] : [...ofTier, ...shortlistCauses(compared, changes, ofTier.length > 0)]),
        ...compared.moved.filter(isName),
        ...terms,
      ]),
    },
  ]
}

const hostOf = ({ host, hostTitle }: Listed): string => hostTitle ?? host ?? 'own machines'

const placeOf = (entry: Listed): string => `${entry.host === null ? 'on' : 'at'} ${hostOf(entry)}`

const names = (entries: readonly Listed[]): string =>
  entries.map(({ title, host }) => (host === null ? title : `${title} (${host})`)).join(', ')

/** A model that makes room for its successor is told with it. */
function changeTexts(compared: Compared, { gone, added, elsewhere }: Changes<Listed>): string[] {
  const pairs = gone.flatMap((old) => {
    const successor = added.find((entry) => entry.tier === old.tier && follows(compared, old, entry))
    return successor ? [{ old, successor }] : []
  })
  return [
    ...pairs.map(({ old, successor }) => `${old.title} is replaced by ${successor.title}`),
    ...gone.filter((entry) => !pairs.some(({ old }) => old === entry)).map((old) => `${old.title} is gone${whyGone(compared, old)}`),
    ...added.filter((entry) => !pairs.some(({ successor }) => successor === entry)).map(({ title }) => `${title} is new`),
    ...elsewhere.map(({ before, after: there }) => `${before.title} is now ${placeOf(there)}, no longer ${placeOf(before)}`),
  ]
}

function follows({ tree }: Compared, old: Listed, entry: Listed): boolean {
  for (let next = tree.catalog.models.get(old.model)?.replacedBy; next; next = next.replacedBy) if (next.id === entry.model) return true
  return false
}

/** What is known first, since the rules name only the models that they prefer. */
function whyGone({ now, moved }: Compared, { tier, model, host, hostTitle }: Listed): string {
  const own = moved.find(({ kind, id, field }) => kind === 'models' && id === model && deciding.includes(field))
  if (own?.field === 'entry') return ', it is no longer in the catalog'
  if (own?.field === 'banned') return own.now === notBanned ? '' : `, it is banned (${own.now})`
  if (own?.field === 'weights') return `, its weights were ${own.was} and are now ${own.now}`
  if (own) return `, its ${own.field} was ${own.was} and is now ${own.now ?? 'unknown'}`
  if (moved.some(({ kind, id, field }) => kind === 'prices' && id === `${model}@${host}` && field === 'entry'))
    return `, ${hostTitle ?? host} no longer offers it`
  const because = now.notShortlisted.find((each) => each.model === model && each.tier === tier)?.because
  return because === undefined ? '' : `: ${because.replace(/\.$/, '')}`
}

const deciding = ['entry', 'banned', 'weights', 'status', 'license', 'evidence', 'permissive', 'commercial']

function termsTexts({ now }: Compared, terms: readonly Move[]): string[] {
  return [...new Set(terms.map(({ id }) => id))].map((id) => {
    const title = now.shortlist.find(({ model }) => model === id)?.title ?? id
    return `what is known about ${title} is no longer the same`
  })
}

function costFindings(compared: Compared, threshold: number, ofTier: readonly Move[]): Found[] {
  const { tree, record, now, moved } = compared
  const before = billOf(record.recommendation.tier, record.cost.bills)
  const after = billOf(now.recommendation.tier, now.cost.bills)
  const [was, is] = [recordedBill(record)?.monthlyUsd ?? null, after?.monthlyUsd ?? null]
  if (!isOther(was, is, threshold)) return []
  const change = was === null || is === null || was === 0 ? '' : `, ${is > was ? '+' : '−'}${Math.round((Math.abs(is - was) / was) * 100)}%`
  const other = before?.modelId && after?.modelId && places(before) !== places(after)
  const reason = is === null && after?.because ? ` (${after.because.replace(/\.$/, '')})` : ''
  const behind = movesBehind(compared, (advice) => usdText(advice.bill()?.monthlyUsd ?? null), usdText(was))
  const used = [before, after].flatMap((bill) => (bill ? [bill, ...bill.slices] : []))
  const changes = changesOf<Listed>(record.shortlist, now.shortlist)
  const usage = ['traffic', 'latency', ...tree.questions.filter(({ kind }) => kind === 'volume').map(({ id }) => id)]
  return [
    {
      kind: 'cost',
      says: `The bill was ${usdText(was)}${was === null ? '' : ' a month'}${other ? at(before) : ''} and is now ${usdText(is)}${was === null ? ' a month' : ''}${other ? at(after) : ''}${reason}${change}.`,
      was: usdText(was),
      now: usdText(is),
      moved: unique([
        ...moved.filter((move) => behind.includes(move) || ofTier.includes(move) || used.some((each) => wentWith(each, move))),
        ...ofTier,
        ...(other ? shortlistCauses(compared, changes, ofTier.length > 0) : []),
        ...movedAnswers(record.answers, now.answers).filter(({ id }) => usage.includes(id)),
        // The range goes with the bill, and is not told apart from it.
        ...endsBehind(compared, (advice) => `${advice.bill()?.low} ${advice.bill()?.high}`, [...behind, ...ofTier]),
      ]),
    },
  ]
}

/** What is gone from the catalog bore on the bills that used it. */
const wentWith = ({ modelId, hostId }: Pick<Billed, 'modelId' | 'hostId'>, { kind, id, field, now }: Move): boolean =>
  field === 'entry' &&
  now === null &&
  ((kind === 'prices' && hostId !== null && id === `${modelId}@${hostId}`) ||
    (kind === 'deployments' && hostId === null && id.startsWith(`${modelId}/`)) ||
    (kind === 'models' && id === modelId))

type Billed = Pick<Recorded['cost']['bills'][number], 'tier' | 'model' | 'modelId' | 'host' | 'hostId'> & {
  readonly slices: readonly { readonly modelId: string | null; readonly hostId: string | null }[]
}

const places = ({ tier, modelId, hostId, slices }: Billed): string =>
  JSON.stringify([tier, modelId, hostId, slices.map((slice) => [slice.modelId, slice.hostId])])

const at = ({ tier, model, host, hostId }: Billed): string =>
  ` (${tier}: ${model} ${hostId === null ? 'on own GPUs' : `at ${host ?? hostId}`})`

/** Each once, the first ones first. */
const unique = (moves: readonly Move[]): Move[] => [...new Map(moves.map((move) => [JSON.stringify(move), move])).values()]
