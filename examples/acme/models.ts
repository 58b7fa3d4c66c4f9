// Made by pick-llm; prices from 2026-09-23 to 2026-11-10.
//
// support-chat (Support chat): Hosted open-weight API. Prompts may be processed anywhere, under a normal agreement.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency anywhere --task chat --tokens 18M/day --stage production --latency interactive --traffic bursty --yes
//
// invoice-extraction (Invoice extraction): Hosted open-weight API. Prompts may be processed anywhere, under a normal agreement.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency anywhere --task extraction --tokens 2.4B --cost-dominant yes --stage production --latency relaxed --input-share 0.9 --batch-share 0.8 --yes
//
// coding-agent (Coding agent): Frontier closed API. Prompts may be processed anywhere, under a normal agreement.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency anywhere --task agentic-coding --frontier-need all --tokens 600M --stage production --cached-share 0.6
//
// patient-letters (Patient letters): Hosted open-weight API. Prompts are bound by a signed agreement. No configuration holds it: sign it with Amazon Bedrock, Together AI first.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency contract --task multilingual --frontier-need none --tokens 30M --stage production --yes
// Amazon Bedrock, Together AI: no field of a request is known that keeps it from being stored. What is kept, and for how long, is a matter of the agreement.
//
// plant-manuals (Plant manuals): Self-hosted open-weight model.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency air-gapped --task chat --tokens 90M --stage production --ops-capacity yes --yes
//
// shift-reports (Shift reports): Self-hosted open-weight model.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency air-gapped --task chat --tokens 60M --stage production --latency relaxed --ops-capacity yes --yes
//
// document-search (Document search): Hosted open-weight API. Prompts may be processed anywhere, under a normal agreement.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency anywhere --task embeddings --tokens 500M --stage production --input-share 1 --yes
// document-search has no fallback: vectors of two embedding models cannot be mixed.
//
// tender-review (Tender review): A split: each slice of the traffic on its own tier. Prompts are processed only here: European Union. The settings below keep them there.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency region --region eu --task reasoning --frontier-need slice --tokens 120M --stage production --hard-share 0.15 --yes
// Amazon Bedrock, OVHcloud: no field of a request is known that keeps it from being stored. What is kept, and for how long, is a matter of the agreement.
//
// plant-manuals (Plant manuals) is left out: plant-manuals is air-gapped, and a file that other workloads share runs where it can be reached or can reach out. Export it alone with --workload.
//
// shift-reports (Shift reports) is left out: shift-reports is air-gapped, and a file that other workloads share runs where it can be reached or can reach out. Export it alone with --workload.
//
// Set DEEPINFRA_API_KEY, MISTRAL_API_KEY, ANTHROPIC_API_KEY, OPENAI_API_KEY, GOOGLE_GENERATIVE_AI_API_KEY, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, TOGETHER_API_KEY, OVHCLOUD_API_KEY; no key stands in this file.
// A role of AWS serves as well as the two AWS keys.
// A fallback is the next model of the same shortlist, so it is within the same limits.
// tender-review-hard has no fallback: when Claude Opus 5.5 fails, so does it.
// Install: npm install ai @ai-sdk/deepinfra @ai-sdk/mistral @ai-sdk/anthropic @ai-sdk/openai @ai-sdk/google @ai-sdk/amazon-bedrock @ai-sdk/togetherai @ai-sdk/openai-compatible. Checked with AI SDK 6.

import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock'
import { createAnthropic } from '@ai-sdk/anthropic'
import { createDeepInfra } from '@ai-sdk/deepinfra'
import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createMistral } from '@ai-sdk/mistral'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { createTogetherAI } from '@ai-sdk/togetherai'
import { customProvider, type LanguageModel } from 'ai'

function need(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`Set ${name}`)
  return value
}

/** Made when it is first asked for, so that only what is used needs its variables. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

const deepinfra = lazy(() => createDeepInfra())
const mistral = lazy(() => createMistral())
const anthropic = lazy(() => createAnthropic())
const openai = lazy(() => createOpenAI())
const google = lazy(() => createGoogleGenerativeAI())
const amazonBedrockContract = lazy(() => createAmazonBedrock({ region: need('AWS_REGION') }))
const togetherContract = lazy(() => createTogetherAI())
const ovhcloud = lazy(() => createOpenAICompatible({ name: 'ovhcloud', baseURL: 'https://oai.endpoints.kepler.ai.cloud.ovh.net/v1', apiKey: need('OVHCLOUD_API_KEY') }))
const amazonBedrockEu = lazy(() => createAmazonBedrock({ region: 'eu-central-1' }))
const ovhcloudEu = lazy(() => createOpenAICompatible({ name: 'ovhcloud', baseURL: 'https://oai.endpoints.kepler.ai.cloud.ovh.net/v1', apiKey: need('OVHCLOUD_API_KEY') }))

export const models = customProvider({
  languageModels: {
    get 'support-chat'() { return deepinfra()('Qwen/Qwen3.8-27B') },
    get 'support-chat-fallback-1'() { return mistral()('mistral-large-2512') },
    get 'support-chat-fallback-2'() { return deepinfra()('deepseek-ai/DeepSeek-V4.1-Flash') },
    get 'invoice-extraction'() { return deepinfra()('openai/gpt-oss-120b') },
    get 'invoice-extraction-fallback-1'() { return mistral()('mistral-small-2603') },
    get 'invoice-extraction-fallback-2'() { return deepinfra()('Qwen/Qwen3.8-27B') },
    get 'coding-agent'() { return anthropic()('claude-opus-5-5') },
    get 'coding-agent-fallback-1'() { return openai()('gpt-6.1-sol') },
    get 'coding-agent-fallback-2'() { return google()('gemini-4-argon') },
    get 'patient-letters'() { return amazonBedrockContract()('mistral.mistral-large-3-675b-instruct') },
    get 'patient-letters-fallback-1'() { return togetherContract()('deepseek-ai/DeepSeek-V4.1-Flash') },
    get 'tender-review-hard'() { return amazonBedrockEu()('eu.anthropic.claude-opus-5-5') },
    get 'tender-review-rest'() { return ovhcloudEu()('qwen3.8-27b') },
    get 'tender-review-rest-fallback-1'() { return ovhcloudEu()('gpt-oss-120b') },
  },
  embeddingModels: {
    get 'document-search'() { return ovhcloud().embeddingModel('bge-m3') },
  },
})

/** The pick first, then what to try when it fails. */
export const fallbacks = {
  'support-chat': ['support-chat', 'support-chat-fallback-1', 'support-chat-fallback-2'],
  'invoice-extraction': ['invoice-extraction', 'invoice-extraction-fallback-1', 'invoice-extraction-fallback-2'],
  'coding-agent': ['coding-agent', 'coding-agent-fallback-1', 'coding-agent-fallback-2'],
  'patient-letters': ['patient-letters', 'patient-letters-fallback-1'],
  'tender-review-hard': ['tender-review-hard'],
  'tender-review-rest': ['tender-review-rest', 'tender-review-rest-fallback-1'],
} as const

export async function withFallbacks<T>(name: keyof typeof fallbacks, run: (model: LanguageModel) => Promise<T>): Promise<T> {
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
