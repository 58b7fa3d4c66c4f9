// One fact changed at a time: `check` names it, fails on it where it was asked to, and blames nothing else.

import { describe, expect, it } from 'vitest'
import { planOf } from '../src/decisions/plan.ts'
import { type Case, checkSaved, drift, requestOf, told, treeWith } from './drift.ts'
import { advise, maker } from './support.ts'

const hosted = { 'data-residency': 'anywhere', tokens: '300M' }
const prototype = { 'data-residency': 'anywhere', stage: 'prototype' }
const split = { 'data-residency': 'anywhere', 'frontier-need': 'slice', tokens: '300M' }
const inside = { 'data-residency': 'air-gapped', tokens: '300M' }
const own = { 'data-residency': 'anywhere', 'ops-capacity': 'yes', latency: 'relaxed', tokens: '30B' }
const european = { 'data-residency': 'region', region: 'eu', 'frontier-need': 'none', tokens: '300M' }

const atStep = (rules: object) => ({ steps: { 'cost-dominance': { rules } } })
const offered = (model: string, hosts: object) => ({ offers: { [model]: hosts } })
const known = (model: string, facts: object | null) => ({ models: { [model]: facts } })
const reason = { because: 'x', sources: { '003': 'x' } }

const newcomer = {
  title: 'Newcomer 1',
  lab: 'x',
  origin: 'us',
  weights: 'open',
  license: 'apache-2.0',
  evidence: 'primary',
  status: 'current',
  context: 300000,
  'good-at': ['chat'],
  sources: { 'pi-ai': 'x' },
}
const sold = { deepinfra: { id: 'n1', input: 0.1, output: 1, 'as-of': '2026-11-10', sources: { 'pi-ai': 'x' } } }

const measured = (input: number, output: number, perGpu: number) => ({ input, output, 'per-gpu': perGpu, sources: { 'tensorrt-llm': 'x' } })

/** A question that only some rules have. */
const tone = {
  questions: {
    tone: {
      step: 'frontier-need',
      kind: 'choice',
      ask: 'q',
      why: 'w',
      options: { strict: { means: 'a' }, loose: { means: 'b' } },
      assume: [{ value: 'loose', because: 'x' }],
    },
  },
  steps: {
    'frontier-need': {
      rules: { toned: { before: 'none', if: { tone: 'strict' }, tier: 'frontier-closed', 'runner-up': 'hosted-open', ...reason } },
    },
  },
}

const onlyQwen = {
  picks: { 'self-hosted-open': { general: { models: { 'mistral-large-3': null, 'deepseek-v4-flash': null, 'llama-3.3-70b': null } } } },
}

const gpus = (usd: number) => Object.fromEntries(['h100', 'h200', 'b200'].map((id) => [id, { low: usd, mid: usd, high: usd }]))

interface Row extends Case {
  readonly change: string
  /** Each finding with whether it fails and every input behind it, the decisive one first. */
  readonly says: readonly string[]
  /** Inputs that moved without being named. */
  readonly unnamed?: readonly string[]
}

const gone = (text: string) => expect.stringMatching(new RegExp(`^fails shortlist: The shortlist has changed: ${text}`))
const withTier = expect.stringMatching(/^fails shortlist: The shortlist has changed with the tier: /)
const bill = expect.stringMatching(/^fails cost: The bill was \$\S+ a month .* and is now \$/)

