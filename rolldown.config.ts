import { defineConfig, type Plugin } from 'rolldown'
import { builtInRules, overlayExamples } from './scripts/built-in-rules.ts'
import { packageFiles } from './scripts/package-files.ts'
import { packedJson } from './scripts/packed-json.ts'
import { plainCode } from './scripts/plain-code.ts'
import { withoutJsonSchema } from './scripts/without-json-schema.ts'

const root = import.meta.dirname

/** The parser of command lines would start programs for subcommands, of which there are none; loading what for costs a tenth of a start. */
const withoutPrograms: Plugin = {
  name: 'without-programs',
  resolveId: (id, importer) => (id === 'node:child_process' && importer?.includes('commander') ? '\0no-programs' : undefined),
  load: (id) => (id === '\0no-programs' ? 'export default {}' : undefined),
}

/**
 * Kinds of values that only tags make, which are refused, and the schema of JSON, which is not used. What YAML 1.1 reads numbers
 * and dates into has to stay: exported config quotes those for its readers.
 */
const withoutOtherTypes: Plugin = {
  name: 'without-other-types',
  load: {
    filter: { id: /yaml\/browser\/dist\/schema\/(json\/schema|yaml-1\.1\/(binary|omap|pairs|set))\.js$/ },
    handler: (id) =>
      id.endsWith('/schema.js')
        ? `export { schema } from '../core/schema.js'`
        : `const tag = { tag: '', resolve: (value) => value }\nexport { tag as binary, tag as omap, tag as pairs, tag as set }`,
  },
}

/** Excerpts of a file, which the program makes itself, and what merge keys stand for, which are refused. */
const withoutMerges: Plugin = {
  name: 'without-merges',
  transform: {
    filter: { id: /yaml\/browser\/dist\/(errors|schema\/yaml-1\.1\/merge)\.js$/ },
    handler: (code) => {
      const left = code
        .replace(/const prettifyError = [\s\S]*?\n\};/, 'const prettifyError = () => () => undefined')
        .replace(/function addMergeToJSMap[\s\S]*(?=\nexport)/, 'function addMergeToJSMap() {}')
      if (left === code) throw new Error('the parser no longer has there what was left out')
      return left
    },
  },
}

/** The validator would make functions of text, for speed that files of this size do not need. */
const withoutFunctions: Plugin = {
  name: 'without-functions',
  transform: {
    filter: { id: /zod\/v4\/core\/schemas\.js$/ },
    handler: (code) => {
      const made = code.replace('!core.globalConfig.jitless', 'false')
      if (made === code) throw new Error('the validator no longer asks there whether it may make functions')
      return made
    },
  },
}

/** Tables cut each cell to ten columns for a message that they never print, once for each line. */
const withoutMessages: Plugin = {
  name: 'without-messages',
  transform: {
    filter: { id: /cli-table3\/src\/cell\.js$/ },
    handler: (code) => {
      const made = code.replaceAll(/let content = utils\.truncate\(this\.content, 10, this\.truncate\);/g, `let content = '';`)
      if (made === code) throw new Error('tables no longer cut cells for a message')
      return made
    },
  },
}

/** Which styles a stream shows is decided here; asking the system for it loads what opens connections. */
const withoutColors: Plugin = {
  name: 'without-colors',
  resolveId: (id) => (id === '#supports-color' ? '\0no-colors' : undefined),
  load: (id) => (id === '\0no-colors' ? 'export default {}' : undefined),
}

export default defineConfig([
  {
    // CommonJS starts faster than ESM on every Node; prompts, tables and the YAML parser stay in chunks of their own.
    input: { cli: 'src/cli/index.ts', index: 'src/index.ts' },
    platform: 'node',
    // Packing the rules takes longer than the rest, which is no news to who builds.
    checks: { pluginTimings: false },
    plugins: [
      withoutPrograms,
      withoutOtherTypes,
      withoutMerges,
      withoutFunctions,
      withoutMessages,
      withoutColors,
      builtInRules(`${root}/rules`),
      overlayExamples(`${root}/examples/overlays`),
      packedJson(/virtual:built-in-rules$/),
      withoutJsonSchema(),
      packageFiles(root),
      plainCode,
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
      // What most runs load, in few chunks: each takes as long to find as ten functions to compile.
      codeSplitting: {
        groups: [
          { name: 'built-in-rules', test: /virtual:built-in-rules$/ },
          { name: 'terminal', test: /src\/(cli\/terminal|errors|sanitize)\.ts$|rolldown\/runtime|package\.json$/ },
          {
            name: 'tree',
            test: /src\/(engine\/.*|rules\/(link|link-[a-z]+|names|reserved|circles|ranges|told|citations|catalog-text))\.ts$/,
          },
          {
            name: 'advice',
            // With what the library reads answers with; it loads nothing that needs Node.
            test: /src\/(cli\/(answers|settings)|price-dates|catalog\/(demands|filters|shortlist)|cost\/(api|bills|break-even|own|usage)|advise\/(ask|billed|command|costs?|demanded|facts|inputs|measures|models|recommend|sources|usage))\.ts$/,
          },
          { name: 'start', test: /src\/cli\/(main|commands\/pick|context|files|flags|freshness|maker)\.ts$/ },
        ],
      },
      minify: true,
      comments: false,
      cleanDir: true,
    },
  },
])
