// Rules that narrow → each thing that they demand, with the answers for which they demand it.

import type { Narrowing, Rule, Tree } from '../types.ts'
import { leftOutBy, wholeTiers } from './bounds.ts'
import type { Diagram } from './diagram.ts'
import type { Reach } from './reach.ts'
import type { Space } from './space.ts'

/** Which hosts to go to is mostly a wish: no harm is done by another one that passes. */
export const isWish = (demand: string): boolean => demand.startsWith('host ')

/** Demanded of whoever serves the model; own machines are nobody else's. */
export const isOfHosts = (demand: string): boolean => demand === 'agreement' || demand.startsWith('region')

/** Demand → the answers under which some rule makes it. The more of them hold, the less passes. */
export type Limits = ReadonlyMap<string, Diagram>

export function limitsOf(tree: Tree, reach: Reach): Limits {
  const demanding = new Map<string, Set<Rule>>()
  const rules = tree.steps.flatMap((step) => step.rules)
  const named = new Set(rules.flatMap(({ only }) => [...(only?.hosts ?? [])]))
  for (const rule of rules)
    for (const demand of demandsIn(rule, named)) demanding.set(demand, (demanding.get(demand) ?? new Set()).add(rule))
  return new Map([...demanding].map(([demand, some]) => [demand, reach.takenBy(some)]))
}

/** What demands nothing of a host: own machines alone are left. */
export function insideIn(tree: Tree, space: Space, limits: Limits): Diagram {
  const hosted = wholeTiers.filter((tier) => tree.tiers[tier].hosts.size > 0)
  return hosted.reduce((set, tier) => space.and(set, limits.get(`tier ${tier}`) ?? space.empty), space.all)
}

/** The stricter of two demands makes the other as well; one that leaves nothing out is none. */
export function demandsIn(rule: Pick<Rule, 'only'>, namedHosts: ReadonlySet<string> = new Set()): string[] {
  const { only } = rule
  if (!only) return []
  const { license, agreement } = only
  return [
    ...leftOutBy(rule).map((tier) => `tier ${tier}`),
    ...(license === 'permissive' ? ['license permissive'] : []),
    ...(license ? ['license commercial'] : []),
    ...(agreement ? ['agreement'] : []),
    ...regionDemands(only),
    ...hostsLeftOut(only, namedHosts).map((host) => `host ${host}`),
  ]
}

/** All that nobody names are alike. */
export const unnamedHosts = 'unnamed'

export const hostsLeftOut = ({ hosts }: Narrowing, named: ReadonlySet<string>): string[] =>
  hosts ? [...[...named].filter((host) => !hosts.has(host)), unnamedHosts] : []

/** Whoever is asked for the region is held to it as well where it is given unasked. */
function regionDemands({ region, regionIfGiven }: Narrowing): string[] {
  const given = [...new Set([region, regionIfGiven].flatMap((question) => question?.id ?? []))]
  return [...(region ? [`region ${region.id}`] : []), ...given.map((id) => `region-if-given ${id}`)]
}

/** Whether a condition of the rule names the question, and that option of it. */
export const looksAt = ({ conditions }: Rule, question: string, option?: string): boolean =>
  conditions.some((each) => each.kind === 'answer' && each.question.id === question && (option === undefined || each.oneOf.has(option)))
