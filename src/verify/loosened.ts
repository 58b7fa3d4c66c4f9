// Rules before and after an overlay → limits on data and licenses that held for some answers and hold for them no longer.

import type { Rule, Tree } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, FindingKind, Path } from './finding.ts'
import { insideIn, isOfHosts } from './limits.ts'
import { assumedNamed, demandsBy, idsOf, isUnnamed, keyOf, type Limiting, limitingIn, openRegions, wordsOf } from './limits-made.ts'
import { type End, type Reach, reachOf } from './reach.ts'
import { excused } from './reasons.ts'
import { type Space, spaceOf } from './space.ts'

/** What is looked for here. */
export const loosenedKinds: readonly FindingKind[] = ['lifted-limit']

/**
 * Exact, for all answers that can still be given: where a tier was left out, an agreement, a region or a license demanded,
 * the rules have to do so still, whichever of them does. A reason in `sections`, plain data, excuses what its row lifts.
 */
export function loosenedLimits(before: Tree, after: Tree, sections: unknown, most?: number): Finding[] {
  const space = spaceOf([after, before], most, [before, after].flatMap(openRegions))
  const [old, now] = [reachOf(before, space), reachOf(after, space)]
  const kept = demandsBy(limitingIn(after, space, now), space)
  const given = space.and(answerable(after, space), space.union(now.ends.map(({ set }) => set)))
  // Closed weights have no license to clear.
  const isOpen = ({ parts }: End) => parts.some((tier) => after.tiers[tier].weights !== 'closed')
  const licensed = space.and(given, space.union(now.ends.filter(isOpen).map(({ set }) => set)))
  const inside = insideIn(after, space, kept)
  const all = limitingIn(before, space, old).map((limiting) => {
    const lost = [...limiting.demands].map(([demand, demanded]) => {
      const still = space.or(kept.get(demand) ?? space.empty, isOfHosts(demand) ? inside : space.empty)
      const set = space.and(demanded, demand.startsWith('license ') ? licensed : given)
      return { demand, set: space.without(set, still) }
    })
    return { limiting, lost }
  })
  return all.flatMap(({ limiting, lost }) => [...places(limiting, before, after, space, now, lost, sections)])
}

interface Lost {
  readonly demand: string
  readonly set: Diagram
}

/** One finding for each row that takes such answers now. */
function* places(
  { step, rule }: Limiting,
  before: Tree,
  after: Tree,
  space: Space,
  now: Reach,
  lost: readonly Lost[],
  sections: unknown,
): Generator<Finding> {
  let left = space.union(lost.map(({ set }) => set))
  if (left === space.empty) return
  const there = after.steps.find(({ id }) => id === step.id)
  const limit: Path = ['steps', step.id, 'rules', rule.id]
  for (const taker of there?.rules ?? []) {
    const set = space.and(left, now.takes(taker))
    if (set === space.empty) continue
    left = space.without(left, set)
    const gone = lost.filter((each) => space.and(each.set, set) !== space.empty).map(({ demand }) => demand)
    const row: Path = ['steps', step.id, 'rules', taker.id]
    const told = finding(rule, space, shownBy(lost, set, after, space), gone, {
      ...narrowest(
        taker.id === rule.id
          ? [...anyHosts(before, after, gone), ...assumed(before, after, space, gone), ...onlys(limit, gone)]
          : [row, limit],
        row,
      ),
      other: taker.id === rule.id ? undefined : [...limit, 'only'],
      taker,
    })
    yield excused(told, sections, row)
  }
  if (left === space.empty) return
  const gone = lost.filter((each) => space.and(each.set, left) !== space.empty).map(({ demand }) => demand)
  const path: Path = ['steps', step.id]
  yield finding(rule, space, shownBy(lost, left, after, space), gone, {
    path: [...path, 'if'],
    also: [path],
    other: undefined,
    taker: undefined,
  })
}

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
  readonly taker: Rule | undefined
}

function finding(limit: Rule, space: Space, set: Diagram, gone: readonly string[], at: At): Finding {
  const { path, also, other, taker } = at
  const now = taker && taker.id !== limit.id ? `; ${taker.id} takes them now` : ''
  const says = `for some answers nothing demands what ${limit.id} did: ${wordsOf(gone).join(', ')}${now}`
  return { kind: 'lifted-limit', path, also, other, says, proof: space.proof(set) }
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
