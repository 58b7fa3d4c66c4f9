// How exports call a host is what holds requests on own machines, in a region, or out of a store: changed by an overlay, it is told.

import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { exportOpenrouter } from '../src/export/openrouter.ts'
import { check } from './checked.ts'
import { parts, workloads } from './export-support.ts'
import { laid } from './laid.ts'
import { maker } from './support.ts'

const told = async (...texts: string[]) =>
  (await check(...texts)).map(({ id, note, file, line, path, says }) => ({ id, note, at: `${file.split('/').at(-1)}:${line}`, path, says }))
const own = (target: string) => `gateways: { own: { any: { ${target} } } }\n`
const finding = (path: string, says: unknown = expect.any(String)) => ({ id: 'lifted-limit', note: false, at: 'ours.yaml:1', path, says })
const cited = 'checked: 2026-11-21, sources: { "003": x }'

describe('a call that an overlay changes', () => {
  it.each([
    ['litellm', 'settings: { api_base: "https://x.test/v1" }', 'settings.api_base'],
    ['ai-sdk', 'settings: { baseURL: "https://x.test/v1" }', 'settings.baseURL'],
    ['promptfoo', 'settings: { apiBaseUrl: "https://x.test/v1" }', 'settings.apiBaseUrl'],
    ['promptfoo', 'settings: { apiBaseUrl: null }', 'settings.apiBaseUrl'],
    ['litellm', 'settings: { proxy: "https://x.test/v1" }', 'settings.proxy'],
    ['litellm', 'model: openrouter/', 'model'],
    ['ai-sdk', 'package: "@ai-sdk/x", create: createX', 'package'],
  ])('for own machines: %s, %s', async (target, change, path) => {
    const found = await told(own(`${target}: { ${change} }`))
    expect(found).toContainEqual(finding(`gateways.own.any.${target}.${path}`))
    expect(found.every(({ note, id }) => !note && id === 'lifted-limit')).toBe(true)
  })

  it('says what was there and what is at risk', async () => {
    const [found] = await told(own('litellm: { settings: { api_base: "https://x.test/v1" } }'))
    expect(found?.says).toBe(
      'was the variable SELF_HOSTED_{place}_BASE_URL and is https://x.test/v1, so exports send what has to stay on own machines elsewhere',
    )
  })

  it.each([
    [
      'the setting of a region',
      'amazon-bedrock: { any: { litellm: { regions: { eu: { aws_region_name: us-east-1 } } } } }',
      'regions.eu.aws_region_name',
    ],
    [
      'an address of a region',
      'mistral: { any: { litellm: { regions: { eu: { api_base: "https://api.us.mistral.ai/v1" } } } } }',
      'regions.eu.api_base',
    ],
    [
      'one more setting, for all regions',
      'amazon-bedrock: { any: { litellm: { settings: { aws_bedrock_runtime_endpoint: "https://x.test" } } } }',
      'settings.aws_bedrock_runtime_endpoint',
    ],
    [
      'the address of a host that is in a region',
      'scaleway: { any: { litellm: { settings: { api_base: "https://x.test" } } } }',
      'settings.api_base',
    ],
    ['a region without its settings', 'mistral: { any: { in-region: [eu], litellm: { regions: { eu: null } } } }', 'regions.eu.api_base'],
  ])('for a region: %s', async (_, change, path) => {
    const host = change.split(':')[0]
    const found = (await told(`gateways: { ${change} }\n`)).map((each) => each.path)
    expect([...new Set(found)]).toEqual([
      path.includes('eu.api_base') && change.includes('in-region')
        ? `gateways.${host}.any.litellm.regions.eu`
        : `gateways.${host}.any.litellm.${path}`,
    ])
  })

  it.each([
    ['openai', 'any'],
    ['azure', 'openai'],
  ])('for what a host may store: %s', async (host, row) => {
    const says = 'was false and is true, so exports no longer ask the host not to store requests under an agreement or for a region'
    expect(await told(`gateways: { ${host}: { ${row}: { retention: { store: true } } } }\n`)).toEqual([
      finding(`gateways.${host}.${row}.retention.store`, says),
    ])
    expect(await told(`gateways: { ${host}: { ${row}: { retention: null } } }\n`)).toEqual([
      finding(`gateways.${host}.${row}.retention`, says.replace('true', 'nothing')),
    ])
  })

  it.each([
    ['mistral', 'litellm', 'model: openrouter/', 'model'],
    ['together', 'litellm', 'model: openrouter/together/', 'model'],
    ['groq', 'litellm', 'settings: { api_base: "https://x.test/v1" }', 'settings.api_base'],
    ['groq', 'promptfoo', 'model: "openrouter:"', 'model'],
    ['anthropic', 'promptfoo', 'settings: { apiBaseUrl: { variable: OUR_URL } }', 'settings.apiBaseUrl'],
    ['amazon-bedrock', 'openrouter', 'provider: deepseek', 'provider'],
  ])('of another host: %s, %s, %s', async (host, target, change, path) => {
    expect(await told(`gateways: { ${host}: { any: { ${target}: { ${change} } } } }\n`)).toEqual([
      finding(`gateways.${host}.any.${target}.${path}`, expect.stringMatching(`so exports send what has to stay at ${host} elsewhere$`)),
    ])
  })

  it('by another package, in both of its keys', async () => {
    const found = await told('gateways: { amazon-bedrock: { any: { ai-sdk: { package: "@openrouter/x", create: createOpenRouter } } } }\n')
    expect(found.map(({ id, path }) => [id, path])).toEqual([
      ['lifted-limit', 'gateways.amazon-bedrock.any.ai-sdk.package'],
      ['lifted-limit', 'gateways.amazon-bedrock.any.ai-sdk.create'],
    ])
  })

  it.each(['xyz', 'null'])('for the name under which a package is asked to store nothing: %s', async (options) => {
    const now = options === 'null' ? 'nothing' : options
    const says = `was openai and is ${now}, so exports no longer ask the host not to store requests under an agreement or for a region`
    expect(await told(`gateways: { openai: { any: { ai-sdk: { options: ${options} } } } }\n`)).toEqual([
      finding('gateways.openai.any.ai-sdk.options', says),
    ])
  })

  it('is told where another row takes the same ids now', async () => {
    const row = `ours: { litellm: { model: hosted_vllm/, settings: { api_base: "https://x.test" } }, ${cited} }`
    expect(await told(`gateways: { own: { any: null, ${row} } }\n`)).toContainEqual(finding('gateways.own.ours.litellm.settings.api_base'))
    const narrower = 'gateways: { azure: { openai: { starts-with: [gpt-6.1] } } }\n'
    expect((await told(narrower)).map(({ id, path }) => [id, path])).toEqual([['lifted-limit', 'gateways.azure.openai.starts-with']])
  })

  it('is told of a router’s address for a region', async () => {
    expect(await told('routers: { openrouter: { regions: { us: "https://x.test/v1" } } }\n')).toEqual([
      finding(
        'routers.openrouter.regions.us',
        'was https://us.openrouter.ai/api/v1 and is https://x.test/v1, so exports send what has to stay in us elsewhere',
      ),
    ])
  })

  it('is told of a router’s address', async () => {
    const says = 'was https://openrouter.ai/api/v1 and is https://x.test/v1, so exports send what has to stay at openrouter elsewhere'
    expect(await told('routers: { openrouter: { url: "https://x.test/v1" } }\n')).toEqual([finding('routers.openrouter.url', says)])
    const [found] = await told('routers: { openrouter: { url: "https://x.test/v1", lifts-limits: It is our own mirror. } }\n')
    expect([found?.note, found?.says]).toEqual([true, `${says}, because: It is our own mirror.`])
  })

  it('of an earlier overlay is told at the later one, and once', async () => {
    const reason = 'lifts-limits: Our server has a name of its own., '
    const address = (host: string, more = '') => own(`${more}litellm: { settings: { api_base: "https://${host}.test" } }`)
    const found = await told(address('a', reason), address('b'))
    expect(found.filter(({ note }) => !note).map(({ id, at, says }) => [id, at, says.split(',')[0]])).toEqual([
      ['lifted-limit', 'ours.yaml:1', 'was https://a.test and is https://b.test'],
    ])
  })
})

