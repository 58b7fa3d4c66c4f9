// Recommendations → the configuration of a LiteLLM proxy.

import type { GatewaySettings } from '../gateway-types.ts'
import { fill } from '../words.ts'
import { type Call, type Lane, type Workload, workloads } from './calls.ts'
import type { ExportInput } from './input.ts'
import { type Budget, budgetOf } from './money.ts'
import { uniqueNames } from './names.ts'
import { callsOf, comment, notesOf } from './notes.ts'
import { yamlText } from './yaml.ts'

/** What LiteLLM resets a budget after. */
const month = '30d'

const masterKey = 'LITELLM_MASTER_KEY'

interface Named {
  readonly name: string
  readonly call: Call<'litellm'>
}

export function exportLitellm(input: ExportInput): string {
  const { words } = input
  const all = workloads(input, 'litellm', 'LiteLLM')
  const unique = uniqueNames()
  for (const { lanes } of all) for (const { name } of lanes) unique(name)
  const budgets = all.map((workload) => budgetOf(input, workload))
  const groups = all.map(({ lanes }) => lanes.map((lane) => namedCalls(lane, unique)))
  const list = groups.flatMap((lanes, index) =>
    lanes.flat().map(({ name, call }) => deployment(name, call, deploymentBudget(all[index], budgets[index]))),
  )
  const fallbacks = groups
    .flat()
    .flatMap(([first, ...others]) => (first && others.length > 0 ? [{ [first.name]: others.map(({ name }) => name) }] : []))
  const total = totalOf(budgets)
  const sensitive = all.some(({ limit }) => limit.kind !== 'anywhere')
  const settings = {
    ...(sensitive ? { turn_off_message_logging: true } : {}),
    ...(total === undefined ? {} : { max_budget: total, budget_duration: month }),
  }
  const config = {
    model_list: list,
    ...(fallbacks.length > 0 ? { router_settings: { fallbacks } } : {}),
    ...(Object.keys(settings).length > 0 ? { litellm_settings: settings } : {}),
    general_settings: {
      master_key: `os.environ/${masterKey}`,
      ...(sensitive ? { store_prompts_in_spend_logs: false } : {}),
    },
  }
  const dear = callsOf(all).filter(({ offer }) => (offer?.above.length ?? 0) > 0)
  const more = [
    ...(fallbacks.length > 0 ? [words['export-fallbacks']] : []),
    ...budgets.map(({ note }) => note),
    ...(total !== undefined || list.some(({ litellm_params }) => 'max_budget' in litellm_params) ? [words['export-litellm-spend']] : []),
    ...new Set(dear.map(({ title }) => fill(words['export-above'], { model: title }))),
    ...(all.some(({ limit }) => limit.kind === 'own') ? [words['export-litellm-own']] : []),
  ]
  return `${comment('#', notesOf(input, all, more, [masterKey]))}\n\n${yamlText(config)}`
}

const namedCalls = ({ name, calls }: Lane<'litellm'>, unique: (wanted: string) => string): Named[] =>
  calls.map((call, index) => ({ call, name: index === 0 ? name : unique(`${name}-fallback-${index}`) }))

function deployment(name: string, { how, id, settings, embedding, rates, host, tier, model }: Call<'litellm'>, budget: number | undefined) {
  return {
    model_name: name,
    litellm_params: {
      model: `${how.prefix}${id}`,
      ...references(settings),
      ...pricing(rates, host),
      ...(budget === undefined || host === undefined ? {} : { max_budget: budget, budget_duration: month }),
    },
    model_info: { mode: embedding ? 'embedding' : 'chat', pick_llm_tier: tier, pick_llm_model: model },
  }
}

const references = (settings: GatewaySettings): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, typeof value === 'string' ? value : `os.environ/${value.variable}`]),
  )

/** LiteLLM counts nothing for a model that is newer than its own list. Own machines are billed by the hour, not by the token. */
function pricing(rates: Call['rates'], host: string | undefined): Record<string, number> {
  if (host === undefined) return { input_cost_per_token: 0, output_cost_per_token: 0 }
  if (!rates) return {}
  const cached = rates.cached === undefined ? {} : { cache_read_input_token_cost: byToken(rates.cached) }
  return { input_cost_per_token: byToken(rates.input), output_cost_per_token: byToken(rates.output), ...cached }
}

/** Without the noise of a division in binary. */
const byToken = (usdPerMillion: number): number => Number((usdPerMillion / 1e6).toPrecision(12))

/** A hybrid has one bill for both slices, so only the whole proxy can be held to it. */
const deploymentBudget = (workload: Workload | undefined, budget: Budget | undefined): number | undefined =>
  workload?.lanes.length === 1 ? budget?.usd : undefined

/** Known only when every part of the spend is: a limit on some of it would stop the rest. */
function totalOf(budgets: readonly Budget[]): number | undefined {
  const known = budgets.flatMap(({ usd }) => usd ?? [])
  if (known.length < budgets.length) return undefined
  const total = Math.ceil(known.reduce((sum, usd) => sum + usd, 0) * 100) / 100
  return total > 0 ? total : undefined
}
