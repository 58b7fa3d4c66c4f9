// Rules before and after an overlay → limits on data and licenses that held for some answers and hold for them no longer.

import type { Rule, Tree } from '../types.ts'
import { valueAt } from '../value-at.ts'
import type { Both } from './both.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, FindingKind, Path } from './finding.ts'
import { insideIn } from './limits.ts'
import {
  assumedNamed,
  hostsNamed,
  idsOf,
  isKeptInside,
  isUnnamed,
  keptIn,
  keyOf,
  type Limiting,
  limitingIn,
  wordsOf,
} from './limits-made.ts'
import { nothingTold, type Once, untold } from './once.ts'
import type { Outcome, Reach } from './reach.ts'
import { excused } from './reasons.ts'
import type { Space } from './space.ts'

/** What is looked for here. */
export const loosenedKinds: readonly FindingKind[] = ['lifted-limit']

/**
 * Exact, for all answers that can still be given: where a tier was left out, an agreement, a region or a license demanded,
 * the rules have to do so still, whichever of them does; so where only some hosts were left. A reason in `sections`, plain
 * data, excuses what its row lifts. What `once` holds is not told again.
 */
export function loosenedLimits(both: Both, sections: unknown, once = nothingTold): Finding[] {
  const { before, after, space } = both
  const [old, now] = [both.reachBefore(), both.reachAfter()]
  const named = hostsNamed([before, after], after)
  const kept = keptIn(after, space, now, named)
  const endingAt = (isMeant: (end: Outcome) => boolean) =>
    space.and(answerable(after, space), space.union(now.outcomes().flatMap((end) => (isMeant(end) ? [end.set] : []))))
  // Closed weights have no license to clear.
  const isOpen = ({ parts }: Outcome) => parts.some((tier) => after.tiers[tier].weights !== 'closed')
  const inside = insideIn(after, space, kept)
  const all = limitingIn(before, space, old, named).map((limiting) => {
    const lost = [...limiting.demands].map(([demand, demanded]) => {
      const still = space.or(kept.get(demand) ?? space.empty, isKeptInside(demand) ? inside : space.empty)
      const gone = space.without(demanded, still)
      // Where they end is looked at last, since those sets are the large ones.
      return { demand, set: gone === space.empty ? gone : space.and(gone, endingAt(demand.startsWith('license ') ? isOpen : () => true)) }
    })
    return { limiting, lost }
  })
  return all.flatMap(({ limiting, lost }) => [...places(limiting, before, after, space, now, lost, sections, once)])
}

interface Lost {
  readonly demand: string
  readonly set: Diagram
}

/**
 * One finding for each row that takes such answers now. Where it is a figure that the limit goes by which was moved, those
 * rows are as they were, and it is told once, at the figure; but of a row that says why.
 */
function* places(
  { step, rule }: Limiting,
  before: Tree,
  after: Tree,
  space: Space,
  now: Reach,
  lost: readonly Lost[],
  sections: unknown,
  once: Once,
): Generator<Finding> {
  let left = space.union(lost.map(({ set }) => set))
  if (left === space.empty) return
  const there = after.steps.find(({ id }) => id === step.id)
  const limit: Path = ['steps', step.id, 'rules', rule.id]
  const moved = figuresMoved(rule, after)
  const takers: { readonly id: string; readonly set: Diagram }[] = []
  const tell = (by: readonly string[], set: Diagram, reason: Path | undefined, at: (gone: readonly string[]) => At): Finding => {
    const within = lost.filter((each) => space.and(each.set, set) !== space.empty)
    const keyed = within.map((each) => ({ ...each, keys: by.map((taker) => JSON.stringify([limit, taker, each.demand])) }))
    const told = (some: typeof keyed) => {
      const gone = some.map(({ demand }) => demand)
      const lifts = some.flatMap(({ keys }) => keys)
      const found = { ...finding(rule, space, shownBy(some, set, after, space), gone, at(gone)), lifts }
      return reason ? excused(found, sections, reason) : found
    }
    const all = told(keyed)
    const fresh = keyed.filter(({ keys }) => untold(keys, once, all.note ?? false).length > 0)
    return fresh.length === 0 ? { ...all, again: true } : fresh.length < keyed.length ? told(fresh) : all
  }
  for (const taker of there?.rules ?? []) {
    const set = space.and(left, now.takes(taker))
    if (set === space.empty) continue
    left = space.without(left, set)
    const row: Path = ['steps', step.id, 'rules', taker.id]
    if (moved.length > 0 && taker.id !== rule.id && valueAt(sections, [...row, 'lifts-limits']) === undefined) {
      takers.push({ id: taker.id, set })
      continue
    }
    yield tell([taker.id], set, row, (gone) => ({
      ...narrowest(
        taker.id === rule.id
          ? [...anyHosts(before, after, gone), ...assumed(before, after, space, gone), ...onlys(limit, gone)]
          : [row, limit],
        row,
      ),
      other: taker.id === rule.id ? undefined : [...limit, 'only'],
      takers: taker.id === rule.id ? [] : [taker.id],
    }))
  }
  if (takers.length > 0) {
    const ids = takers.map(({ id }) => id)
    const [path = limit, ...also] = moved.flatMap((id): Path[] => [
      ['figures', id, 'value'],
      ['figures', id],
    ])
    const set = space.union(takers.map((each) => each.set))
    yield tell(ids, set, undefined, () => ({ path, also: [...also, limit], other: [...limit, 'only'], takers: ids }))
  }
  if (left === space.empty) return
  const path: Path = ['steps', step.id]
  yield tell([''], left, undefined, () => ({ path: [...path, 'if'], also: [path], other: undefined, takers: [] }))
}

