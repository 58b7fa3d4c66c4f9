// Mutation testing: each change to the code that no test notices is a survivor. It takes most of an hour, so it is not part of CI.
//
// `// Stryker disable` in the source names the survivors that are accepted, each with its reason.

import { readFileSync } from 'node:fs'
import process from 'node:process'

const name = process.env.MUTATED_PART ?? 'text'
const file = process.env.MUTATED_FILE
const report = file?.replaceAll('/', '-') ?? name

export default {
  mutate: file ? [file] : JSON.parse(readFileSync('scripts/mutation.json', 'utf8'))[name].mutate,
  testRunner: 'vitest',
  // The tests are named by part; what they import is found anew for each change otherwise.
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // What runs once, while a file is loaded, cannot be told apart by test.
  ignoreStatic: true,
  // It would be rewritten by TypeScript's own parser, which version 7 has no more.
  tsconfigFile: 'no-tsconfig.json',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `reports/mutation/${report}.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  incremental: true,
  incrementalFile: `reports/mutation/known-${report}.json`,
  ignorePatterns: ['biome.json', 'dist', 'bench/dist', 'examples/acme', 'reports'],
  tempDirName: '.stryker-tmp',
  // A change takes a third of a second where its tests are quick; a second runner is no faster on two cores.
  concurrency: 1,
  timeoutMS: 5_000,
  dryRunTimeoutMinutes: 30,
}
