// The built-in rules as texts, small edits of them, and what the verifier finds in the outcome, with file and line.

import { rules as builtIn } from 'virtual:built-in-rules'
import { readRules } from '../scripts/built-in-rules.ts'
import { billedQuestions, settableFigures } from '../src/advise/usage.ts'
import { findingJson } from '../src/cli/finding-json.ts'
import { dayBefore } from '../src/cli/freshness.ts'
import { locator } from '../src/cli/rule-places.ts'
import { requestOf } from '../src/cli/run-examples.ts'
import { FileError, type Problem } from '../src/errors.ts'
import { link } from '../src/rules/link.ts'
import { laidOver } from '../src/rules/merge.ts'
import { placeIn } from '../src/rules/overlay.ts'
import { type Parsed, parseYaml } from '../src/rules/parse.ts'
import { type Ruleset, rulesFile } from '../src/rules/schema.ts'
import { validate } from '../src/rules/validate.ts'
import { runExample } from '../src/verify/examples.ts'
import { exampleFindings, verify } from '../src/verify/verify.ts'

export type Texts = ReadonlyMap<string, string>

export const shipped: Texts = new Map(readRules('rules').map(({ file, text }) => [file, text]))

export interface Hit {
  readonly id: string
  /** `file:line` */
  readonly at: string
  readonly says: string
  /** Nothing is wrong, but it is told. */
  readonly note: boolean
}

const linked = { tree: link(builtIn), sections: builtIn }

const date = '2026-11-21'
const program = { billed: billedQuestions, settable: settableFigures, figures: new Set(Object.keys(builtIn.figures ?? {})) }

const known = new Map<string, Parsed | readonly Problem[]>()

/** What is wrong in one file by itself; files as they are shipped are read once. */
function read(file: string, text: string): Parsed | readonly Problem[] {
  const fresh = (): Parsed | readonly Problem[] => {
    const parsed = parseYaml(file, text)
    if (!('value' in parsed)) return parsed
    const valid = validate(rulesFile, parsed)
    return 'data' in valid ? parsed : valid
  }
  if (shipped.get(file) !== text) return fresh()
  const found = known.get(file) ?? fresh()
  known.set(file, found)
  return found
}

/**
 * All findings and problems. `examples` are those to run; none when left out, since all of them take long. `compared` with
 * the rules as they are shipped, as an overlay would be; that takes most of the time.
 */
export function hitsIn(texts: Texts, examples: readonly string[] = [], compared = false): Hit[] {
  const reads = [...texts].map(([file, text]) => read(file, text))
  const problems = reads.flatMap((each) => ('value' in each ? [] : each))
  if (problems.length > 0) return problems.map(hit)
  const layers = reads.flatMap((each) => ('value' in each ? [each] : []))
  const rules = laidOver({}, layers) as Ruleset
  try {
    const tree = link(rules, placeIn(layers))
    const locate = locator(layers)
    const outcomes = tree
      .examples()
      .filter(({ id }) => examples.includes(id))
      .map((example) => runExample(tree, example, (each) => requestOf(tree, each)))
    const beneath = compared ? linked : undefined
    const found = verify(tree, rules, program, { date, latest: date, before: (days) => dayBefore(date, days) }, beneath)
    return [...found, ...exampleFindings(outcomes)]
      .map((finding) => findingJson(finding, locate, false))
      .map(({ id, file, line, says, note }) => ({ id, at: `${file}:${line}`, says, note }))
  } catch (error) {
    if (error instanceof FileError) return error.problems.map(hit)
    throw error
  }
}

const hit = ({ kind = 'wrong-shape', file, line, message }: Problem): Hit => ({
  id: kind,
  at: `${file}:${line}`,
  says: message,
  note: false,
})

/** Lines of a file with what stands at a path, both ends counted from 0; found by indentation alone, not by the parser. */
export interface Block {
  readonly start: number
  /** The line after the last one. */
  readonly end: number
}

export type Keys = readonly (string | number)[]

export const linesOf = (texts: Texts, file: string): string[] => {
  const text = texts.get(file)
  if (text === undefined) throw new Error(`there is no ${file}`)
  return text.split('\n')
}

export function blockAt(lines: readonly string[], path: Keys): Block {
  let block: Block = { start: -1, end: lines.length }
  for (const [depth, key] of path.entries()) {
    const indent = ' '.repeat(2 * depth)
    const within = lines.map((line, index) => ({ line, index })).filter(({ index }) => index > block.start - 1 && index < block.end)
    const starts =
      typeof key === 'number'
        ? within.filter(({ line }) => line.startsWith(`${indent}- `))
        : within.filter(({ line }) => [`${key}:`, `"${key}":`].some((head) => line.replace('- ', '  ').startsWith(indent + head)))
    const start = starts[typeof key === 'number' ? key : 0]?.index
    if (start === undefined) throw new Error(`there is no ${path.join('.')}`)
    const next = within.find(({ line, index }) => index > start && /\S/.test(line) && !/^ *#/.test(line) && indentOf(line) <= 2 * depth)
    let end = next?.index ?? block.end
    while (end > start + 1 && /^\s*(#|$)/.test(lines[end - 1] ?? '')) end--
    block = { start, end }
  }
  return block
}

const indentOf = (line: string): number => line.length - line.trimStart().length

/** The keys, or the positions in a list, right below a path. */
export function below(lines: readonly string[], path: Keys): (string | number)[] {
  const { start, end } = blockAt(lines, path)
  const indent = ' '.repeat(2 * path.length)
  const inside = lines.slice(start + 1, end).filter((line) => line.startsWith(indent) && /^[^ #]/.test(line.slice(indent.length)))
  if (inside[0]?.startsWith(`${indent}- `)) return inside.filter((line) => line.startsWith(`${indent}- `)).map((_, index) => index)
  return inside.map((line) => line.slice(indent.length).split(':')[0]?.replaceAll('"', '') ?? '')
}

export const slice = (lines: readonly string[], { start, end }: Block): string[] => lines.slice(start, end)

export const edited = (texts: Texts, file: string, lines: readonly string[]): Texts => new Map([...texts, [file, lines.join('\n')]])

/** Puts lines in front of the line with that index. */
export const inserted = (lines: readonly string[], at: number, more: readonly string[]): string[] => [
  ...lines.slice(0, at),
  ...more,
  ...lines.slice(at),
]

export const replaced = (lines: readonly string[], { start, end }: Block, more: readonly string[]): string[] => [
  ...lines.slice(0, start),
  ...more,
  ...lines.slice(end),
]
