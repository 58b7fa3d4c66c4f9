// Recommendations → a TypeScript module for the AI SDK: models by name, and the order to try them in.

import type { GatewayPackage, GatewaySettings } from '../gateway-types.ts'
import { fill } from '../words.ts'
import { type Call, workloads } from './calls.ts'
import type { Exported, ExportInput } from './input.ts'
import { type Limit, limitKey, limitWords } from './limits.ts'
import { camelCase, uniqueNames } from './names.ts'
import { callsOf, comment, fallbackNotes, leftOutOf, notesOf } from './notes.ts'
import { isEmbedding } from './places.ts'

interface Provider {
  readonly name: string
  readonly how: GatewayPackage
  readonly settings: GatewaySettings
}

interface Named {
  readonly name: string
  readonly call: Call<'aiSdk'>
}

/** Where the module finds its variables; this program reads none for it. */
const environment = ['process', 'env'].join('.')

/** A missing variable must stop the program: a default address could be outside the limit. */
const needFunction = `function need(name: string): string {
  const value = ${environment}[name]
  if (value === undefined || value === '') throw new Error(\`Set \${name}\`)
  return value
}
`

/** Whoever uses one workload has the variables of that one alone. */
const lazyFunction = `/** Made when it is first asked for, so that only what is used needs its variables. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
`

const fallbackFunction = `export async function withFallbacks<T>(name: keyof typeof fallbacks, run: (model: LanguageModel) => Promise<T>): Promise<T> {
  let failure: unknown
  for (const id of fallbacks[name]) {
    try {
      return await run(models.languageModel(id))
    } catch (error) {
      failure = error
    }
  }
  throw failure
}
`

export function exportAiSdk(input: ExportInput): Exported {
  const all = workloads(input, 'aiSdk', 'the AI SDK')
  const lanes = all.flatMap((workload) => workload.lanes)
  const groups = lanes.map(({ name, calls }) =>
    calls.map((call, index): Named => ({ call, name: index === 0 ? name : `${name}-fallback-${index}` })),
  )
  const providers = providersOf(callsOf(all))
  const [embedding, language] = split(groups.flat())
  const packages = ['ai', ...new Set([...providers.values()].map(({ how }) => npmName(how.package)))]
  const install = fill(input.words['export-ai-sdk-install'], { packages: packages.join(' ') })
  const orders = groups.filter((group) => group.some(({ call }) => !isEmbedding(call)))
  const body = [
    ...imports([...providers.values()], fromAi(language)),
    '',
    ...([...providers.values()].some(({ settings }) => Object.values(settings).some((value) => typeof value !== 'string'))
      ? [needFunction]
      : []),
    lazyFunction,
    ...[...providers.values()].map(({ name, how, settings }) => `const ${name} = lazy(() => ${how.create}(${objectText(settings)}))`),
    '',
    'export const models = customProvider({',
    ...section('languageModels', language, ({ call }) => modelText(providers, call)),
    ...section('embeddingModels', embedding, ({ call }) => `${providerOf(providers, call)}().embeddingModel(${quoted(call.id)})`),
    '})',
    ...(orders.length > 0
      ? ['', `/** ${input.words['export-ai-sdk-order']} */`, ...ordersText(orders), '', fallbackFunction.trimEnd()]
      : []),
  ]
  const head = comment('//', notesOf(input, all, [...fallbackNotes(input, all), install]))
  return { text: `${head}\n\n${body.join('\n')}\n`, leftOut: leftOutOf(all) }
}

function providersOf(calls: readonly Call<'aiSdk'>[]): ReadonlyMap<string, Provider> {
  const unique = uniqueNames()
  // Names that the module uses for itself.
  for (const taken of ['models', 'fallbacks', 'need', 'lazy', 'withFallbacks', ...wrapping, 'customProvider']) unique(taken)
  const providers = new Map<string, Provider>()
  for (const call of calls) {
    const key = keyOf(call)
    if (providers.has(key)) continue
    const server = call.host === undefined ? ['own-server', ...suffixOf(call.limit), call.model] : [call.host, ...suffixOf(call.limit)]
    const name = camelCase(unique(camelCase(...server)))
    providers.set(key, { name, how: call.how, settings: call.settings })
  }
  return providers
}

/** What one limit needs is never shared with a workload under another, even where it is the same today. */
const keyOf = ({ how, settings, limit }: Call<'aiSdk'>): string => JSON.stringify([how.package, how.create, settings, limitKey(limit)])

/** A region names itself. */
const suffixOf = (limit: Limit): string[] => limitWords(limit).filter((word) => word !== 'anywhere' && word !== 'region')

const providerOf = (providers: ReadonlyMap<string, Provider>, call: Call<'aiSdk'>): string => providers.get(keyOf(call))?.name ?? ''

function split(named: readonly Named[]): readonly [Named[], Named[]] {
  return [named.filter(({ call }) => isEmbedding(call)), named.filter(({ call }) => !isEmbedding(call))]
}

/** What lays fields over every request of a model. */
const wrapping = ['defaultSettingsMiddleware', 'wrapLanguageModel'] as const

/** A caller's own options come over these. */
function modelText(providers: ReadonlyMap<string, Provider>, call: Call<'aiSdk'>): string {
  const model = `${providerOf(providers, call)}()(${quoted(call.id)})`
  const fields = Object.entries(call.retention).map(([field, value]) => `${field}: ${value}`)
  if (fields.length === 0) return model
  const options = `{ ${call.how.options ?? ''}: { ${fields.join(', ')} } }`
  return `wrapLanguageModel({ model: ${model}, middleware: defaultSettingsMiddleware({ settings: { providerOptions: ${options} } }) })`
}

const fromAi = (language: readonly Named[]): string[] => [
  'customProvider',
  ...(language.some(({ call }) => Object.keys(call.retention).length > 0) ? wrapping : []),
  ...(language.length > 0 ? ['type LanguageModel'] : []),
]

function imports(providers: readonly Provider[], names: readonly string[]): string[] {
  const lines = providers.map(({ how }) => `import { ${how.create} } from ${quoted(how.package)}`)
  return [...[...new Set(lines)].sort(), `import { ${names.toSorted(byName).join(', ')} } from 'ai'`]
}

const byName = (a: string, b: string): number => (bare(a) < bare(b) ? -1 : 1)

const bare = (name: string): string => name.replace('type ', '').toLowerCase()

/** `@ai-sdk/google-vertex/maas` is a part of `@ai-sdk/google-vertex`. */
const npmName = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')

const section = (key: string, named: readonly Named[], text: (named: Named) => string): string[] =>
  named.length === 0 ? [] : [`  ${key}: {`, ...named.map((each) => `    get ${quoted(each.name)}() { return ${text(each)} },`), '  },']

const ordersText = (orders: readonly (readonly Named[])[]): string[] => [
  'export const fallbacks = {',
  ...orders.map((group) => `  ${quoted(group[0]?.name ?? '')}: [${group.map(({ name }) => quoted(name)).join(', ')}],`),
  '} as const',
]

function objectText(settings: GatewaySettings): string {
  const fields = Object.entries(settings).map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? quoted(value) : `need(${quoted(value.variable)})`}`,
  )
  return fields.length === 0 ? '' : `{ ${fields.join(', ')} }`
}

/** Single quotes, as the rest of the module has them. */
const quoted = (text: string): string => `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`
