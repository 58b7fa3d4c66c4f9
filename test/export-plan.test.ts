// A plan whose workloads have different limits → configurations in which none is called by what another one needs.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { exportAiSdk } from '../src/export/ai-sdk.ts'
import type { ExportInput } from '../src/export/input.ts'
import { exportLitellm } from '../src/export/litellm.ts'
import { exportOpenrouter } from '../src/export/openrouter.ts'
import { exportPromptfoo } from '../src/export/promptfoo.ts'
import type { Answers } from '../src/types.ts'
import { attempt, inputFor } from './export-support.ts'

const file = z.object({
  defaults: z.record(z.string(), z.string()),
  workloads: z.array(z.object({ name: z.string(), answers: z.record(z.string(), z.string()) })),
})
const acme = file.parse(parse(readFileSync('examples/acme/workloads.yaml', 'utf8')))

const answersOf = (own: Readonly<Record<string, string>>): Answers => {
  const known = [
    'data-residency',
    'region',
    'task',
    'fine-tuning',
    'frontier-need',
    'cost-dominant',
    'stage',
    'ops-capacity',
    'traffic',
    'latency',
  ]
  return Object.fromEntries(Object.entries({ ...acme.defaults, ...own }).filter(([id]) => known.includes(id)))
}

/** Acme's plan, and each of its workloads once more under every other limit, so that the same models meet under all of them. */
const limits = [
  { 'data-residency': 'anywhere' },
  { 'data-residency': 'contract' },
  { 'data-residency': 'region', region: 'eu' },
  { 'data-residency': 'region', region: 'us' },
  { 'data-residency': 'own-network' },
  { 'data-residency': 'contract', region: 'eu' },
]
const plan = Object.fromEntries(acme.workloads.map(({ name, answers }): [string, Answers] => [name, answersOf(answers)]))
const mixed = Object.fromEntries(
  acme.workloads.flatMap(({ name, answers }) =>
    limits.map((limit): [string, Answers] => [`${name} ${Object.values(limit).join(' ')}`, answersOf({ ...answers, ...limit })]),
  ),
)

const inputs: readonly (readonly [string, ExportInput])[] = [
  ['the plan of Acme', inputFor(plan)],
  ['every workload of it under every limit', inputFor(mixed)],
]

const limitIn = ({ result }: ExportInput['entries'][number]): string => {
  const residency = String(result.answers['data-residency']?.value)
  return residency === 'region' || residency === 'contract' ? `${residency} ${result.answers['region']?.value ?? ''}`.trim() : residency
}

/** What is left when a workload is exported by itself is what it must have in the plan. */
const alone = (input: ExportInput, exporter: (input: ExportInput) => { readonly text: string }) =>
  input.entries.map((entry) => {
    const made = attempt(exporter, { ...input, entries: [entry] })
    return { entry, text: 'text' in made ? made.text : undefined }
  })

const providerOf = (name: string, text: string): string | undefined =>
  new RegExp(`^ {4}get '${name}'\\(\\) \\{ return (?:wrapLanguageModel\\(\\{ model: )?(\\w+)\\(\\)`, 'm').exec(text)?.[1]

describe.each(inputs)('%s', (_, input) => {
  it('litellm: each workload has the entries that it has alone, and its fallbacks stay in its own group', () => {
    const read = (text: string) =>
      parse(text) as { model_list: { model_name: string; model_info: { access_groups: string[] } }[]; router_settings?: unknown }
    const whole = read(exportLitellm(input).text)
    let limited = 0
    for (const { entry, text } of alone(input, exportLitellm)) {
      if (text === undefined) continue
      const { model_list } = read(text)
      const [group = ''] = model_list[0]?.model_info.access_groups ?? []
      // A file with a way out is no air gap, so it is not in the whole one.
      const kept = limitIn(entry) === 'air-gapped' ? [] : model_list
      expect(whole.model_list.filter(({ model_info }) => model_info.access_groups.includes(group))).toEqual(kept)
      if (limitIn(entry) !== 'anywhere') limited += 1
      if (kept.length === 0) continue
      const called = JSON.stringify(model_list)
      if (limitIn(entry) === 'own-network') expect(called).not.toMatch(/"model":"(?!hosted_vllm\/)/)
      if (limitIn(entry).endsWith(' eu'))
        for (const match of called.matchAll(/bedrock\/[^}]*/g)) expect(match[0]).toContain('"aws_region_name":"eu-central-1"')
    }
    expect(limited).toBeGreaterThan(3)
    const names = whole.model_list.map(({ model_name }) => model_name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('ai-sdk: no provider is made for two limits', () => {
    const { text } = exportAiSdk(input)
    const limitsOf = new Map<string, Set<string>>()
    for (const { entry, text: own } of alone(input, exportAiSdk)) {
      if (limitIn(entry) === 'air-gapped') continue
      for (const [, name = ''] of own?.matchAll(/^ {4}get '([a-z0-9-]+)'/gm) ?? []) {
        const provider = providerOf(name, text) ?? `no ${name}`
        limitsOf.set(provider, (limitsOf.get(provider) ?? new Set()).add(limitIn(entry)))
        // What the provider is made with is what the workload has alone.
        const made = (whole: string, constant: string) => new RegExp(`^const ${constant} = (.*)$`, 'm').exec(whole)?.[1]
        const before = providerOf(name, own ?? '') ?? ''
        expect(made(text, provider)).toBe(made(own ?? '', before))
      }
    }
    expect(limitsOf.size).toBeGreaterThan(5)
    for (const [provider, all] of limitsOf) expect([...all], provider).toHaveLength(1)
  })

  it('openrouter: each request is the one that the workload has alone', () => {
    const read = (text: string) => (JSON.parse(text) as { requests: Record<string, unknown> }).requests
    const whole = read(exportOpenrouter(input).text)
    const apart = alone(input, exportOpenrouter).flatMap(({ text }) => (text === undefined ? [] : Object.entries(read(text))))
    expect(Object.fromEntries(apart)).toEqual(whole)
  })

  it('promptfoo: is refused, since every prompt would go to every model', () => {
    expect(attempt(exportPromptfoo, input)).toMatchObject({ exit: 1, message: expect.stringContaining('different limits') })
  })
})

it('a configuration that calls hosts outside says so where a workload may not leave', () => {
  const { 'Support chat': chat = {}, 'Plant manuals': manuals = {} } = plan
  const tied = { ...manuals, 'data-residency': 'own-network' }
  const text = exportLitellm(inputFor({ chat, tied })).text
  expect(text).toContain('This file also calls hosts outside for other workloads')
  expect(text).not.toContain('Close the way out')
  expect(exportLitellm(inputFor({ tied })).text).toContain('Close the way out')
  expect(exportLitellm(inputFor({ manuals })).text).toContain('Close the way out')
})
