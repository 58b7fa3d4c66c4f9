// Recommendations → the configuration of a LiteLLM proxy.

import type { GatewaySettings } from '../gateway-types.ts'
import { fill } from '../words.ts'
import { type Call, type Lane, type Workload, workloads } from './calls.ts'
import type { Exported, ExportInput } from './input.ts'
import { isInside } from './limits.ts'
import { type Budget, budgetOf, upToCent } from './money.ts'
import { callsOf, comment, fallbackNotes, leftOutOf, notesOf } from './notes.ts'
import { isEmbedding } from './places.ts'
import { yamlText } from './yaml.ts'

/** What LiteLLM resets a budget after. */
const month = '30d'

const masterKey = 'LITELLM_MASTER_KEY'

interface Named {
  readonly name: string
  readonly call: Call<'litellm'>
}

export function exportLitellm(input: ExportInput): Exported {
  const { words } = input
  const all = workloads(input, 'litellm', 'LiteLLM')
  const served = all.filter(({ lanes }) => lanes.length > 0)
  const budgets = served.map((workload) => budgetOf(input, workload))
  const list = served.flatMap((workload) =>
    workload.lanes.flatMap((lane) => namedCalls(lane).map((named) => deployment(named, groupOf(workload)))),
  )
  const fallbacks = served
    .flatMap(({ lanes }) => lanes.map(namedCalls))
    .flatMap(([first, ...others]) => (first && others.length > 0 ? [{ [first.name]: others.map(({ name }) => name) }] : []))
  const total = totalOf(budgets)
  const sensitive = served.some(({ limit }) => limit.kind !== 'anywhere')
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
    ...fallbackNotes(input, served),
    ...budgets.map(({ note }) => note),
    ...groupBudgets(input, served, budgets),
    ...(total === undefined ? [] : [fill(words['export-litellm-total'], { usd: String(total) })]),
    words['export-litellm-keys'],
    ...new Set(dear.map(({ title }) => fill(words['export-above'], { model: title }))),
    ...(served.some(({ limit }) => isInside(limit)) ? [words['export-litellm-own']] : []),
  ]
  return { text: `${comment('#', notesOf(input, all, more, [masterKey]))}\n\n${yamlText(config)}`, leftOut: leftOutOf(all) }
}

const namedCalls = ({ name, calls }: Lane<'litellm'>): Named[] =>
  calls.map((call, index) => ({ call, name: index === 0 ? name : `${name}-fallback-${index}` }))

/** The access group of a workload: what a key may be held to, and what one budget is shared by. */
const groupOf = ({ name }: Workload): string => `${name}-models`

/** No deployment has a limit of its own: over it, LiteLLM goes on to the fallbacks, and each would spend the whole bill again. */
function deployment({ name, call }: Named, group: string) {
  const { how, id, settings, retention, rates, host, tier, model } = call
  return {
    model_name: name,
    litellm_params: { model: `${how.prefix}${id}`, ...references(settings), ...notStored(retention), ...pricing(rates, host) },
    model_info: {
      mode: isEmbedding(call) ? 'embedding' : 'chat',
      access_groups: [group],
      pick_llm_tier: tier,
      pick_llm_model: model,
    },
  }
}

/** A budget of a group is no part of the file: it is set on the running proxy. */
function groupBudgets({ words }: ExportInput, served: readonly Workload[], budgets: readonly Budget[]): string[] {
  const lines = served.flatMap((workload, index) => {
    const usd = budgets[index]?.usd ?? 0
    return usd > 0 ? [`  PUT /access_group/${groupOf(workload)}/budget ${JSON.stringify({ max_budget: usd, budget_duration: month })}`] : []
  })
  return lines.length > 0 ? [words['export-litellm-spend'], ...lines] : []
}

const references = (settings: GatewaySettings): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, typeof value === 'string' ? value : `os.environ/${value.variable}`]),
  )

/** `drop_params` takes no part of `extra_body` away. */
const notStored = (retention: Call['retention']): { readonly extra_body?: Call['retention'] } =>
  Object.keys(retention).length > 0 ? { extra_body: retention } : {}

/** LiteLLM counts nothing for a model that is newer than its own list. Own machines are billed by the hour, not by the token. */
function pricing(rates: Call['rates'], host: string | undefined): Record<string, number> {
  if (host === undefined) return { input_cost_per_token: 0, output_cost_per_token: 0 }
  if (!rates) return {}
  const cached = rates.cached === undefined ? {} : { cache_read_input_token_cost: byToken(rates.cached) }
  return { input_cost_per_token: byToken(rates.input), output_cost_per_token: byToken(rates.output), ...cached }
}

/** Without the noise of a division in binary. */
const byToken = (usdPerMillion: number): number => Number((usdPerMillion / 1e6).toPrecision(12))

/** Known only when every part of the spend is: a limit on some of it would stop the rest. */
function totalOf(budgets: readonly Budget[]): number | undefined {
  const known = budgets.flatMap(({ usd }) => usd ?? [])
  if (known.length < budgets.length) return undefined
  const total = upToCent(known.reduce((sum, usd) => sum + usd, 0))
  return total > 0 ? total : undefined
}
