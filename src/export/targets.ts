// The name of a target → its exporter.

import { exportAiSdk } from './ai-sdk.ts'
import type { Exporter } from './input.ts'
import { exportLitellm } from './litellm.ts'

export const exporters: Readonly<Record<string, Exporter>> = {
  litellm: exportLitellm,
  'ai-sdk': exportAiSdk,
}
