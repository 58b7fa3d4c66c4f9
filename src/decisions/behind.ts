// A finding, and every input that moved → the smallest set of them that, put back as they were, undoes it.

import { type Advice, adviser } from '../advise/adviser.ts'
import type { RecommendationJson } from '../contract.ts'
import { UserError } from '../errors.ts'
import { memo, perObject } from '../memo.ts'
import type { Request, Settings, Tree } from '../types.ts'
import { treeBefore } from './before.ts'
import { beyond, distance } from './distance.ts'
import { isMirrored, type Move } from './moves.ts'

/** What a finding is about, of the result of any day; the same text says that nothing has changed. */
export type Read = (advice: Advice) => string

export interface Behind {
  readonly tree: Tree
  readonly now: RecommendationJson
  readonly settings: Settings
  readonly moved: readonly Move[]
}

/**
 * The moves that bear on what is read, in their order. `was` is what the record says of it.
 *
 * Each is put back alone. Where none of them leads back to the record, all that change anything are put back together,
 * then all of a kind, then all of the catalog or of the rules, then all. Where nothing leads back, what comes nearest
 * to it stands for it. Whatever is not needed for it is left out again.
 */
export function movesBehind({ tree, now, settings, moved }: Behind, read: Read, was: string): Move[] {
  const request = requestOf(tree, now, settings)
  const units = unitsOf(moved.filter(({ kind }) => putBack.some((each) => each === kind)))
  const reads = (some: readonly Unit[]): string => {
    try {
      return read(adviserBefore(tree, some.flat())(request))
    } catch (error) {
      if (error instanceof UserError) return ''
      throw error
    }
  }
  const today = reads([])
  if (today === was) return []
  const inOrder = (found: readonly Unit[]) => {
    // What lowered a bill is needed to lead back exactly, but is no cause of its rise.
    const pushed = found.filter((unit) => !beyond(reads(found.filter((each) => each !== unit)), was, today))
    return moved.filter((move) => pushed.some((unit) => unit.includes(move)) && !isMirrored(move, moved))
  }
  const alone = units.filter((unit) => reads([unit]) !== today)
  const each = alone.filter((unit) => reads([unit]) === was)
  if (each.length > 0) return inOrder(each)
  const groups = [alone, ...groupsOf(units)].filter((group) => group.length > 1)
  const back = groups.find((group) => reads(group) === was)
  if (back) return inOrder(without(back, (left) => reads(left) === was))
  const tries = [...alone.map((unit) => [unit]), ...groups]
  const far = (some: readonly Unit[]) => distance(reads(some), was)
  if (far([]) !== undefined) {
    const nearest = Math.min(...tries.map((some) => far(some) ?? Number.POSITIVE_INFINITY))
    const best = nearest < (far([]) ?? 0) ? tries.find((some) => far(some) === nearest) : undefined
    return best ? inOrder(without(best, (left) => (far(left) ?? Number.POSITIVE_INFINITY) <= nearest)) : []
  }
  if (alone.length > 0) return inOrder(alone)
  const other = groups.find((group) => reads(group) !== today)
  return other ? inOrder(without(other, (left) => reads(left) !== today)) : []
}

/** Of the moves that set the ends of a range, those that change what is read. */
export function endsBehind({ tree, now, settings, moved }: Behind, read: Read, named: readonly Move[]): Move[] {
  const request = requestOf(tree, now, settings)
  const reads = (some: readonly Move[]) => read(adviserBefore(tree, some)(request))
  const today = reads([])
  const withMid = (move: Move) => named.some(({ kind, id, field }) => kind === 'gpus' && field === 'mid' && id === move.id)
  return moved.filter(
    (move) =>
      (move.kind === 'gpus' || (move.kind === 'figures' && !isMirrored(move, moved))) &&
      (move.field === 'low' || move.field === 'high') &&
      (withMid(move) || reads([move]) !== today),
  )
}

/** Moves that are one fact. */
type Unit = readonly Move[]

const ofLicense = ['license', 'permissive', 'commercial', 'conditions', 'bars']

function unitsOf(moves: readonly Move[]): Unit[] {
  const units = new Map<string, Move[]>()
  for (const move of moves) {
    const { kind, id, field } = move
    const fact = isMirrored(move, moves) ? 'value' : kind === 'models' && ofLicense.includes(field) ? 'license' : field
    const key = JSON.stringify([kind, id, fact])
    units.set(key, [...(units.get(key) ?? []), move])
  }
  return [...units.values()]
}

/** What `treeBefore` can put back, by the part of the rules that it stands in. */
const catalog = ['gpus', 'prices', 'offers', 'hosts', 'deployments', 'models'] as const
const putBack = [...catalog, 'figures', 'picks'] as const

function groupsOf(units: readonly Unit[]): (readonly Unit[])[] {
  const among = (kinds: readonly Move['kind'][]) => units.filter(([first]) => first && kinds.includes(first.kind))
  const groups = [...putBack.map((kind) => among([kind])), among(['prices', 'offers']), among(catalog), among(['figures', 'picks']), units]
  return groups
}

/** Leaves out one after the other of those that are not needed. */
const without = (group: readonly Unit[], suffices: (left: readonly Unit[]) => boolean): readonly Unit[] =>
  group.reduce((left, unit) => {
    const fewer = left.filter((each) => each !== unit)
    return suffices(fewer) ? fewer : left
  }, group)

/** Workloads of a plan mostly see the same moves. */
const advisers = perObject((_: Tree) => memo<string, (request: Request) => Advice>(300))

const adviserBefore = (tree: Tree, moves: readonly Move[]): ((request: Request) => Advice) =>
  advisers(tree).get(JSON.stringify(moves), () => adviser(treeBefore(tree, moves)))

/** What was given; the rest is assumed as it was. */
function requestOf({ questions }: Tree, { answers, cost }: RecommendationJson, settings: Settings): Request {
  const volume = questions.find(({ kind }) => kind === 'volume')?.id
  const given = Object.entries(answers).filter(([, { source }]) => source !== 'assumed')
  return { answers: Object.fromEntries(given.map(([id, { value }]) => [id, id === volume ? cost.tokensPerMonth : value])), settings }
}