describe('a region that an overlay adds to `in-region`', () => {
  const inRegion = (host: string, regions: string) => `gateways: { ${host}: { any: { in-region: [${regions}] } } }\n`

  it.each([
    ['together', 'us', 'us'],
    ['scaleway', 'eu, us, ca', 'us, ca'],
  ])('is told: %s, %s', async (host, regions, added) => {
    const says = `adds ${added}, so exports promise what no setting of theirs is known to keep`
    expect(await told(inRegion(host, regions))).toEqual([finding(`gateways.${host}.any.in-region`, says)])
  })

  it('is told with a target that asks for no region', async () => {
    const other = 'in-region: [eu], litellm: null, ai-sdk: null, promptfoo: { model: "x:", regions: { eu: null } }'
    expect((await told(`gateways: { mistral: { any: { ${other} } } }\n`)).map(({ path }) => path)).not.toContain(
      'gateways.mistral.any.in-region',
    )
    const more = 'in-region: [jp], promptfoo: null'
    expect(await told(`gateways: { amazon-bedrock: { any: { ${more} } } }\n`)).toEqual([])
    expect((await told(inRegion('amazon-bedrock', 'ca'))).map(({ path }) => path)).toEqual(['gateways.amazon-bedrock.any.in-region'])
  })

  it('may stay with a reason', async () => {
    const [found, ...others] = await told(`gateways: { together: { any: { in-region: [us], lifts-limits: Our contract says so. } } }\n`)
    expect([found?.note, found?.path, others]).toEqual([true, 'gateways.together.any.in-region', []])
  })

  it.each([inRegion('scaleway', ''), inRegion('mistral', 'eu')])('is not told where it is kept, or taken out: %s', async (text) => {
    expect(await told(text)).toEqual([])
  })
})

