import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { builtInRules, overlayExamples } from './scripts/built-in-rules.ts'

/** They put something else in the place of a part of the program, or need to be the first to load it. */
const apart = ['price-cache', 'price-fallback', 'refresh'].map((name) => `test/${name}.test.ts`)

export default defineConfig({
  plugins: [builtInRules(`${import.meta.dirname}/rules`), overlayExamples(`${import.meta.dirname}/examples/overlays`)],
  test: {
    setupFiles: ['test/widths.ts'],
    testTimeout: 60_000,
    // One for each core: most tests wait for a command, and by default one core is kept free.
    maxWorkers: availableParallelism(),
    // Loading the program anew for each file of tests takes as long as a seventh of the tests do.
    projects: [
      { extends: true, test: { name: 'together', include: ['test/**/*.test.ts'], exclude: apart, isolate: false } },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
  },
})
