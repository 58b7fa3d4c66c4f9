// Merged rules, and where each value was written → YAML that says so at the end of every line.

import type { Origin } from '../contract-rules.ts'
import { isClean, sanitizeLine } from '../sanitize.ts'
import { type Look, styleFor } from './style.ts'

type OriginOf = (keys: readonly string[]) => Origin

interface Line {
  readonly text: string
  readonly origin: string
  readonly own: boolean
}

/** Longer lines have their comment right behind them. */
const widest = 60
const roomForOrigin = 20

/** The value stands below its path, so that what is printed can be laid over the rules again. */
export function renderRules(value: unknown, within: readonly string[], originOf: OriginOf, look: Look): string {
  const nested = within.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)
  const lines = [...linesOf(nested, [], originOf, 0)]
  const column = Math.max(
    0,
    ...lines.map(({ text }) => text.length).filter((length) => length <= Math.min(widest, look.columns - roomForOrigin)),
  )
  const { faint, good } = styleFor(look)
  return lines.map(({ text, origin, own }) => `${text.padEnd(column)}  ${(own ? good : faint)(`# ${sanitizeLine(origin)}`)}\n`).join('')
}

/** The same as a block of code, wherever it is read. */
export function renderRulesMarkdown(value: unknown, within: readonly string[], originOf: OriginOf): string {
  const text = renderRules(value, within, originOf, { columns: 120, color: false })
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}yaml\n${text}${fence}\n`
}

function* linesOf(value: unknown, keys: readonly string[], originOf: OriginOf, depth: number): Generator<Line> {
  const indent = '  '.repeat(depth)
  if (!isMap(value)) return
  for (const [key, child] of Object.entries(value)) {
    const here = [...keys, key]
    const head = `${indent}${scalar(key)}:`
    if (isMap(child) && Object.keys(child).length > 0) {
      const below = [...linesOf(child, here, originOf, depth + 1)]
      // A map is made of what is in it, so it names all that wrote a part of it.
      const files = new Set(below.flatMap(({ origin }) => origin.split(', ').map(withoutLine)))
      yield { text: head, origin: [...files].join(', '), own: below.some(({ own }) => own) }
      yield* below
      continue
    }
    const { file, line } = originOf(here)
    const origin = line === null ? file : `${file}:${line}`
    const [first = '', ...rest] = valueLines(child)
    yield* [`${head}${first === '' ? '' : ' '}${first}`, ...rest.map((text) => `${indent}  ${text}`)].map((text) => {
      return { text, origin, own: line !== null }
    })
  }
}

const withoutLine = (origin: string): string => origin.replace(/:\d+$/, '')

/** The first line stands behind the key; it is empty where all lines stand below it. */
function valueLines(value: unknown): string[] {
  if (!Array.isArray(value)) return [isMap(value) ? flow(value) : scalar(value)]
  return value.every((each) => !isMap(each)) ? [flow(value)] : ['', ...value.flatMap(itemLines)]
}

function itemLines(item: unknown): string[] {
  if (!isMap(item) || Object.keys(item).length === 0) return [`- ${flow(item)}`]
  return Object.entries(item).flatMap(([key, child], index) => {
    const [first = '', ...rest] = valueLines(child)
    return [`${index === 0 ? '- ' : '  '}${scalar(key)}:${first === '' ? '' : ' '}${first}`, ...rest.map((text) => `    ${text}`)]
  })
}

/** A value on one line. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (!isMap(value)) return scalar(value, plainInFlow)
  const pairs = Object.entries(value).map(([key, child]) => `${scalar(key, plainInFlow)}: ${flow(child)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}

const plain = /^[A-Za-z](?:[\w .,/()$%'’"&;!?…–+-]|:(?=\S))*$/
const plainInFlow = /^[A-Za-z][\w ./()$%+-]*$/
/** Texts that some reader of YAML takes for something else. */
const meansMore = /^(?:y|n|yes|no|true|false|on|off|null|nan|inf)$/i

/** On one line whatever it holds: JSON is YAML. */
const scalar = (value: unknown, fits = plain): string =>
  typeof value === 'string' && fits.test(value) && !value.endsWith(' ') && !value.endsWith(':') && !meansMore.test(value)
    ? value
    : JSON.stringify(value).replace(/[^ -~]/gu, escaped)

/** What may not reach a terminal, by its code. */
const escaped = (character: string): string =>
  isClean(character) ? character : `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
