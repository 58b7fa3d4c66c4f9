// A small decision → every input that it can have, its answers by hand-written conditions, and the same as a tree of rules.

import { readFileSync } from 'node:fs'
import { walk } from '../src/engine/walk.ts'
import { loadRules } from '../src/rules/load.ts'
import type { Tree } from '../src/types.ts'

const options = {
  residency: ['anywhere', 'contract', 'own-network', 'air-gapped'],
  frontier: ['yes', 'no'],
  dominant: ['yes', 'no'],
  stage: ['prototype', 'production'],
  license: ['permissive', 'any'],
  operations: ['yes', 'no'],
  traffic: ['steady', 'bursty'],
} as const

export type Input = { readonly [Key in keyof typeof options]: (typeof options)[Key][number] }

/** The tier, and whether its models need a permissive license. */
export type Answer = (typeof answers)[number]

const answers = ['self-hosted-open', 'self-hosted-open permissive', 'hosted-open', 'hosted-open permissive', 'frontier-closed'] as const

/** All combinations of options. */
export const allInputs: readonly Input[] = Object.entries(options).reduce<Record<string, string>[]>(
  (inputs, [key, values]) => inputs.flatMap((input) => values.map((value) => ({ ...input, [key]: value }))),
  [{}],
) as unknown as Input[]

/** The limit: what nobody beats by rules. */
export function byHand(input: Input): Answer {
  const permissive = input.license === 'permissive'
  if (input.residency === 'own-network' || input.residency === 'air-gapped')
    return permissive ? 'self-hosted-open permissive' : 'self-hosted-open'
  if (input.frontier === 'yes') return 'frontier-closed'
  if (input.dominant === 'no' && input.stage === 'prototype') return 'frontier-closed'
  if (input.operations === 'yes' && input.traffic === 'steady') return permissive ? 'self-hosted-open permissive' : 'self-hosted-open'
  return permissive ? 'hosted-open permissive' : 'hosted-open'
}

interface Reasoned {
  readonly answer: Answer
  readonly path: readonly string[]
}

/** The same conditions, which also tell the rule of each step. */
export function byHandWithPath(input: Input): Reasoned {
  const path: string[] = []
  let tier: 'self-hosted-open' | 'hosted-open' | 'frontier-closed' | undefined
  if (input.residency === 'own-network' || input.residency === 'air-gapped') {
    tier = 'self-hosted-open'
    path.push('physical')
  } else path.push('anywhere')
  if (tier) path.push('')
  else if (input.frontier === 'yes') {
    tier = 'frontier-closed'
    path.push('all')
  } else path.push('none')
  if (tier) path.push('')
  else if (input.dominant === 'no' && input.stage === 'prototype') {
    tier = 'frontier-closed'
    path.push('prototype')
  } else {
    tier = 'hosted-open'
    path.push('open')
  }
  if (tier === 'frontier-closed') {
    path.push('', '')
    return { answer: tier, path }
  }
  const permissive = input.license === 'permissive'
  path.push(permissive ? 'permissive' : 'any')
  if (tier !== 'hosted-open') path.push('')
  else if (input.operations === 'yes' && input.traffic === 'steady') {
    tier = 'self-hosted-open'
    path.push('own-gpus')
  } else path.push('host')
  return { answer: permissive ? `${tier} permissive` : tier, path }
}

/** `bench/decision.yaml`, with the sentences that every tree has to have. Throws `FileError` when it does not load. */
export function smallTree(): Tree {
  const files = ['rules/words.yaml', 'bench/decision.yaml'].map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  return loadRules(files).tree
}

/** What the walk says, as the hand-written conditions say it. */
export function byWalk(tree: Tree, input: Input): Reasoned {
  const progress = walk(tree, input)
  if (progress.kind !== 'arrived') throw new Error(`the small decision does not arrive for ${JSON.stringify(input)}`)
  const { tier, narrowings } = progress.outcome
  const answer = narrowings.some(({ license }) => license === 'permissive') ? `${tier} permissive` : tier
  return { answer: answer as Answer, path: progress.path.map(({ rule }) => rule?.id ?? '') }
}