/** Figures of its condition that are worth something else afterwards. */
const figuresMoved = ({ conditions }: Rule, { figures }: Tree): string[] =>
  conditions.flatMap((each) => {
    const ends = each.kind === 'measure' ? [each.atLeast, each.below] : []
    return ends.flatMap((figure) => (figure && (figures.get(figure.id)?.value ?? figure.value) !== figure.value ? [figure.id] : []))
  })

/** Answers that show it; where it is only those without a region that are held to none, they name none. */
function shownBy(lost: readonly Lost[], set: Diagram, { questions }: Tree, space: Space): Diagram {
  const within = (some: readonly Lost[]): Diagram => space.and(space.union(some.map((each) => each.set)), set)
  const firm = within(lost.filter(({ demand }) => !isUnnamed(demand)))
  if (firm !== space.empty) return firm
  return space.union(
    lost.map((each) => {
      const question = questions.find(({ id }) => id === each.demand.split(' ')[1])
      const own = within([each])
      return question?.kind === 'choice' ? space.union(idsOf(question).map((id) => space.when(own, question, id))) : own
    }),
  )
}

/** The rule itself says less than it did. */
const onlys = (limit: Path, gone: readonly string[]): Path[] => [
  ...gone.map((demand) => [...limit, 'only', keyOf(demand)]),
  [...limit, 'only'],
  [...limit, 'needs'],
]

function narrowest([path = [], ...also]: readonly Path[], row: Path): Pick<At, 'path' | 'also'> {
  return { path, also: [...also, row] }
}

interface At {
  readonly path: Path
  readonly also: readonly Path[]
  readonly other: Path | undefined
  /** Rows that take the answers now, where the limit was at another one. */
  readonly takers: readonly string[]
}

function finding(limit: Rule, space: Space, set: Diagram, gone: readonly string[], at: At): Finding {
  const { path, also, other, takers } = at
  const [first, ...others] = takers
  const more = others.length === 0 ? ` takes` : ` and ${others.length === 1 ? others[0] : `${others.length} others`} take`
  const now = first === undefined ? '' : `; ${first}${more} them now`
  const says = `for some answers nothing demands what ${limit.id} did: ${wordsOf(gone).join(', ')}${now}`
  return { kind: 'lifted-limit', path, also, other, says, ...(others.length > 1 && { names: takers }), proof: space.proof(set) }
}

/** Without the options that were taken out: nobody can give them. */
const answerable = ({ questions }: Tree, space: Space): Diagram =>
  questions
    .filter((question) => question.kind === 'choice')
    .reduce((set, question) => space.and(set, space.answered(question, idsOf(question))), space.all)

/** Where a region was made one that any host passes for. */
function anyHosts(before: Tree, after: Tree, gone: readonly string[]): Path[] {
  const optionsOf = ({ questions }: Tree, id: string) => {
    const question = questions.find((each) => each.id === id)
    return question?.kind === 'choice' ? question.options : []
  }
  const regions = new Set(gone.flatMap((demand) => (demand.startsWith('region') ? (demand.split(' ')[1] ?? []) : [])))
  return [...regions].flatMap((id) => {
    const limited = new Set(optionsOf(before, id).flatMap((option) => (option.anyHost ? [] : [option.id])))
    return optionsOf(after, id)
      .filter((option) => option.anyHost && limited.has(option.id))
      .map((option): Path => ['questions', id, 'options', option.id, 'any-host'])
  })
}

/** Where another region is assumed, one that any host passes for. */
function assumed(before: Tree, after: Tree, space: Space, gone: readonly string[]): Path[] {
  return gone.flatMap((demand): Path[] => {
    const [what, id] = demand.split(' ')
    const namedIn = ({ questions }: Tree): Diagram => {
      const question = questions.find((each) => each.id === id)
      return question?.kind === 'choice' ? assumedNamed(question, space) : space.empty
    }
    const isOther = what === 'region-assumed' && space.without(namedIn(before), namedIn(after)) !== space.empty
    return isOther ? [['questions', id ?? '', 'assume']] : []
  })
}
