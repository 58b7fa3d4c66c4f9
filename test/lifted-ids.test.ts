// An id is what a model is called by: changed by an overlay to one of another model or of no region, it is told.

import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { exportLitellm } from '../src/export/litellm.ts'
import { check } from './checked.ts'
import { attempt, parts } from './export-support.ts'
import { laid } from './laid.ts'
import { maker } from './support.ts'

const told = async (...texts: string[]) =>
  (await check(...texts)).map(({ id, note, file, path, says }) => [id, note, file.slice(-9), path, says])
const priced = 'as-of: 2026-11-21, sources: { "003": x }'
const rates = `input: 0.2, output: 0.3, ${priced}`
const opus = (more: string) => `offers: { claude-opus-5.5: { amazon-bedrock: { ${more}, ${priced} } } }\n`
const eu = (id: string) => `regions: { eu: { id: ${id} } }`
const usual = 'global.anthropic.claude-opus-5-5'
const lifted = (path: string, says: string) => ['lifted-limit', false, 'ours.yaml', path, says]

describe('the id of a region', () => {
  const path = 'offers.claude-opus-5.5.amazon-bedrock.regions.eu.id'

  it.each([usual, 'us.anthropic.claude-opus-5-5', 'apac.anthropic.claude-opus-5-5'])('is told where it is %s', async (id) => {
    const says = `was eu.anthropic.claude-opus-5-5 and is ${id}, so eu is asked for by another id`
    expect(await told(opus(eu(id)))).toEqual([lifted(path, says)])
  })

  it('that is new is told where it is that of another one or of none', async () => {
    const ca = (id: string) => opus(`regions: { ca: { id: ${id}, input: 4.4, output: 22 } }`)
    const at = path.replace('eu', 'ca')
    const says = (id: string) => `is ${id}, which asks for another region or for none`
    expect(await told(ca(usual))).toEqual([lifted(at, says(usual))])
    expect(await told(ca('us.anthropic.claude-opus-5-5'))).toEqual([lifted(at, says('us.anthropic.claude-opus-5-5'))])
    expect(await told(ca('ca.anthropic.claude-opus-5-5'))).toEqual([])
  })

  it('is not told where regions have none of their own', async () => {
    const glm = `id: zai-org/GLM-5.3-x, regions: { us: { id: zai-org/GLM-5.3-x }, ca: { id: zai-org/GLM-5.3-x } }`
    expect(await told(`offers: { glm-5.3: { together: { ${glm}, ${priced} } } }\n`)).toEqual([])
  })

  it('of an earlier overlay is told at the later one', async () => {
    const [first, ...others] = await told(opus(eu('eu.ours')), opus(eu(usual)))
    expect(first).toEqual(lifted(path, `was eu.ours and is ${usual}, so eu is asked for by another id`))
    expect(others.map(([, note, file]) => [note, file])).not.toContainEqual([false, 'ours.yaml'])
  })

  describe('in exports', () => {
    const exported = (overlay: string) => {
      const { tree } = laid(overlay)
      const answers = { 'data-residency': 'region', region: 'eu', 'frontier-need': 'all' }
      const result = recommend(tree, { answers }, maker)
      return {
        result,
        made: attempt(exportLitellm, { entries: [{ name: 'x', result }], ...parts(tree) }) as unknown as { readonly text: string },
      }
    }

    it('keeps a model out where it does not ask for the region', () => {
      const { text } = exported(opus(eu(usual))).made
      expect(text).not.toContain(`bedrock/converse/${usual}`)
      expect(text).toMatch(/Claude Opus 5\.5 at Amazon Bedrock is left out/)
    })

    it('calls it where the rules say why, which every output tells', async () => {
      const overlay = opus(`lifts-limits: Our contract pins the profile to Europe., ${eu(usual)}`)
      const { result, made } = exported(overlay)
      const reason = 'Your rules lift a limit of the rules beneath in "offers.claude-opus-5.5.amazon-bedrock", because: Our contract pins'
      expect(made.text).toContain(`bedrock/converse/${usual}`)
      expect(made.text).toContain(reason)
      expect(result.cautions).toContainEqual(expect.objectContaining({ because: expect.stringContaining(reason) }))
      const [found, ...others] = await check(overlay)
      expect([found?.note, found?.hint, others]).toEqual([
        true,
        'Nothing to mend: the reason is told with each result that it holds for.',
        [],
      ])
    })
  })
})

