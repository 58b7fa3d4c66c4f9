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
//
// plant-manuals (Plant manuals): Self-hosted open-weight model. Prompts may not leave your own machines, and only your own server is called for them. This file also calls hosts outside for other workloads, so what runs it needs a way out; to close it, export this workload alone with --workload.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency air-gapped --task chat --tokens 90M --stage production --ops-capacity yes --yes
//
// shift-reports (Shift reports): Self-hosted open-weight model. Prompts may not leave your own machines, and only your own server is called for them. This file also calls hosts outside for other workloads, so what runs it needs a way out; to close it, export this workload alone with --workload.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency air-gapped --task chat --tokens 60M --stage production --latency relaxed --ops-capacity yes --yes
//
// document-search (Document search): Hosted open-weight API. Prompts may be processed anywhere, under a normal agreement.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency anywhere --task embeddings --tokens 500M --stage production --input-share 1 --yes
// document-search has no fallback: vectors of two embedding models cannot be mixed.
//
// tender-review (Tender review): A split: each slice of the traffic on its own tier. Prompts are processed only here: European Union. The settings below keep them there.
// Recommended by: npx pick-llm --rules ours.yaml --data-residency region --region eu --task reasoning --frontier-need slice --tokens 120M --stage production --hard-share 0.15 --yes
//
// Set DEEPINFRA_API_KEY, MISTRAL_API_KEY, ANTHROPIC_API_KEY, OPENAI_API_KEY, GOOGLE_GENERATIVE_AI_API_KEY, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, TOGETHER_API_KEY, SELF_HOSTED_BASE_URL, SELF_HOSTED_API_KEY, OVHCLOUD_API_KEY; no key stands in this file.
// A role of AWS serves as well as the two AWS keys.
// SELF_HOSTED_BASE_URL is your server, such as http://vllm.internal:8000/v1; serve each model under the name that stands here (vLLM: --served-model-name).
// A fallback is the next model of the same shortlist, so it is within the same limits.
// Each fallback on own machines needs GPUs of its own, which are in no bill here: plant-manuals, shift-reports. Take out what you do not serve.
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

const deepinfra = createDeepInfra()
const mistral = createMistral()
const anthropic = createAnthropic()
const openai = createOpenAI()
const google = createGoogleGenerativeAI()
const amazonBedrockContract = createAmazonBedrock({ region: need('AWS_REGION') })
const togetherContract = createTogetherAI()
const ownServerInside = createOpenAICompatible({ name: 'own', baseURL: need('SELF_HOSTED_BASE_URL'), apiKey: need('SELF_HOSTED_API_KEY') })
const ovhcloud = createOpenAICompatible({ name: 'ovhcloud', baseURL: 'https://oai.endpoints.kepler.ai.cloud.ovh.net/v1', apiKey: need('OVHCLOUD_API_KEY') })
const amazonBedrockEu = createAmazonBedrock({ region: 'eu-central-1' })
const ovhcloudEu = createOpenAICompatible({ name: 'ovhcloud', baseURL: 'https://oai.endpoints.kepler.ai.cloud.ovh.net/v1', apiKey: need('OVHCLOUD_API_KEY') })

export const models = customProvider({
  languageModels: {
    'support-chat': deepinfra('Qwen/Qwen3.8-27B'),
    'support-chat-fallback-1': mistral('mistral-large-2512'),
    'support-chat-fallback-2': deepinfra('deepseek-ai/DeepSeek-V4.1-Flash'),
    'invoice-extraction': deepinfra('openai/gpt-oss-120b'),
    'invoice-extraction-fallback-1': mistral('mistral-small-2603'),
    'invoice-extraction-fallback-2': deepinfra('Qwen/Qwen3.8-27B'),
    'coding-agent': anthropic('claude-opus-5-5'),
    'coding-agent-fallback-1': openai('gpt-6.1-sol'),
    'coding-agent-fallback-2': google('gemini-4-argon'),
    'patient-letters': amazonBedrockContract('mistral.mistral-large-3-675b-instruct'),
    'patient-letters-fallback-1': togetherContract('deepseek-ai/DeepSeek-V4.1-Flash'),
    'plant-manuals': ownServerInside('qwen3.8-27b'),
    'plant-manuals-fallback-1': ownServerInside('mistral-large-3'),
    'plant-manuals-fallback-2': ownServerInside('deepseek-v4.1-flash'),
    'shift-reports': ownServerInside('qwen3.8-27b'),
    'shift-reports-fallback-1': ownServerInside('mistral-large-3'),
    'shift-reports-fallback-2': ownServerInside('deepseek-v4.1-flash'),
    'tender-review-hard': amazonBedrockEu('eu.anthropic.claude-opus-5-5'),
    'tender-review-rest': ovhcloudEu('qwen3.8-27b'),
    'tender-review-rest-fallback-1': ovhcloudEu('gpt-oss-120b'),
  },
  embeddingModels: {
    'document-search': ovhcloud.embeddingModel('bge-m3'),
  },
})

/** The pick first, then what to try when it fails. */
export const fallbacks = {
  'support-chat': ['support-chat', 'support-chat-fallback-1', 'support-chat-fallback-2'],
  'invoice-extraction': ['invoice-extraction', 'invoice-extraction-fallback-1', 'invoice-extraction-fallback-2'],
  'coding-agent': ['coding-agent', 'coding-agent-fallback-1', 'coding-agent-fallback-2'],
  'patient-letters': ['patient-letters', 'patient-letters-fallback-1'],
  'plant-manuals': ['plant-manuals', 'plant-manuals-fallback-1', 'plant-manuals-fallback-2'],
  'shift-reports': ['shift-reports', 'shift-reports-fallback-1', 'shift-reports-fallback-2'],
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
