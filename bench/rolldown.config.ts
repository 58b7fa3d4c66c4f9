import { defineConfig } from 'rolldown'
import { builtInRules } from '../scripts/built-in-rules.ts'

/** Bundled like the program itself, so that what is measured is what is shipped. */
export default defineConfig({
  input: { bench: 'bench/index.ts' },
  platform: 'node',
  // It finds its compiled part beside its own files.
  external: ['@lydell/node-pty'],
  plugins: [builtInRules(`${import.meta.dirname}/../rules`)],
  output: { dir: 'bench/dist', format: 'cjs', entryFileNames: '[name].cjs', cleanDir: true },
})
