import { defineConfig, type Plugin } from 'rolldown'
import { builtInRules, overlayExamples } from './scripts/built-in-rules.ts'
import { packageFiles } from './scripts/package-files.ts'
import { packedJson } from './scripts/packed-json.ts'
import { withoutJsonSchema } from './scripts/without-json-schema.ts'

const root = import.meta.dirname

/** The parser of command lines would start programs for subcommands, of which there are none; loading what for costs a tenth of a start. */
const withoutPrograms: Plugin = {
  name: 'without-programs',
  resolveId: (id, importer) => (id === 'node:child_process' && importer?.includes('commander') ? '\0no-programs' : undefined),
  load: (id) => (id === '\0no-programs' ? 'export default {}' : undefined),
}

export default defineConfig([
  {
    // CommonJS starts faster than ESM on every Node; prompts, tables and the YAML parser stay in chunks of their own.
    input: { cli: 'src/cli/index.ts', index: 'src/index.ts' },
    platform: 'node',
    plugins: [
      withoutPrograms,
      builtInRules(`${root}/rules`),
      overlayExamples(`${root}/examples/overlays`),
      packedJson(/virtual:built-in-rules$/),
      withoutJsonSchema(),
      packageFiles(root),
    ],
    resolve: {
      // Its build for Node is CommonJS, of which nothing can be left out, and looks at the environment.
      alias: { yaml: `${root}/node_modules/yaml/browser/index.js`, 'string-width': `${root}/scripts/string-width.cjs` },
    },
    output: {
      dir: 'dist',
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'chunks/[name].cjs',
      // No export changes after its chunk has run, so a plain property does.
      externalLiveBindings: false,
      minify: true,
      comments: false,
      cleanDir: true,
    },
  },
])
