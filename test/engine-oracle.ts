// The engine once more, as plainly as the rules of a walk can be written: by name, without tables and without remembering anything.

import { isWithin } from '../src/measured.ts'
import type { Answers, Assumption, Condition, MeasureCondition, Question, Rule, Saying, TierId, Tree, WholeTier } from '../src/types.ts'

export interface Plain {
  readonly kind: 'asking' | 'arrived' | 'stuck'
  readonly asked: string | undefined
  /** `step status why` of each step. */
  readonly path: readonly string[]
  readonly tier: TierId | undefined
  /** `slice tier` of each part. */
  readonly parts: readonly string[]
  /** `question value` of what was decisive, in order. */
  readonly consulted: readonly string[]
  /** The rule that goes beyond a limit, its tier, and the rule with the limit. */
  readonly beyond: readonly string[] | undefined
}

interface Ask {
  readonly ask: Question
}

const isAsk = (found: unknown): found is Ask => typeof found === 'object' && found !== null && 'ask' in found

/** `picks`: also the questions that the picks of the resulting tiers ask. */
export function plainWalk(tree: Tree, answers: Answers, assume: boolean, picks = false): Plain {
  const consulted: string[] = []
  const path: string[] = []
  let tier: WholeTier | undefined

  const note = (question: Question, value: string | number) => {
    if (!consulted.includes(`${question.id} ${value}`)) consulted.push(`${question.id} ${value}`)
  }
  const valueFor = (question: Question): string | number | Ask => {
    const given = answers[question.id]
    if (given !== undefined && given !== null) return given
    if (given === undefined && !assume) return { ask: question }
    const row = firstOf(question.assume)
    return row === undefined ? { ask: question } : isAsk(row) ? row : (row as Assumption).value
  }
  const fits = (conditions: readonly Condition[]): boolean | Ask => {
    let open: Ask | undefined
    for (const condition of conditions) {
      if (condition.kind === 'tier' && !condition.oneOf.has(tier ?? 'undecided')) return false
      if (condition.kind !== 'answer') continue
      const value = valueFor(condition.question)
      if (isAsk(value)) open ??= value
      else if (!condition.oneOf.has(String(value))) {
        note(condition.question, value)
        return false
      }
    }
    for (const condition of conditions) {
      if (condition.kind !== 'measure') continue
      const fitting = measured(condition)
      if (fitting !== true) return fitting
    }
    if (open) return open
    for (const condition of conditions) if (condition.kind === 'answer') need(condition.question)
    return true
  }
  /** As sketches measure: the volume itself. */
  const measured = (condition: MeasureCondition): boolean | Ask => {
    const volume = tree.questions.find(({ kind }) => kind === 'volume')
    if (!volume) return false
    const open = need(volume)
    if (open) return open
    const value = valueFor(volume)
    return isWithin(condition, typeof value === 'number' ? value : undefined)
  }
  const firstOf = <T extends { readonly conditions: readonly Condition[] }>(rows: readonly T[]): T | Ask | undefined => {
    for (const row of rows) {
      const fitting = fits(row.conditions)
      if (isAsk(fitting)) return fitting
      if (fitting) return row
    }
    return undefined
  }
  const need = (question: Question): Ask | undefined => {
    const value = valueFor(question)
    if (isAsk(value)) return value
    note(question, value)
    return undefined
  }
  const before = (question: Question): Question => {
    const row = firstOf(question.assume)
    return isAsk(row) && row.ask !== question ? before(row.ask) : question
  }
  const end = (kind: Plain['kind'], more: Partial<Plain> = {}): Plain => ({
    ...{ kind, path, asked: undefined, tier: undefined, parts: [], beyond: undefined, consulted: kind === 'arrived' ? consulted : [] },
    ...more,
  })
  const asking = ({ ask }: Ask) => end('asking', { asked: before(ask).id })

  let [slice, decisive]: (Rule | undefined)[] = []
  const taken: Rule[] = []
  for (const step of tree.steps) {
    for (const question of step.needs) {
      const open = need(question)
      if (open) return asking(open)
    }
    const needed = fits(step.conditions)
    if (isAsk(needed)) return asking(needed)
    if (!needed) {
      const row = firstOf<Saying>(step.otherwise)
      if (isAsk(row)) return asking(row)
      path.push(`${step.id} not-needed ${row?.because ?? ''}`)
      continue
    }
    const row = firstOf(step.rules)
    if (row === undefined) return end('stuck')
    if (isAsk(row)) return asking(row)
    for (const question of row.needs) {
      const open = need(question)
      if (open) return asking(open)
    }
    const mentioned = row.only?.regionIfGiven
    if (mentioned && answers[mentioned.id] !== undefined && answers[mentioned.id] !== null) need(mentioned)
    if (row.tier) [tier, decisive] = [row.tier, row]
    if (row.slice) slice = row
    taken.push(row)
    path.push(`${step.id} ${row.tier || row.slice ? 'decided' : row.only ? 'narrowed' : 'passed'} ${row.because}`)
  }
  if (!tier || !decisive) return end('stuck')
  const hard = slice?.slice && slice.slice !== tier ? [slice.slice] : []
  for (const limit of taken)
    for (const part of [...hard, tier]) {
      if (!limit.only?.tiers || limit.only.tiers.has(part)) continue
      const to = taken.findLast((each) => each.tier === part || each.slice === part)
      return end('stuck', { beyond: [to?.id ?? '', part, limit.id] })
    }
  const parts = [...hard.map((each) => `hard ${each}`), `rest ${tier}`]
  if (picks)
    for (const part of [...hard, tier]) {
      const row = firstOf(tree.tiers[part].picks)
      if (isAsk(row)) return asking(row)
    }
  return end('arrived', { tier: hard.length > 0 ? 'hybrid' : tier, parts })
}
