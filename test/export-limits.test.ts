// Agreement and region together, and servers of one's own under several limits: each part of a limit is held in every target.

import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { exportAiSdk } from '../src/export/ai-sdk.ts'
import { exportLitellm } from '../src/export/litellm.ts'
import { exportOpenrouter } from '../src/export/openrouter.ts'
import { exportPromptfoo } from '../src/export/promptfoo.ts'
import { exporters } from '../src/export/targets.ts'
import type { Answers } from '../src/types.ts'
import { attempt, inputFor } from './export-support.ts'

const contract: Answers = { 'data-residency': 'contract', 'frontier-need': 'all', tokens: 3e8 }
const both: Answers = { ...contract, region: 'eu' }
const region: Answers = { ...contract, 'data-residency': 'region', region: 'eu' }

const body = (text: string) => text.replace(/^(#|\/\/).*$/gm, '')
const modelList = (text: string) =>
  (parse(text) as { model_list: { model_name: string; litellm_params: Record<string, string> }[] }).model_list

describe('an agreement and a region', () => {
  it('litellm: regional ids in the region, the agreement in the head, prompts not logged', () => {
    const { text } = exportLitellm(inputFor({ both }))
    for (const { litellm_params } of modelList(text))
      expect(litellm_params['model']?.startsWith('bedrock/') ? litellm_params['aws_region_name'] : litellm_params['api_base']).toMatch(
        /^eu-central-1$|\.eu\./,
      )
    expect(text).toMatch(/signed agreement\. No configuration holds it.*processed only here: European Union/)
    expect(text).toContain('turn_off_message_logging: true')
    expect(body(text)).not.toMatch(/AWS_REGION|global\./)
  })

  it('ai-sdk: the region is pinned in the provider', () => {
    const { text } = exportAiSdk(inputFor({ both }))
    expect(body(text)).toMatch(/createAmazonBedrock\(\{ region: 'eu-central-1' \}\)/)
    expect(body(text)).not.toMatch(/AWS_REGION|global\./)
  })

  it('promptfoo: pick and baseline are in the region', () => {
    const { providers } = parse(exportPromptfoo(inputFor({ both })).text) as {
      providers: { id: string; config?: { region?: string; apiBaseUrl?: string } }[]
    }
    for (const { id, config } of providers) expect(config?.region ?? config?.apiBaseUrl, id).toMatch(/^eu-central-1$|\.eu\./)
  })

  it('openrouter: is refused for each part that it does not keep', () => {
    expect(attempt(exportOpenrouter, inputFor({ both }))).toMatchObject({
      code: 'E_EXPORT',
      message: expect.stringMatching(/not known to sign.*not known to keep a request there \(European Union\)/),
    })
  })

  it('shares no provider with a workload that is under one of the two alone', () => {
    const { text } = exportAiSdk(inputFor({ both, contract, region }))
    const made = [...text.matchAll(/^const (\w+) = .*createAmazonBedrock/gm)].map(([, name = '']) => name)
    expect(made.toSorted()).toEqual(['amazonBedrockContract', 'amazonBedrockContractEu', 'amazonBedrockEu'])
    expect(attempt(exportPromptfoo, inputFor({ both, region }))).toMatchObject({ message: expect.stringContaining('different limits') })
    expect(attempt(exportPromptfoo, inputFor({ both, contract }))).toMatchObject({ message: expect.stringContaining('different limits') })
  })

  it.each(Object.keys(exporters))('%s: is refused where nobody serves the region under one, and where nobody named it', async (target) => {
    const exporter = await exporters[target]?.()
    if (!exporter) throw new Error(target)
    expect(attempt(exporter, inputFor({ a: { ...both, region: 'ch' } }))).toMatchObject({ code: 'E_EXPORT', exit: 1 })
    expect(attempt(exporter, inputFor({ a: { ...both, region: 'other' } }))).toMatchObject({ code: 'E_REGION', exit: 2 })
  })
})
