// The name of a target → its exporter.

import { exportAiSdk } from './ai-sdk.ts'
import type { Exporter } from './input.ts'
import { exportLitellm } from './litellm.ts'
import { exportOpenrouter } from './openrouter.ts'
import { exportPromptfoo } from './promptfoo.ts'

export const exporters: Readonly<Record<string, Exporter>> = {
  litellm: exportLitellm,
  'ai-sdk': exportAiSdk,
  openrouter: exportOpenrouter,
  promptfoo: exportPromptfoo,
}