describe('a host that is called as another one is', () => {
  const ours = (row: string, host = 'ours', id = 'gpt-6.1-sol', more = '') =>
    `hosts: { ${host}: { title: Ours, kind: cloud, status: current, origin: de, agreement: "yes", regions: [eu], sources: { "003": x } } }
offers: { gpt-6.1-sol: { ${host}: { id: ${id}, input: 0.1, output: 0.2, as-of: 2026-11-21, sources: { "003": x } } } }
gateways: { ${host}: { any: { ${row}, in-region: [eu], ${cited} } } }
${more}`
  const at = (path: string, says: unknown = expect.any(String)) => ({ ...finding(path, says), at: 'ours.yaml:3' })
  const says = (other: string) => `is how exports call ${other}, so bans and limits on ${other} do not hold for what is called`

  it.each([
    ['litellm: { model: deepinfra/ }', 'litellm.model', 'deepinfra'],
    ['litellm: { model: deepinfra/deepseek-ai/ }', 'litellm.model', 'deepinfra'],
    ['litellm: { model: nebius/ }', 'litellm.model', 'nebius'],
    ['litellm: { model: openrouter/ }', 'litellm.model', 'openrouter'],
    ['litellm: { model: x/, settings: { api_base: "https://openrouter.ai/api/v1" } }', 'litellm.settings.api_base', 'openrouter'],
    ['litellm: { model: bedrock/, settings: { timeout: "9" } }', 'litellm.model', 'amazon-bedrock'],
    ['litellm: { model: openai/, regions: { eu: { api_base: "https://x.test" } } }', 'litellm.model', 'openai'],
    [
      'litellm: { model: openai/, settings: { api_base: "https://API.deepinfra.com/v1/openai/" } }',
      'litellm.settings.api_base',
      'deepinfra',
    ],
    ['litellm: { model: x/, settings: { api_base: { variable: AZURE_API_BASE } } }', 'litellm.settings.api_base', 'azure'],
    [
      'litellm: { model: x/, settings: { api_base: "https://x.test" }, regions: { eu: { api_base: "https://us-api.together.ai/v1" } } }',
      'litellm.regions.eu.api_base',
      'together',
    ],
    ['ai-sdk: { package: "@ai-sdk/groq", create: createGroq }', 'ai-sdk.package', 'groq'],
    ['ai-sdk: { package: "@ai-sdk/google-vertex/edge", create: createVertex }', 'ai-sdk.package', 'google-vertex'],
    ['promptfoo: { model: "openai:responses:" }', 'promptfoo.model', 'openai'],
    ['promptfoo: { model: "azure:chat:" }', 'promptfoo.model', 'azure'],
    ['openrouter: { provider: replicate }', 'openrouter.provider', 'replicate'],
    ['openrouter: { provider: deepinfra }', 'openrouter.provider', 'deepinfra'],
  ])('is told: %s', async (row, path, other) => {
    expect(await told(ours(row))).toEqual([at(`gateways.ours.any.${path}`, says(other))])
  })

  it('is told where the id holds the prefix', async () => {
    const row = 'litellm: { settings: { api_key: { variable: OUR_KEY } } }'
    expect(await told(ours(row, 'ours', 'deepinfra/x'))).toEqual([at('gateways.ours.any.litellm', says('deepinfra'))])
  })

  it('is told with a ban on that host in an earlier file, and at each target', async () => {
    const ban = 'bans: { nods: { hosts: [deepinfra], because: We may not call DeepInfra. } }\n'
    const found = await told(ban, ours('litellm: { model: deepinfra/ }, openrouter: { provider: deepinfra }'))
    const lifted = found.filter(({ id, note }) => id === 'lifted-limit' && !note)
    expect(lifted).toHaveLength(2)
    expect(lifted).toContainEqual(at('gateways.ours.any.litellm.model', says('deepinfra')))
    expect(lifted).toContainEqual(at('gateways.ours.any.openrouter.provider', says('deepinfra')))
  })

  it('is told of a host that is there, which had no such target', async () => {
    expect(await told('gateways: { zai: { any: { openrouter: { provider: deepseek } } } }\n')).toEqual([
      finding('gateways.zai.any.openrouter.provider', says('deepseek')),
    ])
  })

  it('is told of a host of an earlier file', async () => {
    const found = await told(ours('litellm: { model: theirs/ }', 'theirs'), ours('litellm: { model: theirs/ }'))
    expect(found).toContainEqual(at('gateways.ours.any.litellm.model', says('theirs')))
  })

  it('is told where what another host is asked not to store gets lost, and may stay with a reason', async () => {
    const row = 'litellm: { model: openai/, settings: { api_key: { variable: OPENAI_API_KEY } } }'
    expect(await told(ours(row))).toEqual([at('gateways.ours.any.litellm.model', says('openai'))])
    const [found, ...others] = await told(ours(`lifts-limits: It is our tenant., ${row}`))
    expect([found?.note, found?.says, others]).toEqual([true, `${says('openai')}, because: It is our tenant.`, []])
  })

  it.each([
    'litellm: { model: openai/, settings: { api_base: "https://x.test/v1" } }',
    'ai-sdk: { package: "@ai-sdk/openai-compatible", create: createOpenAICompatible, settings: { name: ours, baseURL: "https://x.test" } }',
    'promptfoo: { model: "openai:chat:", settings: { apiBaseUrl: { variable: OUR_URL } } }',
    'litellm: { model: ours/ }, openrouter: { provider: ours }',
    'because: It is not called yet.',
  ])('is not told with an address or a prefix of its own: %s', async (row) => {
    expect(await told(ours(row))).toEqual([])
  })

  it('is not told of another row of the same host', async () => {
    const litellm = 'litellm: { model: groq/, settings: { api_key: { variable: GROQ_API_KEY } } }'
    const row = `ours: { ${litellm}, openrouter: { provider: groq }, ${cited} }`
    expect(await told(`gateways: { groq: { any: null, ${row} } }\n`)).toEqual([])
  })
})