const rows: readonly Row[] = [
  {
    change: 'the effect of a rule',
    answers: { 'data-residency': 'anywhere' },
    layer: atStep({ production: { tier: 'frontier-closed' } }),
    says: [
      'fails tier: The tier was hosted-open and is now frontier-closed.',
      '  rules cost-dominance/production tier: hosted-open → frontier-closed',
      withTier,
      '  rules cost-dominance/production tier: hosted-open → frontier-closed',
    ],
  },
  {
    change: 'the conditions of a rule',
    answers: prototype,
    layer: atStep({ prototype: { if: { 'cost-dominant': 'yes' } } }),
    says: [
      'fails tier: The tier was frontier-closed and is now hosted-open.',
      '  rules cost-dominance/prototype if: cost-dominant no, stage prototype → cost-dominant yes, stage prototype',
      '  steps cost-dominance rule: prototype → production',
      withTier,
      '  rules cost-dominance/prototype if: cost-dominant no, stage prototype → cost-dominant yes, stage prototype',
      '  steps cost-dominance rule: prototype → production',
    ],
  },
  {
    change: 'a rule removed',
    answers: prototype,
    layer: atStep({ prototype: null }),
    says: [
      'fails tier: The tier was frontier-closed and is now hosted-open.',
      '  rules cost-dominance/prototype entry: there → null',
      '  steps cost-dominance rule: prototype → production',
      withTier,
      '  rules cost-dominance/prototype entry: there → null',
      '  steps cost-dominance rule: prototype → production',
    ],
  },
  {
    change: 'a new rule before the one that applied',
    answers: { 'data-residency': 'anywhere' },
    layer: atStep({
      chatty: { before: 'production', if: { task: 'chat' }, tier: 'frontier-closed', 'runner-up': 'hosted-open', ...reason },
    }),
    says: [
      'fails tier: The tier was hosted-open and is now frontier-closed.',
      '  steps cost-dominance rule: production → chatty',
      withTier,
      '  steps cost-dominance rule: production → chatty',
    ],
  },
  {
    change: 'an assumption, and whatever is assumed because of it',
    answers: { 'data-residency': 'anywhere' },
    layer: { questions: { task: { assume: [{ value: 'reasoning', because: 'x' }] } } },
    says: [
      'fails tier: The tier was hosted-open and is now frontier-closed.',
      '  answers task assumed: chat → reasoning',
      '  answers frontier-need assumed: none → all',
      '  steps frontier-need rule: none → all',
      withTier,
      '  answers task assumed: chat → reasoning',
      '  answers frontier-need assumed: none → all',
      '  steps frontier-need rule: none → all',
    ],
  },
  {
    change: 'an assumption that leads to no other result',
    answers: hosted,
    layer: { questions: { license: { assume: [{ value: 'any', because: 'x' }] } } },
    says: [
      'note steps: At the step license the rule permissive applied, and now any, which leads to the same tier.',
      '  answers license assumed: permissive → any',
      '  steps license rule: permissive → any',
    ],
  },
  {
    change: 'a demand of a rule',
    answers: { 'data-residency': 'anywhere', license: 'any', task: 'multimodal', 'frontier-need': 'none' },
    layer: { steps: { license: { rules: { any: { only: { license: 'permissive' } } } } } },
    says: [
      expect.stringMatching(/^fails shortlist: The shortlist has changed: Llama 4 Maverick is gone: /),
      '  rules license/any only: license commercial → license permissive',
    ],
  },
  {
    change: 'the saving that makes own GPUs worth it',
    answers: own,
    layer: { figures: { 'worthwhile-saving': { value: 0.9 } } },
    says: [
      'fails tier: The tier was self-hosted-open and is now hosted-open.',
      '  figures worthwhile-saving value: 0.3 → 0.9',
      '  steps ops-capacity rule: saving → hosted',
      withTier,
      '  figures worthwhile-saving value: 0.3 → 0.9',
      '  steps ops-capacity rule: saving → hosted',
      bill,
      '  figures worthwhile-saving value: 0.3 → 0.9',
      '  steps ops-capacity rule: saving → hosted',
    ],
  },
  {
    change: 'a figure that the saving is worked out from',
    answers: own,
    layer: { figures: { utilisation: { value: 0.2, low: 0.1 } } },
    says: [
      'fails tier: The tier was self-hosted-open and is now hosted-open.',
      '  figures utilisation value: 0.7 → 0.2',
      '  steps ops-capacity rule: saving → hosted',
      withTier,
      '  figures utilisation value: 0.7 → 0.2',
      '  steps ops-capacity rule: saving → hosted',
      bill,
      '  figures utilisation value: 0.7 → 0.2',
      '  steps ops-capacity rule: saving → hosted',
    ],
    unnamed: ['utilisation'],
  },
  {
    change: 'the price of a GPU, beside one of another model and a figure about ages',
    answers: inside,
    layer: { gpus: { h100: { mid: 6.26, high: 9.99 } }, figures: { 'figure-age': { value: 400, low: 400, high: 400 } } },
    failOn: 'cost:5%',
    says: [
      'fails cost: The bill was $7,770.37 a month and is now $8,652.94, +11%.',
      '  gpus h100 mid: 3.13 → 6.26',
      '  gpus h100 high: 4.29 → 9.99',
    ],
    unnamed: ['figure-age'],
  },
  {
    change: 'the throughput that counts, beside two that do not',
    unnamed: ['qwen3.8-27b/h100x1', 'qwen3.8-27b/h100x1'],
    answers: inside,
    layer: {
      deployments: {
        'qwen3.8-27b': { h100x1: { throughput: [measured(1000, 1000, 9), measured(5000, 500, 2), measured(8192, 1024, 1)] } },
      },
    },
    says: [
      'fails cost: The bill was $7,770.37 a month and is now $8,652.94, +11%.',
      '  deployments qwen3.8-27b/h100x1 tokens/s per GPU at 8192:1024: 398 → 1',
    ],
  },
  {
    change: 'the price of the pick, beside one of a model that is only compared with',
    answers: hosted,
    layer: {
      offers: { 'qwen3.8-27b': { deepinfra: { input: 0.3, output: 2.8, cached: 0.06 } }, 'claude-sonnet-5.5': { anthropic: { input: 3 } } },
    },
    says: [
      'fails cost: The bill was $232.50 a month and is now $277.50, +19%.',
      '  prices qwen3.8-27b@deepinfra input: 0.2 → 0.3',
      '  prices qwen3.8-27b@deepinfra output: 2.5 → 2.8',
    ],
    unnamed: ['qwen3.8-27b@deepinfra', 'claude-sonnet-5.5@anthropic'],
  },
  {
    change: 'the price of a slice of a split',
    answers: split,
    layer: { offers: { 'claude-sonnet-5.5': { anthropic: { input: 4 } }, 'gpt-6-luna': { openai: { input: 9 } } } },
    says: ['fails cost: The bill was $329.25 a month and is now $374.25, +14%.', '  prices claude-sonnet-5.5@anthropic input: 2 → 4'],
    unnamed: ['gpt-6-luna@openai'],
  },
  {
    change: 'the size of the hard slice',
    answers: split,
    layer: { figures: { 'hard-share': { value: 0.5, low: 0.5, high: 0.5 }, 'engineer-hours': { value: 80 } } },
    says: ['fails cost: The bill was $329.25 a month and is now $716.25, +118%.', '  figures hard-share value: 0.1 → 0.5'],
    unnamed: ['engineer-hours'],
  },
  {
    change: 'the price in the region, beside the price elsewhere',
    answers: european,
    layer: offered('mistral-large-3', { mistral: { input: 9, regions: { eu: { input: 0.9 } } } }),
    says: ['fails cost: The bill was $247.50 a month and is now $326.25, +32%.', '  prices mistral-large-3@mistral eu input: 0.55 → 0.9'],
    unnamed: ['mistral-large-3@mistral'],
  },
  {
    change: 'a price from known to unknown',
    answers: { ...hosted, 'cached-share': '0.9' },
    layer: offered('qwen3.8-27b', { deepinfra: { cached: null } }),
    says: ['fails cost: The bill was $202.13 a month and is now $232.50, +15%.', '  prices qwen3.8-27b@deepinfra cached: 0.05 → null'],
  },
  {
    change: 'a price from unknown to known',
    answers: { ...hosted, 'cached-share': '0.9' },
    before: offered('qwen3.8-27b', { deepinfra: { cached: null } }),
    layer: offered('qwen3.8-27b', { deepinfra: { cached: 0.05 } }),
    says: ['fails cost: The bill was $232.50 a month and is now $202.13, −13%.', '  prices qwen3.8-27b@deepinfra cached: null → 0.05'],
  },
  {
    change: 'a batch price that nothing waits for',
    answers: hosted,
    layer: offered('qwen3.8-27b', { deepinfra: { batch: { input: 0.1, output: 1.2 } } }),
    says: [],
    unnamed: ['qwen3.8-27b@deepinfra', 'qwen3.8-27b@deepinfra'],
  },
  {
    change: 'a batch price that half of the work waits for',
    answers: { ...hosted, 'batch-share': '0.5' },
    layer: offered('qwen3.8-27b', { deepinfra: { batch: { input: 0.1, output: 1.2 } } }),
    says: [
      'fails cost: The bill was $232.50 a month and is now $172.50, −26%.',
      '  prices qwen3.8-27b@deepinfra batch input: null → 0.1',
      '  prices qwen3.8-27b@deepinfra batch output: null → 1.2',
    ],
  },
  {
    change: 'a bill from known to unknown',
    answers: inside,
    before: onlyQwen,
    layer: { deployments: { 'qwen3.8-27b': null } },
    says: [
      'fails cost: The bill was $7,770.37 a month and is now unknown (What Qwen3.8 27B can serve on own GPUs is not known).',
      '  deployments qwen3.8-27b/h100x1 entry: there → null',
      '  deployments qwen3.8-27b/h200x1 entry: there → null',
      '  deployments qwen3.8-27b/b200x1 entry: there → null',
    ],
  },
  {
    change: 'a bill from unknown to known',
    answers: inside,
    before: { ...onlyQwen, deployments: { 'qwen3.8-27b': { h100x1: null, h200x1: null, b200x1: null } } },
    layer: {
      deployments: {
        'qwen3.8-27b': { h100x1: { gpu: 'h100', gpus: 1, precision: 'fp8', throughput: [measured(1000, 1000, 2000)] } },
      },
    },
    says: ['fails cost: The bill was unknown and is now $7,770.37 a month.', '  deployments qwen3.8-27b/h100x1 entry: null → there'],
  },
  {
    change: 'a price that makes another host the cheapest',
    answers: hosted,
    layer: offered('qwen3.8-27b', { deepinfra: { input: 2 } }),
    says: [
      'fails shortlist: The shortlist has changed: Qwen3.8 27B is now at Nebius, no longer at DeepInfra.',
      '  prices qwen3.8-27b@deepinfra input: 0.2 → 2',
      'fails cost: The bill was $232.50 a month (hosted-open: Qwen3.8 27B at DeepInfra) and is now $326.25 (hosted-open: Qwen3.8 27B at Nebius), +40%.',
      '  prices qwen3.8-27b@deepinfra input: 0.2 → 2',
    ],
  },
  {
    change: 'a host that no longer sells it',
    answers: hosted,
    layer: offered('qwen3.8-27b', { deepinfra: null }),
    says: [
      'fails shortlist: The shortlist has changed: Qwen3.8 27B is now at Nebius, no longer at DeepInfra.',
      '  prices qwen3.8-27b@deepinfra entry: there → null',
      bill,
      '  prices qwen3.8-27b@deepinfra entry: there → null',
    ],
  },
  {
    change: 'the name of a model at its host',
    answers: hosted,
    layer: offered('qwen3.8-27b', { deepinfra: { id: 'Qwen/Renamed' } }),
    says: [
      'fails shortlist: The shortlist has changed: Qwen3.8 27B is now called Qwen/Renamed at DeepInfra, not Qwen/Qwen3.8-27B.',
      '  models qwen3.8-27b id at deepinfra: Qwen/Qwen3.8-27B → Qwen/Renamed',
    ],
  },
  {
    change: 'the name of a model at its host in a region',
    answers: european,
    layer: offered('mistral-large-3', { mistral: { regions: { eu: { id: 'renamed' } } } }),
    says: [
      expect.stringMatching(/^fails shortlist: The shortlist has changed: Mistral Large 3 is now called renamed at Mistral, not /),
      expect.stringMatching(/^ {2}models mistral-large-3 id at mistral: \S+ → renamed$/),
    ],
  },
  {
    change: 'the weights of a model',
    answers: hosted,
    layer: known('qwen3.8-27b', { weights: 'closed' }),
    says: [gone('Qwen3.8 27B is gone, its weights were open and are now closed'), '  models qwen3.8-27b weights: open → closed'],
  },
  {
    change: 'the kinds of hosts of a tier',
    answers: hosted,
    layer: { tiers: { 'hosted-open': { hosts: ['lab', 'cloud'] } } },
    says: [gone(''), expect.stringMatching(/^ {2}picks hosted-open\/general kinds of hosts: .*inference.* → cloud, lab$/)],
  },
  {
    change: 'the license of a model, which then may not be used',
    answers: { 'data-residency': 'anywhere' },
    layer: known('qwen3.8-27b', { license: 'proprietary-api' }),
    says: [
      gone('Qwen3.8 27B is gone, its license was apache-2.0 and is now proprietary-api'),
      '  models qwen3.8-27b license: apache-2.0 → proprietary-api',
      '  models qwen3.8-27b permissive: yes → no',
      '  models qwen3.8-27b commercial: yes → no',
      expect.stringMatching(/^ {2}models qwen3\.8-27b conditions: {2}→ /),
    ],
  },
  {
    change: 'the license of a model that stays, beside its context window',
    answers: { 'data-residency': 'anywhere' },
    layer: known('qwen3.8-27b', { license: 'mit', context: 250000 }),
    says: [gone('what is known about Qwen3.8 27B is no longer the same'), '  models qwen3.8-27b license: apache-2.0 → mit'],
    unnamed: ['qwen3.8-27b'],
  },
  {
    change: 'a model retired',
    answers: { 'data-residency': 'anywhere' },
    layer: known('qwen3.8-27b', { status: 'retired' }),
    says: [gone('Qwen3.8 27B is gone, its status was current and is now retired'), '  models qwen3.8-27b status: current → retired'],
  },
  {
    change: 'a model removed from the catalog',
    answers: { 'data-residency': 'anywhere' },
    before: {
      ...known('newcomer', newcomer),
      ...offered('newcomer', sold),
      picks: { 'hosted-open': { general: { models: { newcomer: 'x' } } } },
      figures: { 'shortlist-length': { value: 9 } },
    },
    layer: {
      ...known('newcomer', null),
      ...offered('newcomer', null as never),
      picks: { 'hosted-open': { general: { models: { newcomer: null } } } },
    },
    says: [
      gone('Newcomer 1 is gone, it is no longer in the catalog'),
      expect.stringMatching(/^ {2}picks hosted-open\/general models: .*, newcomer → [^,]+(?:, (?!newcomer)[^,]+)*$/),
      '  models newcomer entry: there → null',
      '  prices newcomer@deepinfra entry: there → null',
    ],
  },
  {
    change: 'a successor that takes the place of a model',
    answers: hosted,
    layer: { models: { newcomer, 'qwen3.8-27b': { 'replaced-by': 'newcomer' } }, ...offered('newcomer', sold) },
    says: [
      gone('Qwen3.8 27B is replaced by Newcomer 1'),
      '  models qwen3.8-27b replacedBy: null → newcomer',
      'fails cost: The bill was $232.50 a month (hosted-open: Qwen3.8 27B at DeepInfra) and is now $97.50 (hosted-open: Newcomer 1 at DeepInfra), −58%.',
      '  models qwen3.8-27b replacedBy: null → newcomer',
    ],
  },
  {
    change: 'the models that a row of the rules prefers',
    answers: hosted,
    layer: { picks: { 'hosted-open': { general: { models: { 'qwen-3': null } } } } },
    says: [
      gone('Qwen3.8 27B is gone'),
      '  picks hosted-open/general models: qwen-3, mistral-large-3, deepseek-v4-flash, llama-4-maverick → mistral-large-3, deepseek-v4-flash, llama-4-maverick',
    ],
  },
  {
    change: 'a row of preferred models that applies before the one that did',
    answers: hosted,
    layer: { picks: { 'hosted-open': { embeddings: { if: { task: ['embeddings', 'chat'] } } } } },
    says: [
      gone('Qwen3.8 27B is gone; Mistral Large 3 is gone'),
      '  picks hosted-open row: general → embeddings',
      bill,
      '  picks hosted-open row: general → embeddings',
      expect.stringMatching(/^note staleness: /),
      '  prices nomic-embed@fireworks asOf: 2026-08-01 → 2026-11-21',
    ],
  },
  {
    change: 'a host that no longer signs an agreement',
    answers: { 'data-residency': 'contract', 'frontier-need': 'none', tokens: '300M' },
    layer: { hosts: { together: { agreement: 'no' } } },
    says: [
      'fails shortlist: The shortlist has changed: DeepSeek V4.1 Flash is now at Fireworks AI, no longer at Together AI.',
      '  hosts together agreement: yes → no',
    ],
  },
  {
    change: 'a host that begins to sign one',
    answers: { 'data-residency': 'contract', 'frontier-need': 'none', tokens: '300M' },
    before: { hosts: { deepinfra: { agreement: 'no' } } },
    layer: { hosts: { deepinfra: { agreement: 'yes' } } },
    says: [
      expect.stringMatching(/^fails shortlist: .*DeepSeek V4.1 Flash is now at DeepInfra, no longer at Together AI\.$/),
      '  hosts deepinfra agreement: no → yes',
    ],
  },
  {
    change: 'the only region of a host',
    answers: european,
    before: { hosts: { deepinfra: { regions: ['eu'] } } },
    layer: { hosts: { deepinfra: { regions: ['us'] } } },
    says: [
      'fails shortlist: The shortlist has changed: Qwen3.8 27B is now at OVHcloud, no longer at DeepInfra; gpt-oss-120b is now at OVHcloud, no longer at DeepInfra.',
      '  hosts deepinfra regions: eu → us',
    ],
  },
  {
    change: 'a price in the region that is no longer offered',
    answers: european,
    layer: offered('mistral-large-3', { mistral: { regions: { eu: null } } }),
    says: [
      gone('Mistral Large 3 is gone'),
      '  prices mistral-large-3@mistral eu input: 0.55 → null',
      '  prices mistral-large-3@mistral eu output: 1.65 → null',
      '  prices mistral-large-3@mistral eu cached: 0.055 → null',
      bill,
      '  prices mistral-large-3@mistral eu input: 0.55 → null',
      '  prices mistral-large-3@mistral eu output: 1.65 → null',
      '  prices mistral-large-3@mistral eu cached: 0.055 → null',
    ],
  },
  {
    change: 'the price of a rival, which makes it the cheapest',
    answers: hosted,
    layer: offered('qwen3.8-27b', { nebius: { input: 0.01, output: 0.1 } }),
    says: [
      'fails shortlist: The shortlist has changed: Qwen3.8 27B is now at Nebius, no longer at DeepInfra.',
      '  offers qwen3.8-27b@nebius input: 0.45 → 0.01',
      '  offers qwen3.8-27b@nebius output: 3 → 0.1',
      bill,
      '  offers qwen3.8-27b@nebius input: 0.45 → 0.01',
      '  offers qwen3.8-27b@nebius output: 3 → 0.1',
    ],
  },
  {
    change: 'a host that is new, and the cheapest',
    answers: hosted,
    layer: offered('qwen3.8-27b', { together: { id: 'x', input: 0.01, output: 0.1, 'as-of': '2026-11-10', sources: { 'pi-ai': 'x' } } }),
    says: [
      'fails shortlist: The shortlist has changed: Qwen3.8 27B is now at Together AI, no longer at DeepInfra.',
      '  offers qwen3.8-27b@together entry: null → there',
      bill,
      '  offers qwen3.8-27b@together entry: null → there',
    ],
  },
  {
    change: 'the license of a model that was not on the list, which lets it in',
    answers: hosted,
    before: known('qwen3.8-27b', { license: 'proprietary-api' }),
    layer: known('qwen3.8-27b', { license: 'mit' }),
    says: [
      'fails shortlist: The shortlist has changed: Qwen3.8 27B is new.',
      '  models qwen3.8-27b license: proprietary-api → mit',
      '  models qwen3.8-27b permissive: no → yes',
      '  models qwen3.8-27b commercial: no → yes',
      expect.stringMatching(/^ {2}models qwen3\.8-27b conditions: /),
    ],
  },
  {
    change: 'where a model comes from, which then is excluded',
    answers: { ...hosted, 'exclude-origin': 'cn' },
    layer: known('mistral-large-3', { origin: 'cn' }),
    says: [
      gone('Mistral Large 3 is gone: it comes from an excluded country'),
      '  models mistral-large-3 origin: fr → cn',
      'fails cost: The bill was $225.00 a month and is now unknown (No model passes the limits of this tier).',
      '  models mistral-large-3 origin: fr → cn',
    ],
  },
  {
    change: 'the prices of all GPUs, of which no single one is enough',
    answers: own,
    before: { gpus: gpus(30) },
    layer: { gpus: gpus(1), figures: { 'budget-margin': { value: 0.3 } } },
    says: [
      'fails tier: The tier was hosted-open and is now self-hosted-open.',
      '  gpus h100 mid: 30 → 1',
      '  gpus h200 mid: 30 → 1',
      '  gpus b200 mid: 30 → 1',
      '  steps ops-capacity rule: hosted → saving',
      withTier,
      '  gpus h100 mid: 30 → 1',
      '  gpus h200 mid: 30 → 1',
      '  gpus b200 mid: 30 → 1',
      '  steps ops-capacity rule: hosted → saving',
      bill,
      '  gpus h100 mid: 30 → 1',
      '  gpus h200 mid: 30 → 1',
      '  gpus b200 mid: 30 → 1',
      '  steps ops-capacity rule: hosted → saving',
      '  gpus h100 low: 30 → 1',
      '  gpus h100 high: 30 → 1',
      '  gpus h200 low: 30 → 1',
      '  gpus h200 high: 30 → 1',
      '  gpus b200 low: 30 → 1',
      '  gpus b200 high: 30 → 1',
    ],
    unnamed: ['budget-margin'],
  },
  {
    change: 'the prices of GPUs and of a host, of which neither is enough',
    answers: own,
    layer: {
      gpus: gpus(30),
      ...offered('qwen3.8-27b', { deepinfra: { input: 0.01, output: 0.1 } }),
      figures: { 'budget-margin': { value: 0.3 } },
    },
    says: [
      'fails tier: The tier was self-hosted-open and is now hosted-open.',
      '  prices qwen3.8-27b@deepinfra input: 0.2 → 0.01',
      '  prices qwen3.8-27b@deepinfra output: 2.5 → 0.1',
      '  gpus b200 mid: 5.5 → 30',
      '  steps ops-capacity rule: saving → hosted',
      withTier,
      '  prices qwen3.8-27b@deepinfra input: 0.2 → 0.01',
      '  prices qwen3.8-27b@deepinfra output: 2.5 → 0.1',
      '  gpus b200 mid: 5.5 → 30',
      '  steps ops-capacity rule: saving → hosted',
      bill,
      '  prices qwen3.8-27b@deepinfra input: 0.2 → 0.01',
      '  prices qwen3.8-27b@deepinfra output: 2.5 → 0.1',
      '  gpus b200 mid: 5.5 → 30',
      '  steps ops-capacity rule: saving → hosted',
      '  gpus b200 low: 4.86 → 30',
      '  gpus b200 high: 6.99 → 30',
    ],
    unnamed: ['h100', 'h100', 'h100', 'h200', 'h200', 'h200', 'budget-margin'],
  },
  {
    change: 'the length of the shortlist',
    answers: { 'data-residency': 'anywhere' },
    layer: { figures: { 'shortlist-length': { value: 2 } } },
    says: [gone('DeepSeek V4.1 Flash is gone'), '  figures shortlist-length value: 3 → 2'],
  },
  {
    change: 'a question removed',
    answers: { 'data-residency': 'anywhere', tone: 'strict' },
    before: tone,
    layer: { questions: { tone: null }, steps: { 'frontier-need': { rules: { toned: null } } } },
    says: [
      'fails answers: The answer to tone is no longer taken: there is no such question any more.',
      'fails tier: The tier was frontier-closed and is now hosted-open.',
      '  rules frontier-need/toned entry: there → null',
      '  answers tone given: strict → null',
      '  steps frontier-need rule: toned → none',
      withTier,
      '  rules frontier-need/toned entry: there → null',
      '  answers tone given: strict → null',
      '  steps frontier-need rule: toned → none',
    ],
  },
  {
    change: 'an option removed',
    answers: { 'data-residency': 'anywhere', tone: 'strict' },
    before: {
      ...tone,
      questions: { tone: { ...tone.questions.tone, options: { strict: { means: 'a' }, firm: { means: 'c' }, loose: { means: 'b' } } } },
    },
    layer: {
      questions: { tone: { options: { strict: null } } },
      steps: { 'frontier-need': { rules: { toned: { if: { tone: 'firm' } } } } },
    },
    says: [
      'fails answers: The answer to tone is no longer taken: "strict" is not an option. Accepted: firm, loose. loose is assumed instead.',
      'fails tier: The tier was frontier-closed and is now hosted-open.',
      '  rules frontier-need/toned if: tone strict → tone firm',
      '  answers tone given: strict → loose',
      '  steps frontier-need rule: toned → none',
      withTier,
      '  rules frontier-need/toned if: tone strict → tone firm',
      '  answers tone given: strict → loose',
      '  steps frontier-need rule: toned → none',
    ],
  },
  {
    change: 'prices grown old',
    answers: { 'data-residency': 'anywhere' },
    date: '2027-01-10',
    failOn: 'staleness',
    says: [
      'fails staleness: 2 of the prices were last checked more than 90 days ago, the oldest on 2026-09-30.',
      '  prices qwen3.8-27b@deepinfra asOf: 2026-09-30 → 2027-01-10',
      '  prices deepseek-v4.1-flash@deepinfra asOf: 2026-09-30 → 2027-01-10',
    ],
  },
  {
    change: 'a figure grown old',
    answers: inside,
    layer: { figures: { overhead: { checked: '2025-11-20' } } },
    failOn: 'staleness',
    says: [
      'fails staleness: 1 of the figures was last checked more than 365 days ago, the oldest on 2025-11-20.',
      '  figures overhead checked: 2025-11-20 → 2026-11-21',
    ],
  },
  {
    change: 'nothing but the day of a price and of a figure',
    answers: hosted,
    layer: { offers: { 'qwen3.8-27b': { deepinfra: { 'as-of': '2026-10-30' } } }, figures: { overhead: { checked: '2026-10-20' } } },
    failOn: 'tier,shortlist,cost:0%,staleness',
    says: [],
  },
]

