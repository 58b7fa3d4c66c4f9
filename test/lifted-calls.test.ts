// How exports call a host is what holds requests on own machines, in a region, or out of a store: changed by an overlay, it is told.

import { describe, expect, it } from 'vitest'
import { check } from './checked.ts'
import { laid } from './laid.ts'

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
