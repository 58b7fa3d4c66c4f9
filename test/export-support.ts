// Recommendations of every kind as input for the exporters.

import { costsOf } from '../src/advise/costs.ts'
import type { RecommendationJson } from '../src/contract.ts'
import { answerFor, everyPath } from '../src/engine/paths.ts'
import { UserError } from '../src/errors.ts'
import type { ExportInput } from '../src/export/input.ts'
import type { Answers, Tree } from '../src/types.ts'
import { advise, tree } from './support.ts'

export const inputFor = (named: Readonly<Record<string, Answers>>, from: Tree = tree): ExportInput => ({
  entries: Object.entries(named).map(([name, answers]) => ({ name, result: advise(answers), rivals: rivalsFor(answers) })),
  ...parts(from),
})

export const parts = ({ catalog, gateways, figures, words, questions }: Tree) => ({
  catalog,
  gateways: gateways(),
  figures,
  words,
  questions,
})

const rivalsFor = (answers: Answers): RecommendationJson['cost']['bills'] =>
  costsOf(tree, { answers }, [1e6], undefined).volumes[0]?.bills ?? []

/** One of each tier, each hybrid and each kind of limit. */
export const workloads: Readonly<Record<string, Answers>> = {
  'hosted open': { 'data-residency': 'anywhere', task: 'extraction', 'cost-dominant': 'yes', tokens: 3e8 },
  'frontier closed': { 'data-residency': 'anywhere', task: 'agentic-coding', 'frontier-need': 'all', tokens: 3e8 },
  'frontier reasoning': { 'data-residency': 'anywhere', task: 'reasoning', 'frontier-need': 'all' },
  hybrid: { 'data-residency': 'anywhere', 'frontier-need': 'slice', tokens: 3e8 },
  'private by contract': { 'data-residency': 'contract', 'frontier-need': 'all' },
  'private in a region': { 'data-residency': 'region', region: 'eu', 'frontier-need': 'all', tokens: 3e8 },
  'hybrid in europe': { 'data-residency': 'region', region: 'eu', 'frontier-need': 'slice', tokens: 3e8 },
  'hybrid in a region': { 'data-residency': 'region', region: 'us', 'frontier-need': 'slice' },
  'open in a region': { 'data-residency': 'region', region: 'eu', 'frontier-need': 'none', 'cost-dominant': 'yes' },
  'open in switzerland': { 'data-residency': 'region', region: 'ch', 'frontier-need': 'none', 'cost-dominant': 'yes' },
  'own network': { 'data-residency': 'own-network', tokens: 3e8 },
  'air-gapped': { 'data-residency': 'air-gapped', task: 'code-completion' },
  'own by choice': {
    'data-residency': 'anywhere',
    task: 'voice',
    'frontier-need': 'none',
    latency: 'realtime',
    'ops-capacity': 'yes',
    traffic: 'steady',
    stage: 'production',
    'cost-dominant': 'no',
  },
  embeddings: { 'data-residency': 'anywhere', task: 'embeddings' },
}

/** A limit that nothing can keep, since nobody named the region. */
export const unnamedRegion: Answers = { 'data-residency': 'region', region: 'other', 'frontier-need': 'all' }

export const hostile = [
  '__proto__',
  'constructor',
  '*/ process.exit(1) //',
  'a\nimport "fs"',
  '{{env.SECRET}} {% raw %}',
  'a: b\n- c #',
  '"; drop',
  'yes',
  '123',
  '1e3',
  'Über Größe',
  '\u202Eevil\u2028x',
  '',
  ' ',
  '默认',
  'default',
  'Default',
  'x'.repeat(500),
  `\${process.env.HOME} \``,
]

/** Every answer that a path can give, with what comes out. */
export function everyResult(): RecommendationJson[] {
  return [...everyPath(tree, 'shortlist')].map(({ answers }) =>
    advise(Object.fromEntries(answers.map(({ question, options }) => [question.id, answerFor(question, options)]))),
  )
}

/** The text, or the refusal. */
export function attempt<T>(exporter: (input: ExportInput) => T, input: ExportInput): T | UserError {
  try {
    return exporter(input)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}