describe('a change of', () => {
  it.each(rows)('$change', async ({ says, unnamed = [], ...row }) => {
    const checked = await drift(row)
    expect(told(checked)).toEqual(says)
    expect(checked.holds).toBe(!says.some((line) => String(line).includes('fails') || typeof line !== 'string'))
    const named = new Set(checked.findings.flatMap(({ moved }) => moved.map((move) => JSON.stringify(move))))
    expect(checked.moved.filter((move) => !named.has(JSON.stringify(move))).map(({ id }) => id)).toEqual(unnamed)
  })

  it('an answer without an assumption leads nowhere', async () => {
    const record = advise({ 'data-residency': 'anywhere' })
    const lost = { ...record, answers: { 'data-residency': { value: 'the-moon', source: 'flag' } } }
    const checked = await checkSaved(lost, treeWith(), 'none')
    expect(told(checked)[0]).toMatch(/^fails answers: The answer to data-residency is no longer taken: "the-moon" is not an option\./)
    expect(told(checked).at(-1)).toMatch(/^fails answers: The answers no longer lead to a tier: No answer to/)
    expect(checked.holds).toBe(false)
  })
})

describe('in a plan', () => {
  // Of all facts of the plan, a workload rests only on its own.
  const plan = (answers: Readonly<Record<string, string>>, before: object = {}) => {
    const then = treeWith(before as Case['layer'] & object)
    const others = [hosted, split, european].map((texts, index) => ({
      name: `other-${index}`,
      owner: undefined,
      request: requestOf(texts, then),
    }))
    return planOf(then, [{ name: 'first', owner: undefined, request: requestOf(answers, then) }, ...others], maker)
  }
  const alone = rows.filter(({ answers, edit }) => !edit && !('tone' in answers))

  it.each(alone)(
    '$change is told just as in a record',
    async ({ answers, before, layer = {}, failOn = 'tier,shortlist,cost:10%', date, says }) => {
      const checked = await checkSaved(plan(answers, before), treeWith(before ?? {}, layer), failOn, date)
      expect(told(checked)).toEqual(says)
    },
  )
})

