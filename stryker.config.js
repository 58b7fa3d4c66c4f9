// Mutation testing: each change to the code below that no test notices is a survivor. Takes hours, so it is not part of CI.
//
//   npm run test:mutation                                 all of it
//   npm run test:mutation -- --mutate src/volume.ts       one file

export default {
  mutate: ['src/engine/**/*.ts', 'src/verify/**/*.ts', 'src/cost/**/*.ts', 'src/volume.ts', 'src/sanitize.ts'],
  testRunner: 'vitest',
  // Tests that run the built command would not see the change.
  vitest: { configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  // It would be rewritten by TypeScript's own parser, which version 7 has no more.
  tsconfigFile: 'no-tsconfig.json',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  ignorePatterns: ['biome.json', 'dist', 'bench/dist', 'examples/acme', 'reports'],
  tempDirName: '.stryker-tmp',
  concurrency: 2,
}