describe('the id of another model', () => {
  const says = (model: string, host: string) =>
    `is the id of ${model} at ${host}, so bans and limits on ${model} do not hold for what is called`
  const model = (origin: string) =>
    `models: { ours: { title: Ours, lab: L, origin: ${origin}, weights: open, license: mit, evidence: primary, status: current, context: 200000, good-at: [chat], sources: { "003": x } } }\npicks: { hosted-open: { general: { models: { ours: Good } } } }\n`

  it.each([
    ['at the same host', 'deepseek-ai/DeepSeek-V4-Flash'],
    ['in other letters', 'deepseek-ai/deepseek-v4-flash'],
  ])('is told: %s', async (_, id) => {
    expect(await told(`offers: { gpt-oss-120b: { deepinfra: { id: ${id}, ${priced} } } }\n`)).toEqual([
      lifted('offers.gpt-oss-120b.deepinfra.id', says('deepseek-v4-flash', 'deepinfra')),
    ])
  })

  it('is told though that model has no offer any more', async () => {
    const gone = `offers: { deepseek-v4-flash: { deepinfra: null }, gpt-oss-120b: { deepinfra: { id: deepseek-ai/DeepSeek-V4-Flash, ${priced} } } }\n`
    expect(await told(gone)).toEqual([lifted('offers.gpt-oss-120b.deepinfra.id', says('deepseek-v4-flash', 'deepinfra'))])
  })

  it('is told at a router', async () => {
    expect(await told('routers: { openrouter: { models: { gpt-oss-120b: deepseek/deepseek-v4-flash } } }\n')).toEqual([
      lifted('routers.openrouter.models.gpt-oss-120b', says('deepseek-v4-flash', 'openrouter')),
    ])
  })

  it.each(['deepseek/deepseek-v4-flash:free', 'deepseek/DeepSeek-v4-flash:nitro:online'])(
    'is told as a variant at a router: %s',
    async (id) => {
      expect(await told(`routers: { openrouter: { models: { gpt-oss-120b: "${id}" } } }\n`)).toEqual([
        lifted('routers.openrouter.models.gpt-oss-120b', says('deepseek-v4-flash', 'openrouter')),
      ])
    },
  )

  it.each([
    ['deepinfra', 'deepseek-ai/DeepSeek-V4-Flash:fast', 'deepseek-v4-flash'],
    ['deepinfra', 'other/DeepSeek-V4-Flash:4bit', 'deepseek-v4-flash'],
    ['amazon-bedrock', 'openai.gpt-oss-20b-1:0:48k', 'gpt-oss-20b'],
  ])('is told as a variant at a host: %s, %s', async (host, id, other) => {
    expect(await told(`offers: { gpt-oss-120b: { ${host}: { id: "${id}", ${priced} } } }\n`)).toContainEqual(
      lifted(`offers.gpt-oss-120b.${host}.id`, says(other, host)),
    )
  })

  it('is not told of a variant of its own, or of a size behind a colon', async () => {
    expect(await told('routers: { openrouter: { models: { gpt-oss-120b: "openai/gpt-oss-120b:free" } } }\n')).toEqual([])
    const size = (size: string) => `{ together: { id: "gpt-oss:${size}", ${priced} } }`
    expect(await told(`offers: { gpt-oss-120b: ${size('120b')}, gpt-oss-20b: ${size('20b')} }\n`)).toEqual([])
    const version = (version: number) => `{ together: { id: "x-v1:${version}", ${priced} } }`
    expect(await told(`offers: { gpt-oss-120b: ${version(0)}, gpt-oss-20b: ${version(1)} }\n`)).toEqual([])
  })

  it.each(['openrouter/auto', 'OpenRouter/free'])('is told of a router’s alias, which picks any model: %s', async (id) => {
    const any = 'is a name of openrouter for any model, so bans and limits on models do not hold for what is called'
    expect(await told(`routers: { openrouter: { models: { gpt-oss-120b: ${id} } } }\n`)).toEqual([
      lifted('routers.openrouter.models.gpt-oss-120b', any),
    ])
    expect(await told(`offers: { gpt-oss-120b: { openrouter: { id: ${id}, ${rates} } } }\n`)).toContainEqual(
      lifted('offers.gpt-oss-120b.openrouter.id', any),
    )
    const reason = 'lifts-limits: We have pinned what it picks.'
    expect((await check(`routers: { openrouter: { ${reason}, models: { gpt-oss-120b: ${id} } } }\n`)).map(({ note }) => note)).toEqual([
      true,
    ])
  })

  it('is told of a model that is there under another name, with another origin', async () => {
    expect(await told(`${model('us')}offers: { ours: { together: { id: zai-org/GLM-5, ${rates} } } }\n`)).toEqual([
      lifted('offers.ours.together.id', says('glm-5', 'together')),
    ])
  })

  it('is told of one that a ban names, whatever its facts', async () => {
    const alias = `${model('cn')}offers: { ours: { together: { id: zai-org/GLM-5, ${rates} } } }\n`
    expect(await told(alias)).toEqual([])
    expect(await told(`${alias}bans: { x: { models: [glm-5], because: Legal. } }\n`)).toContainEqual(
      lifted('offers.ours.together.id', says('glm-5', 'together')),
    )
  })

  it('may stay with a reason, and a reason without need is in vain', async () => {
    const reason = 'lifts-limits: The host serves ours by that name.'
    const own = `${model('us')}offers: { ours: { together: { id: zai-org/GLM-5, ${reason}, ${rates} } } }\n`
    expect((await check(own)).map(({ id, note }) => [id, note])).toEqual([['lifted-limit', true]])
    const idle = `offers: { gpt-oss-120b: { deepinfra: { ${reason}, ${priced} } } }\n`
    expect((await check(idle)).map(({ id, path }) => [id, path])).toEqual([['in-vain', 'offers.gpt-oss-120b.deepinfra.lifts-limits']])
  })
})