/** All four kinds of findings at once. */
const everything: Case = {
  answers: { 'data-residency': 'anywhere', tokens: '300M' },
  layer: atStep({ production: { tier: 'frontier-closed' } }),
  date: '2027-06-01',
}

describe('--fail-on', () => {
  it.each([
    ['tier', ['tier']],
    ['shortlist', ['shortlist']],
    ['cost:10%', ['cost']],
    ['cost:415%', ['cost']],
    ['cost:417%', []],
    ['staleness', ['staleness']],
    ['tier, staleness', ['tier', 'staleness']],
    ['none', []],
  ])('%s fails on %j alone', async (failOn, fails) => {
    const { findings, holds } = await drift({ ...everything, failOn })
    expect(findings.filter((each) => each.fails).map(({ kind }) => kind)).toEqual(fails)
    expect(holds).toBe(fails.length === 0)
    const kinds = findings.map(({ kind }) => kind)
    expect(kinds).toEqual(failOn === 'cost:417%' ? ['tier', 'shortlist', 'staleness'] : ['tier', 'shortlist', 'cost', 'staleness'])
  })
})

describe('a waiver', () => {
  const waiver = { for: 'tier', reason: 'agreed', owner: 'team-a', expires: '2027-06-01' }
  const fails = async (waivers: readonly object[], failOn = 'tier,shortlist,cost:10%,staleness', date = '2027-06-01') => {
    const { findings } = await drift({ ...everything, failOn, date, edit: (record) => ({ ...record, waivers }) })
    return findings.filter((each) => each.fails).map(({ kind }) => kind)
  }

  it.each(['tier', 'shortlist', 'cost', 'staleness'])('for %s lets only that pass', async (kind) => {
    expect(await fails([{ ...waiver, for: kind }])).toEqual(['tier', 'shortlist', 'cost', 'staleness'].filter((each) => each !== kind))
  })

  it('holds on its last day, and fails by itself from the next, whatever the check is asked to fail on', async () => {
    expect(await fails([waiver], 'tier')).toEqual([])
    expect(await fails([waiver], 'tier', '2027-06-02')).toEqual(['tier', 'waiver'])
    expect(await fails([waiver], 'none', '2027-06-02')).toEqual(['waiver'])
  })

  it('is told with the finding that it lets pass, and with the day when it is over', async () => {
    const at = (date: string) => drift({ ...everything, date, edit: (record) => ({ ...record, waivers: [waiver] }) })
    expect((await at('2027-06-01')).findings.map((each) => each.waiver)).toEqual([waiver, null, null, null])
    expect((await at('2027-06-02')).findings.at(-1)).toMatchObject({
      kind: 'waiver',
      says: 'The waiver for tier by team-a has expired (agreed). Its last day was 2027-06-01.',
      was: '2027-06-01',
      now: '2027-06-02',
      waiver,
      fails: true,
    })
  })
})
