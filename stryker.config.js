// Mutation testing: each change to the code that no test notices is a survivor. Takes hours, so it is not part of CI.
//
// `// Stryker disable` in the source names the survivors that are accepted, each with its reason.

import { readFileSync } from 'node:fs'
import process from 'node:process'

const name = process.env.MUTATED_PART ?? 'text'

export default {
  mutate: JSON.parse(readFileSync('scripts/mutation.json', 'utf8'))[name].mutate,
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: 'perTest',
  // What runs once, while a file is loaded, cannot be told apart by test.
  ignoreStatic: true,
  // It would be rewritten by TypeScript's own parser, which version 7 has no more.
  tsconfigFile: 'no-tsconfig.json',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `reports/mutation-${name}.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  ignorePatterns: ['biome.json', 'dist', 'bench/dist', 'examples/acme', 'reports'],
  tempDirName: '.stryker-tmp',
  concurrency: 1,
  timeoutMS: 5_000,
  dryRunTimeoutMinutes: 30,
}
