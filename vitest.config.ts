import { defineConfig } from 'vitest/config'
import { builtInRules } from './scripts/built-in-rules.ts'

export default defineConfig({
  plugins: [builtInRules(`${import.meta.dirname}/rules`)],
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000 },
})
