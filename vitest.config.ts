import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { builtInRules, overlayExamples } from './scripts/built-in-rules.ts'

export default defineConfig({
  plugins: [builtInRules(`${import.meta.dirname}/rules`), overlayExamples(`${import.meta.dirname}/examples/overlays`)],
  // One for each core: most tests wait for a command, and by default one core is kept free.
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/widths.ts'],
    testTimeout: 60_000,
    maxWorkers: availableParallelism(),
  },
})
