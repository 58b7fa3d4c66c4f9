import { defineConfig } from 'rolldown'
import { builtInRules, overlayExamples } from './scripts/built-in-rules.ts'

const plugins = [builtInRules(`${import.meta.dirname}/rules`), overlayExamples(`${import.meta.dirname}/examples/overlays`)]

export default defineConfig([
  {
    // CommonJS starts faster than ESM on every Node; prompts, tables and the YAML parser stay in chunks of their own.
    input: { cli: 'src/cli/index.ts', 'line-worker': 'src/cli/line-worker.ts' },
    platform: 'node',
    plugins,
    output: {
      dir: 'dist',
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'chunks/[name].cjs',
      minify: false,
      cleanDir: true,
    },
  },
])
