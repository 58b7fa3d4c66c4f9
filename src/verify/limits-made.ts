// Tree → each rule that limits, with the answers for which it demands each thing, and demands in words.

import type { ChoiceQuestion, Rule, Step, Tree } from '../types.ts'
import { leftOutBy } from './bounds.ts'
import type { Diagram } from './diagram.ts'
import { hostsLeftOut, isOfHosts, isWish, unnamedHosts } from './limits.ts'
import { anywhere, type Reach, readRows } from './reach.ts'
import type { Space, Told } from './space.ts'

/** A rule that limits, where it stands, and the answers for which it demands each thing. */
export interface Limiting {
  readonly step: Step
  readonly rule: Rule
  readonly demands: ReadonlyMap<string, Diagram>
}

/** `hosts` are those that are told apart; all others are alike. */
export function limitingIn(tree: Tree, space: Space, reach: Reach, hosts: ReadonlySet<string>): Limiting[] {
  return tree.steps.flatMap((step) =>
    step.rules.flatMap((rule): Limiting[] => {
      if (!rule.only) return []
      const set = reach.takes(rule)
      const demands = new Map(demandsOf(step, rule, space, hosts).map(([demand, within]) => [demand, space.and(set, within)]))
      return demands.size === 0 ? [] : [{ step, rule, demands }]
    }),
  )
}

/** The same by demand, of all rules together, which costs less than of each. */
export function keptIn(tree: Tree, space: Space, reach: Reach, hosts: ReadonlySet<string>): ReadonlyMap<string, Diagram> {
  const found = new Map<string, Map<Diagram, Set<Rule>>>()
  for (const step of tree.steps)
    for (const rule of step.rules)
      for (const [demand, within] of demandsOf(step, rule, space, hosts)) {
        const known = found.get(demand) ?? new Map<Diagram, Set<Rule>>()
        found.set(demand, known.set(within, (known.get(within) ?? new Set()).add(rule)))
      }
  const taken = (by: ReadonlyMap<Diagram, ReadonlySet<Rule>>) =>
    space.union([...by].map(([within, rules]) => space.and(reach.takenBy(rules), within)))
  return new Map([...found].map(([demand, by]) => [demand, taken(by)]))
}

/** Each thing that the rule demands, and of which answers of those that it takes. */
function demandsOf(step: Step, rule: Rule, space: Space, hosts: ReadonlySet<string>): (readonly [string, Diagram])[] {
  const { only } = rule
  if (!only) return []
  const choices = [only.region, only.regionIfGiven].map((question) => (question?.kind === 'choice' ? question : undefined))
  const given = choices.flatMap((question) => question ?? [])
  const [always] = choices
  // A region that nobody is asked for is a limit only to those who name one.
  const asked = given.filter((question) => isAsked(question, step, rule))
  const ofAll = [
    ...leftOutBy(rule).map((tier) => `tier ${tier}`),
    ...hostsLeftOut(only, hosts).map((host) => `host ${host}`),
    ...(only.license === 'permissive' ? ['license permissive'] : []),
    ...(only.license ? ['license commercial'] : []),
    ...(only.agreement ? ['agreement'] : []),
  ]
  return [
    ...ofAll.map((demand) => [demand, space.all] as const),
    ...asked.map((question) => [`region ${question.id}`, named(space, question)] as const),
    // Of those who are asked and do not know.
    ...(always ? [[`region-assumed ${always.id}`, assumedNamed(always, space)] as const] : []),
    ...given.map((question) => [`region-if-given ${question.id}`, named(space, question)] as const),
  ]
}

/** Those that a ban takes are out in any case. */
export const hostsNamed = (trees: readonly Tree[], after: Tree): ReadonlySet<string> => {
  const hosts = trees.flatMap(({ steps }) => steps.flatMap(({ rules }) => rules.flatMap(({ only }) => [...(only?.hosts ?? [])])))
  return new Set(hosts.filter((host) => after.catalog.hosts.get(host)?.ban === undefined))
}

/** Own machines are at no host, so what is left on them alone keeps all that is demanded of hosts. */
export const isKeptInside = (demand: string): boolean => isOfHosts(demand) || isWish(demand)

const isAsked = (question: ChoiceQuestion, step: Step, { needs, conditions }: Rule): boolean =>
  [...step.needs, ...needs].includes(question) || conditions.some((each) => each.kind === 'answer' && each.question === question)

/** An option that any host passes for is no limit. */
const named = (space: Space, question: ChoiceQuestion): Diagram =>
  space.answered(question, idsOf({ options: question.options.filter(({ anyHost }) => !anyHost) }))

/** The answers for which a region is assumed that not any host passes for; all of them where one has to be given. */
export function assumedNamed(question: ChoiceQuestion, space: Space): Diagram {
  if (question.assume.length === 0) return space.all
  const isOpen = (value: string | undefined) => question.options.some(({ id, anyHost }) => id === value && anyHost)
  const rows = readRows(space, question.assume, anywhere(space))
  return space.union(rows.flatMap((row, index) => (isOpen(question.assume[index]?.value) ? [] : row.takes())))
}

export const idsOf = ({ options }: Pick<ChoiceQuestion, 'options'>): string[] => options.map(({ id }) => id)

/** The options that any host passes for are no limit, though no condition may tell them from others. */
export const openRegions = ({ questions }: Tree): Told[] =>
  questions.flatMap((question): Told[] =>
    question.kind === 'choice' ? [[question.id, new Set(idsOf({ options: question.options.filter(({ anyHost }) => anyHost) }))]] : [],
  )

/** Whether whoever names a region is held to it still. */
export const isUnnamed = (demand: string): boolean => demand.startsWith('region ') || demand.startsWith('region-assumed ')

/** Each once, the stricter of two that go together. */
export function wordsOf(gone: readonly string[]): string[] {
  const words = gone.flatMap((demand) => {
    const [what, id] = demand.split(' ')
    if (what === 'tier') return `not ${id}`
    if (what === 'host')
      return id === unnamedHosts ? 'no hosts but those that it names' : gone.includes(`host ${unnamedHosts}`) ? [] : `not ${id}`
    if (what === 'agreement') return 'an agreement'
    if (demand === 'license permissive') return 'a permissive license'
    if (what === 'license') return gone.includes('license permissive') ? [] : 'a license for commercial use'
    const unnamed = isUnnamed(demand) && !gone.includes(`region-if-given ${id}`)
    return `the region in ${id}${unnamed ? ', of those who name none' : ''}`
  })
  return [...new Set(words)]
}

/** The key in `only` that makes the demand. */
export const keyOf = (demand: string): string => {
  const [what = ''] = demand.split(' ')
  return what === 'tier' ? 'tiers' : what === 'host' ? 'hosts' : what === 'region-assumed' ? 'region' : what
}
