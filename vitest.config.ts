import { defineConfig } from 'vitest/config'
import { builtInRules, overlayExamples } from './scripts/built-in-rules.ts'

export default defineConfig({
  plugins: [builtInRules(`${import.meta.dirname}/rules`), overlayExamples(`${import.meta.dirname}/examples/overlays`)],
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000 },
})
