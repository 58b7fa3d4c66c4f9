// A region that an overlay adds to a router or a row is a promise: by the address or the settings of another one, it is kept by nothing.

import { describe, expect, it } from 'vitest'
import { check } from './checked.ts'

const told = async (...texts: string[]) => (await check(...texts)).map(({ id, note, path, says }) => ({ id, note, path, says }))
const kept = 'so exports promise what no setting of theirs is known to keep'
const lifted = (path: string, says: string, note = false) => ({ id: 'lifted-limit', note, path, says: `${says}, ${kept}` })

describe('a region that is added to a router', () => {
  const router = (regions: string, more = '') => `routers: { openrouter: { ${more}regions: { ${regions} } } }\n`

  it.each(['https://openrouter.ai/api/v1', 'https://OpenRouter.ai/api/v1/'])('is told with the address for any: %s', async (url) => {
    const found = [lifted('routers.openrouter.regions.eu', `${url} is the address of openrouter for any region`)]
    expect(await told(router(`eu: "${url}"`))).toEqual(found)
    const host = 'hosts: { openrouter: { regions: [eu, us], sources: { "003": x } } }\n'
    expect((await told(host + router(`eu: "${url}"`))).filter(({ id }) => id === 'lifted-limit')).toEqual(found)
  })

  it('is told with the address of another region', async () => {
    const us = 'https://us.openrouter.ai/api/v1'
    expect(await told(router(`eu: "${us}"`))).toEqual([
      lifted('routers.openrouter.regions.eu', `${us} is the address of openrouter for us`),
    ])
    const one = 'https://eu.openrouter.ai/api/v1'
    expect(await told(router(`eu: "${one}", ch: "${one}"`))).toEqual([
      lifted('routers.openrouter.regions.eu', `${one} is the address of openrouter for ch`),
      lifted('routers.openrouter.regions.ch', `${one} is the address of openrouter for eu`),
    ])
  })

  it('is told with the address that was there for any', async () => {
    const text = router('eu: "https://openrouter.ai/api/v1"', 'url: "https://x.test/v1", ')
    expect((await told(text)).map(({ path }) => path)).toEqual(['routers.openrouter.url', 'routers.openrouter.regions.eu'])
  })

  it('may stay with a reason', async () => {
    const says = 'https://openrouter.ai/api/v1 is the address of openrouter for any region'
    const [found, ...others] = await told(router('eu: "https://openrouter.ai/api/v1"', 'lifts-limits: Our plan says so., '))
    expect([found, others]).toEqual([
      { ...lifted('routers.openrouter.regions.eu', says, true), says: `${says}, ${kept}, because: Our plan says so.` },
      [],
    ])
  })

  it('is told with the address of a region of an earlier file', async () => {
    const found = await check(router('eu: "https://eu.x.test"'), router('ch: "https://eu.x.test"'))
    expect(found.map(({ id, note, file, path }) => [id, note, file.slice(-9), path])).toContainEqual([
      'lifted-limit',
      false,
      'ours.yaml',
      'routers.openrouter.regions.ch',
    ])
  })

  it('is not told with an address of its own', async () => {
    expect(await told(router('eu: "https://eu.openrouter.ai/api/v1"'))).toEqual([])
  })
})

describe('a region that is added to a row', () => {
  const row = (host: string, more: string, name = 'any') => `gateways: { ${host}: { ${name}: { ${more} } } }\n`
  const bedrock = (regions: string, more = '') => row('amazon-bedrock', `${more}litellm: { regions: { ${regions} } }`)
  const at = (host: string, target: string, region: string) => `gateways.${host}.any.${target}.regions.${region}`

  it('is told with the settings of another region', async () => {
    const path = at('amazon-bedrock', 'litellm', 'ch')
    expect(await told(bedrock('ch: { aws_region_name: us-east-1 }'))).toEqual([lifted(path, 'calls the host as for us')])
    expect(await told(bedrock('ch: { timeout: "9", aws_region_name: us-east-1 }'))).toEqual([lifted(path, 'calls the host as for us')])
    const both = 'ch: { aws_region_name: eu-central-2 }, ca: { aws_region_name: eu-central-2 }'
    expect((await told(bedrock(both))).map(({ says }) => says.split(',')[0])).toEqual([
      'calls the host as for ca',
      'calls the host as for ch',
    ])
  })

  it.each([
    ['ai-sdk', 'baseURL'],
    ['promptfoo', 'apiBaseUrl'],
  ])('is told for each target: %s', async (target, key) => {
    const text = row('mistral', `${target}: { regions: { ch: { ${key}: "https://api.EU.mistral.ai/v1/" } } }`)
    expect(await told(text)).toEqual([lifted(at('mistral', target, 'ch'), 'calls the host as for eu')])
  })

  it('is told with the settings of the row for any region', async () => {
    const says = 'calls the host as for any region'
    expect(await told(bedrock('ch: {}'))).toEqual([lifted(at('amazon-bedrock', 'litellm', 'ch'), says)])
    const azure = row('azure', 'litellm: { regions: { eu: { api_base: { variable: AZURE_API_BASE } } } }', 'openai')
    expect(await told(azure)).toEqual([lifted('gateways.azure.openai.litellm.regions.eu', says)])
    const groq = row('groq', 'litellm: { regions: { eu: { api_key: { variable: GROQ_API_KEY } } } }')
    expect(await told(groq)).toEqual([lifted(at('groq', 'litellm', 'eu'), says)])
  })

  it('is told with `in-region` too, and with a target that is new', async () => {
    const text = row('together', 'in-region: [eu], ai-sdk: null, promptfoo: null, litellm: { regions: { eu: {} } }')
    expect((await told(text)).map(({ path }) => path)).toEqual([at('together', 'litellm', 'eu')])
    const target = row('zai', 'promptfoo: { model: "zai:", regions: { eu: {} } }')
    expect((await told(target)).map(({ path }) => path)).toContain(at('zai', 'promptfoo', 'eu'))
  })

  it('may stay with a reason', async () => {
    const found = await told(bedrock('ch: { aws_region_name: us-east-1 }', 'lifts-limits: Our account is held there., '))
    expect(found.map(({ note, says }) => [note, says])).toEqual([
      [true, `calls the host as for us, ${kept}, because: Our account is held there.`],
    ])
  })

  it.each([
    ['with settings of its own', bedrock('ch: { aws_region_name: eu-central-2 }')],
    ['with a variable of its own', row('azure', 'litellm: { regions: { eu: { api_base: { variable: AZURE_EU_BASE } } } }', 'openai')],
    ['where the host is as a whole', row('scaleway', 'litellm: { regions: { eu: {} } }')],
  ])('is not told %s', async (_, text) => {
    expect(await told(text)).toEqual([])
  })
})
