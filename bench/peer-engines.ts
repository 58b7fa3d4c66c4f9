// The small decision → the same for engines of others, each in the fastest form that was found, and in that of tables.

import type { Answer, Input } from './decision.ts'
import { exportsOf, installedVersion } from './peers.ts'

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
    const exported = exportsOf(name)
    if (exported === undefined) return { name: `${name}${label}`, make: undefined }
    return { name: `${name} ${installedVersion(name)}${label}`, make: () => make(exported as never) }
  }
  return [
    engine('json-logic-engine', ', compiled', jsonLogicEngine),
    engine('@marcbachmann/cel-js', ', parsed before', cel),
    engine('json-logic-js', '', jsonLogic),
    engine('@gorules/zen-engine', ', one expression, 64 at once', (exported) => zen(exported, expressionNode())),
    engine('@gorules/zen-engine', ', a decision table, 64 at once', (exported) => zen(exported, tableNode())),
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

const cel = ({ parse }: { parse(text: string): (input: Input) => unknown }): Decide => ({
  atOnce: undefined,
  decide: parse(ternaries('&&', '||')),
})

/** One expression for all, nested like the conditions by hand. */
function ternaries(and: string, or: string): string {
  const byLicense = (tier: string) => `(license == "permissive" ? "${tier} permissive" : "${tier}")`
  const choices = [
    `(residency == "own-network" ${or} residency == "air-gapped") ? ${byLicense('self-hosted-open')}`,
    'frontier == "yes" ? "frontier-closed"',
    `(dominant == "no" ${and} stage == "prototype") ? "frontier-closed"`,
    `(operations == "yes" ${and} traffic == "steady") ? ${byLicense('self-hosted-open')}`,
  ]
  return `${choices.join(' : (')} : ${byLicense('hosted-open')}${')'.repeat(choices.length - 1)}`
}

interface ZenEngine {
  createDecision(content: object): { evaluate(input: Input): Promise<{ readonly result: { readonly answer: string } }> }
}

const position = { x: 0, y: 0 }

const expressionNode = () => ({
  type: 'expressionNode',
  content: { expressions: [{ id: 'answer', key: 'answer', value: ternaries('and', 'or') }] },
})

function tableNode() {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row.if)))] as (keyof Input)[]
  const column = (key: string) => ({ id: key, name: key, field: key, type: 'expression' })
  const cells = ({ if: conditions }: Row) =>
    keys.map((key) => [key, (conditions[key] ?? []).map((option) => JSON.stringify(option)).join(', ')])
  const content = {
    hitPolicy: 'first',
    inputs: keys.map(column),
    outputs: [column('answer')],
    rules: rows.map((row, index) => ({ _id: `row-${index}`, ...Object.fromEntries(cells(row)), answer: JSON.stringify(row.answer) })),
  }
  return { type: 'decisionTableNode', content }
}

function zen({ ZenEngine }: { readonly ZenEngine: new () => ZenEngine }, node: object): Decide {
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'decide', name: 'decide', position, ...node },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'first', type: 'edge', sourceId: 'in', targetId: 'decide' },
      { id: 'second', type: 'edge', sourceId: 'decide', targetId: 'out' },
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