describe('a call is not told of', () => {
  it.each([
    [
      'with other names of variables',
      own('litellm: { settings: { api_base: { variable: OUR_URL } } }, promptfoo: { settings: { apiKeyEnvar: OUR_KEY } }'),
    ],
    ['of a target that is left out', own('litellm: null')],
    ['of a host that is not asked to store nothing', 'gateways: { groq: { any: { retention: { store: false } } } }\n'],
    [
      'by the row of other ids at the same host',
      'gateways: { azure: { openai: { starts-with: [gpt-, o1, text-embedding-, claude-] } } }\n',
    ],
    ['by other options of a package that is asked for nothing', 'gateways: { groq: { any: { ai-sdk: { options: groq } } } }\n'],
    ['with a region more', 'gateways: { azure: { any: { litellm: { regions: { eu: { api_base: "https://eu.x.test" } } } } } }\n'],
    ['for a region that is taken out', 'gateways: { mistral: { any: { litellm: { regions: { eu: null } } } } }\n'],
    [
      'of a host that is new',
      `hosts: { ours: { title: Ours, kind: cloud, status: current, origin: de, agreement: "yes", regions: [eu], sources: { "003": x } } }
offers: { qwen-3: { ours: { id: qwen-3, input: 0.2, output: 0.8, as-of: 2026-11-21, sources: { "003": x } } } }
gateways: { ours: { any: { in-region: [eu], litellm: { model: openai/, settings: { api_base: "https://x.test" } }, ${cited} } } }
`,
    ],
  ])('%s', async (_, text) => {
    expect(await told(text)).toEqual([])
  })
})

