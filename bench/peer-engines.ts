// The small decision → the same for engines of others, each in its fastest form that was found, all by rows read from the top.

import type { Answer, Input } from './decision.ts'
import { installedVersion, requirePeer } from './peers.ts'

export interface PeerEngine {
  readonly name: string
  /** Undefined where it is not installed. */
  readonly make: (() => Decide) | undefined
}

/** `atOnce` is how many decisions are under way at a time; undefined for an engine that makes none wait. */
export type Way<T> =
  | { readonly atOnce: undefined; readonly decide: (input: T) => unknown }
  | { readonly atOnce: number; readonly decide: (input: T) => Promise<unknown> }

type Decide = Way<Input>

interface Row {
  readonly if: { readonly [Key in keyof Input]?: readonly Input[Key][] }
  readonly answer: Answer
}

const physical = ['own-network', 'air-gapped'] as const
const permissive = ['permissive'] as const

const rows: readonly Row[] = [
  { if: { residency: physical, license: permissive }, answer: 'self-hosted-open permissive' },
  { if: { residency: physical }, answer: 'self-hosted-open' },
  { if: { frontier: ['yes'] }, answer: 'frontier-closed' },
  { if: { dominant: ['no'], stage: ['prototype'] }, answer: 'frontier-closed' },
  { if: { operations: ['yes'], traffic: ['steady'], license: permissive }, answer: 'self-hosted-open permissive' },
  { if: { operations: ['yes'], traffic: ['steady'] }, answer: 'self-hosted-open' },
  { if: { license: permissive }, answer: 'hosted-open permissive' },
  { if: {}, answer: 'hosted-open' },
]

export function peerEngines(): PeerEngine[] {
  const engine = (name: string, label: string, make: (exported: never) => Decide): PeerEngine => {
    const version = installedVersion(name)
    const titled = `${name}${version === undefined ? '' : ` ${version}`}${label}`
    return { name: titled, make: version === undefined ? undefined : () => make(requirePeer(name) as never) }
  }
  return [
    engine('json-logic-engine', ', compiled', jsonLogicEngine),
    engine('@marcbachmann/cel-js', ', parsed before', cel),
    engine('json-logic-js', '', jsonLogic),
    engine('@gorules/zen-engine', ', 64 at once', zen),
    engine('json-rules-engine', '', jsonRules),
  ]
}

/** JsonLogic, nested like the conditions by hand. */
function logic(): unknown {
  const is = (key: keyof Input, value: string) => ({ '===': [{ var: key }, value] })
  const byLicense = (tier: string) => ({ if: [is('license', 'permissive'), `${tier} permissive`, tier] })
  return {
    if: [
      ...[{ or: physical.map((option) => is('residency', option)) }, byLicense('self-hosted-open')],
      ...[is('frontier', 'yes'), 'frontier-closed'],
      ...[{ and: [is('dominant', 'no'), is('stage', 'prototype')] }, 'frontier-closed'],
      ...[{ and: [is('operations', 'yes'), is('traffic', 'steady')] }, byLicense('self-hosted-open')],
      byLicense('hosted-open'),
    ],
  }
}

function jsonLogicEngine({
  LogicEngine,
}: {
  readonly LogicEngine: new () => { build(logic: unknown): (input: Input) => unknown }
}): Decide {
  return { atOnce: undefined, decide: new LogicEngine().build(logic()) }
}

function jsonLogic({ apply }: { apply(logic: unknown, input: Input): unknown }): Decide {
  const small = logic()
  return { atOnce: undefined, decide: (input) => apply(small, input) }
}

function cel({ parse }: { parse(text: string): (input: Input) => unknown }): Decide {
  const byLicense = (tier: string) => `(license == "permissive" ? "${tier} permissive" : "${tier}")`
  const text = [
    `residency == "own-network" || residency == "air-gapped" ? ${byLicense('self-hosted-open')}`,
    'frontier == "yes" ? "frontier-closed"',
    'dominant == "no" && stage == "prototype" ? "frontier-closed"',
    `operations == "yes" && traffic == "steady" ? ${byLicense('self-hosted-open')}`,
    byLicense('hosted-open'),
  ]
  return { atOnce: undefined, decide: parse(text.join(' : ')) }
}

interface ZenEngine {
  createDecision(content: object): { evaluate(input: Input): Promise<{ readonly result: { readonly answer: string } }> }
}

/** One decision table; a chain of five is slower. */
function zen({ ZenEngine }: { readonly ZenEngine: new () => ZenEngine }): Decide {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row.if)))] as (keyof Input)[]
  const table = {
    hitPolicy: 'first',
    inputs: keys.map((key) => ({ id: key, name: key, field: key, type: 'expression' })),
    outputs: [{ id: 'answer', name: 'answer', field: 'answer', type: 'expression' }],
    rules: rows.map((row, index) => ({
      _id: `row-${index}`,
      ...Object.fromEntries(keys.map((key) => [key, (row.if[key] ?? []).map((option) => JSON.stringify(option)).join(', ')])),
      answer: JSON.stringify(row.answer),
    })),
  }
  const position = { x: 0, y: 0 }
  const decision = new ZenEngine().createDecision({
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'table', type: 'decisionTableNode', name: 'table', position, content: table },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'first', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'second', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  })
  return { atOnce: 64, decide: async (input) => (await decision.evaluate(input)).result.answer }
}

interface RulesEngine {
  addRule(rule: object): void
  run(input: Input): Promise<{ readonly events: readonly { readonly type: string }[] }>
  stop(): void
}

/** By priority, and it stops at the first row that fits; so only one decision can be under way. */
function jsonRules({ Engine }: { readonly Engine: new () => RulesEngine }): Decide {
  const engine = new Engine()
  for (const [index, row] of rows.entries())
    engine.addRule({
      conditions: { all: Object.entries(row.if).map(([fact, value]) => ({ fact, operator: 'in', value })) },
      priority: rows.length - index,
      event: { type: row.answer },
      onSuccess: () => engine.stop(),
    })
  return { atOnce: 1, decide: async (input) => (await engine.run(input)).events[0]?.type }
}
