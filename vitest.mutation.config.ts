// The tests of one part of the code, for mutation testing.

import process from 'node:process'
import { defineConfig } from 'vitest/config'
import parts from './scripts/mutation.json' with { type: 'json' }
import usual from './vitest.config.ts'

const named: Readonly<Record<string, { readonly tests: readonly string[] } | undefined>> = parts

const { projects: _, ...test } = usual.test ?? {}

export default defineConfig({
  ...usual,
  test: {
    ...test,
    include: (named[process.env['MUTATED_PART'] ?? 'text']?.tests ?? []).map((test) => `test/${test}.test.ts`),
    maxWorkers: 1,
    isolate: false,
  },
})