describe('a reason', () => {
  const reason = 'lifts-limits: The gateway in front of our servers has one address.'
  const change = 'litellm: { settings: { api_base: "https://llm.ours.test/v1" } }'

  it('in the row makes it a note, and is told with the exports', async () => {
    const [found, ...others] = await check(own(`${reason}, ${change}`))
    expect([others, found?.note]).toEqual([[], true])
    expect(found?.hint).toBe('Nothing to mend: the reason is told with each export that it holds for.')
    const [row] =
      laid(own(`${reason}, ${change}`))
        .tree.gateways()
        .hosts.get('own') ?? []
    expect(row?.note).toMatch(
      /^Each model has .* Your rules lift a limit of the rules beneath in "gateways\.own\.any", because: The gateway in front/,
    )
  })

  it('is told with requests to a router that it holds for', () => {
    const overlay = 'gateways: { deepinfra: { any: { lifts-limits: It is our mirror., openrouter: { provider: nebius } } } }\n'
    const { tree } = laid(overlay)
    const notesFor = (name: string) => {
      const result = recommend(tree, { answers: workloads[name] ?? {} }, maker)
      const { text } = exportOpenrouter({ entries: [{ name: 'x', result }], ...parts(tree) })
      return { hosts: result.shortlist.map(({ host }) => host), text }
    }
    const open = notesFor('hosted open')
    const closed = notesFor('frontier closed')
    expect([open.hosts.includes('deepinfra'), closed.hosts.includes('deepinfra')]).toEqual([true, false])
    const reason = 'in \\"gateways.deepinfra.any\\", because: It is our mirror.'
    expect([open.text.includes(reason), closed.text.includes(reason)]).toEqual([true, false])
  })

  it('where nothing is changed is in vain', async () => {
    expect(await told(own(reason))).toEqual([
      {
        id: 'in-vain',
        note: false,
        at: 'ours.yaml:1',
        path: 'gateways.own.any.lifts-limits',
        says: 'no limit is lifted by what stands here',
      },
    ])
  })
})
