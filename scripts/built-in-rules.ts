// rules/*.yaml → the module `virtual:built-in-rules`, so that the shipped command neither reads nor parses YAML.
//
// Used by the bundler and by the tests alike; a rules file that does not load stops both.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recommendationSchema } from '../src/contract.ts'
import { planSchema } from '../src/contract-plan.ts'
import { FileError } from '../src/errors.ts'
import { catalogText } from '../src/rules/catalog-text.ts'
import { loadRules } from '../src/rules/load.ts'
import type { Ruleset } from '../src/rules/schema.ts'

const virtual = 'virtual:built-in-rules'

/** All keys at the top of a record, of a plan, and of a workload of it: what prints them need not be loaded to know them. */
const recordKeys = {
  record: Object.keys(recommendationSchema.shape),
  plan: Object.keys(planSchema.shape),
  workload: Object.keys(planSchema.shape.workloads.def.element.shape),
}

export function builtInRules(folder: string) {
  return {
    name: 'built-in-rules',
    resolveId: (id: string) => (id === virtual ? `\0${virtual}` : undefined),
    load(this: { addWatchFile(file: string): void }, id: string) {
      if (id !== `\0${virtual}`) return undefined
      const files = readRules(folder)
      for (const { file } of files) this.addWatchFile(join(folder, file))
      const rules = compile(files)
      const sha256 = createHash('sha256').update(JSON.stringify(rules)).digest('hex')
      const catalogSha256 = createHash('sha256').update(catalogText(rules)).digest('hex')
      const { version, bugs } = JSON.parse(readFileSync(join(folder, '../package.json'), 'utf8')) as {
        version: string
        bugs: { url: string }
      }
      const constants = { sha256, catalogSha256, packageVersion: version, issuesUrl: bugs.url, recordKeys }
      return [rulesCode(rules), ...Object.entries(constants).map(([name, value]) => `export const ${name} = ${parsing(value)}`)].join('\n')
    },
  }
}

/** As text, since it is parsed twice as fast as the same data written as a program. */
const parsing = (value: unknown): string => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`

/** What few commands look at is parsed once they do. */
function rulesCode(rules: Ruleset): string {
  const { examples, gateways, ...rest } = rules
  const later: Readonly<Record<string, unknown>> = { examples, gateways }
  const entries = Object.keys(rules).map((key) =>
    key in later
      ? `get ${key}() { return (later.${key} ??= ${parsing(later[key])}) }`
      : `${JSON.stringify(key)}: now[${JSON.stringify(key)}]`,
  )
  return `const later = {}\nconst now = ${parsing(rest)}\nexport const rules = { ${entries.join(', ')} }`
}

const virtualOverlays = 'virtual:overlay-examples'

/** The texts of the example overlays, for `pick-llm rules init`. */
export function overlayExamples(folder: string) {
  return {
    name: 'overlay-examples',
    resolveId: (id: string) => (id === virtualOverlays ? `\0${virtualOverlays}` : undefined),
    load: (id: string) =>
      id === `\0${virtualOverlays}`
        ? `export const overlayExamples = ${JSON.stringify(readRules(folder).map(({ file, text }) => ({ name: file.replace('.yaml', ''), text })))}`
        : undefined,
  }
}

export function readRules(folder: string): { file: string; text: string }[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return names.sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}

function compile(files: readonly { file: string; text: string }[]): Ruleset {
  try {
    return loadRules(files).rules
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    const lines = error.problems.map(({ file, line, column, message }) => `rules/${file}:${line}:${column} ${message}`)
    throw new Error([error.message, ...lines].join('\n'))
  }
}
