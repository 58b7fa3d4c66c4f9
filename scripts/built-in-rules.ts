// rules/*.yaml → the module `virtual:built-in-rules`, so that the shipped command neither reads nor parses YAML.
//
// Used by the bundler and by the tests alike; a rules file that does not load stops both.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recommendationSchema } from '../src/contract.ts'
import { planSchema } from '../src/contract-plan.ts'
import { branchingsFor } from '../src/engine/branches.ts'
import { FileError } from '../src/errors.ts'
import { catalogText } from '../src/rules/catalog-text.ts'
import { link } from '../src/rules/link.ts'
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
      const tree = link(rules)
      const known = { asOf: tree.catalog.asOf, branchings: branchingsFor(tree) }
      const constants = { sha256, catalogSha256, known, packageVersion: version, issuesUrl: bugs.url, recordKeys }
      return [rulesCode(rules), ...Object.entries(constants).map(([name, value]) => `export const ${name} = ${parsing(value)}`)].join('\n')
    },
  }
}

/** As text, since it is parsed twice as fast as the same data written as a program; in ASCII, which takes half the memory. */
const parsing = (value: unknown): string => `JSON.parse(${JSON.stringify(ascii(value))})`
const ascii = (value: unknown): string =>
  JSON.stringify(value).replace(/[^\0-~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Sections that few commands look at, and those of which most commands look at a few entries. */
const whole: readonly string[] = ['examples', 'gateways', 'routers', 'claims', 'tools']
const byEntry: readonly string[] = ['models', 'offers', 'deployments', 'memory']

/** A section, or an entry of a large one, is parsed once it is looked at. */
function rulesCode(rules: Ruleset): string {
  const now = Object.entries(rules).filter(([key]) => !whole.includes(key) && !byEntry.includes(key))
  const sections = Object.entries(rules).map(([key, section]): string => {
    const name = JSON.stringify(key)
    if (whole.includes(key)) return `get ${key}() { return (later.${key} ??= read(${packed(ascii(section))})) }`
    if (byEntry.includes(key)) {
      const entries = Object.entries(section as object)
      return `${name}: entries(${JSON.stringify(entries.map(([id]) => id).join(' '))}, ${packed(entries.map(([, entry]) => ascii(entry)).join('\n'))})`
    }
    return `${name}: now[${name}]`
  })
  return [
    'const unpack = (text) => text',
    'const packed = (text) => text',
    'const read = (text) => JSON.parse(unpack(text))',
    entriesCode,
    'const later = {}',
    `const now = read(${packed(ascii(Object.fromEntries(now)))})`,
    `export const rules = { ${sections.join(', ')} }`,
  ].join('\n')
}

const packed = (text: string): string => `packed(${JSON.stringify(text)})`

/** Entries of a section by their ids, none of which holds a space. */
const entriesCode = `const entries = (ids, texts) => {
  const lines = texts.split("\\n"), made = Object.create(null)
  ids.split(" ").forEach((id, index) => Object.defineProperty(made, id, {
    enumerable: true,
    configurable: true,
    get() {
      const value = read(lines[index])
      Object.defineProperty(made, id, { enumerable: true, value })
      return value
    },
  }))
  return made
}`

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
