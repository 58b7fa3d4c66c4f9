// The name of a target → its exporter, which is loaded only when it is asked for.

import type { Exporter } from './input.ts'

export const exporters: Readonly<Record<string, () => Promise<Exporter>>> = {
  litellm: async () => (await import('./litellm.ts')).exportLitellm,
  'ai-sdk': async () => (await import('./ai-sdk.ts')).exportAiSdk,
  openrouter: async () => (await import('./openrouter.ts')).exportOpenrouter,
  promptfoo: async () => (await import('./promptfoo.ts')).exportPromptfoo,
}
