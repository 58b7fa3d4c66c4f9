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
      const { only } = rule
      if (!only) return []
      const set = reach.takes(rule)
      const choices = [only.region, only.regionIfGiven].map((question) => (question?.kind === 'choice' ? question : undefined))
      const given = choices.flatMap((question) => question ?? [])
      const [always] = choices
      // A region that nobody is asked for is a limit only to those who name one.
      const asked = given.filter((question) => isAsked(question, step, rule))
      const demands = new Map<string, Diagram>([
        ...leftOutBy(rule).map((tier): [string, Diagram] => [`tier ${tier}`, set]),
        ...hostsLeftOut(only, hosts).map((host): [string, Diagram] => [`host ${host}`, set]),
        ...(only.license === 'permissive' ? [['license permissive', set] as const] : []),
        ...(only.license ? [['license commercial', set] as const] : []),
        ...(only.agreement ? [['agreement', set] as const] : []),
        ...asked.map((question): [string, Diagram] => [`region ${question.id}`, space.and(set, named(space, question))]),
        // Of those who are asked and do not know.
        ...(always ? [[`region-assumed ${always.id}`, space.and(set, assumedNamed(always, space))] as const] : []),
        ...given.map((question): [string, Diagram] => [`region-if-given ${question.id}`, space.and(set, named(space, question))]),
      ])
      return demands.size === 0 ? [] : [{ step, rule, demands }]
    }),
  )
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

export function demandsBy(all: readonly Limiting[], space: Space): Map<string, Diagram> {
  const found = new Map<string, Diagram>()
  for (const { demands } of all) for (const [demand, set] of demands) found.set(demand, space.or(found.get(demand) ?? space.empty, set))
  return found
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
