// Conditions and the sentences that hang on them, with their questions, options and sources found.

import { didYouMean } from '../suggest.ts'
import { type Citations, type Condition, type Figure, measureNames, type Question, type Saying, type Source, tierIds } from '../types.ts'
import { citations } from './citations.ts'
import { measureWanted } from './measures.ts'
import type { Names, Path } from './names.ts'
import type { Ruleset } from './schema.ts'

/** What the parts of a tree need to find each other. */
export interface Linker {
  readonly rules: Ruleset
  readonly names: Names
  readonly sources: ReadonlyMap<string, Source>
  readonly questions: ReadonlyMap<string, Question>
  readonly figures: ReadonlyMap<string, Figure>
  readonly later: Later
}

/** What is made now, so that its problems are told, or once somebody looks at it. */
export type Later = <T extends object>(make: () => T) => () => T

export type RawCondition = Readonly<Record<string, string | string[] | RawMeasured>>

interface RawMeasured {
  readonly 'at-least'?: string | undefined
  readonly below?: string | undefined
}

export interface RawSaying {
  readonly if?: RawCondition | undefined
  readonly because: string
  readonly sources?: Citations | undefined
}

export function saying(linker: Linker, raw: RawSaying, path: Path): Saying {
  return {
    conditions: linkConditions(linker, raw.if, [...path, 'if']),
    because: raw.because,
    sources: citations(raw.sources, linker.sources, linker.names, [...path, 'sources']),
  }
}

/** `measurable` only in the rules of steps: models and assumptions are what is measured with, and sentences measure nothing. */
export function linkConditions(linker: Linker, raw: RawCondition | undefined, path: Path, measurable = false): Condition[] {
  return Object.entries(raw ?? {}).flatMap(([id, values]): Condition[] => {
    if (typeof values === 'object' && !Array.isArray(values)) {
      if (!measurable) {
        linker.names.report([...path, id], 'numbers are compared in the rules of a step only', true)
        return []
      }
      const measure = measureNames.find((name) => name === id)
      if (measure === undefined) {
        const known = `${didYouMean(id, measureNames)} Measures there are: ${measureNames.join(', ')}.`
        linker.names.report([...path, id], `there is no measure "${id}".${known}`, true, 'unknown-name')
      }
      const end = (key: 'at-least' | 'below') => {
        const figure = values[key]
        return figure === undefined ? undefined : linker.names.find(linker.figures, figure, 'figure', [...path, id, key])
      }
      const [atLeast, below] = [end('at-least'), end('below')]
      return measure && (atLeast || below) ? [{ kind: 'measure', measure, atLeast, below }] : []
    }
    const oneOf = new Set(typeof values === 'string' ? [values] : values)
    if (id === 'tier') {
      const known = new Map([...tierIds, 'undecided'].map((tier) => [tier as string, tier]))
      for (const value of oneOf) linker.names.find(known, value, 'tier', [...path, id])
      return [{ kind: 'tier', oneOf }]
    }
    if (measurable && measureNames.some((name) => name === id) && !linker.questions.has(id)) {
      linker.names.report([...path, id], measureWanted, true, 'wrong-shape')
      return []
    }
    const question = linker.names.find(linker.questions, id, 'question', [...path, id])
    if (!question) return []
    const options = new Map(question.kind === 'choice' ? question.options.map((option) => [option.id, option]) : [])
    for (const value of oneOf) linker.names.find(options, value, `option of ${id}`, [...path, id])
    return [{ kind: 'answer', question, oneOf }]
  })
}

/** A table read from the top must end in a row without conditions, or some answers would fall through. */
export function endsOpen(
  linker: Linker,
  rows: readonly { readonly id?: string | undefined; readonly conditions: readonly Condition[] }[],
  path: Path,
): void {
  if (rows.length === 0 || rows.at(-1)?.conditions.length === 0) return
  const end = rows.find(({ conditions }) => conditions.length === 0)
  const stray = rows.at(-1)
  const moved = [...path, end?.id ?? '', 'before']
  if (stray?.id !== undefined && linker.names.layerOf(moved) >= 0)
    linker.names.report(moved, `puts ${end?.id}, which takes every answer, ahead of ${stray.id}; let it come last`, false, 'open-end')
  // What stands behind the row for everything was mostly added there for want of a `before`.
  else if (end?.id !== undefined && stray?.id !== undefined)
    linker.names.report(
      [...path, stray.id],
      `comes after ${end.id}, which takes every answer; give it \`before: ${end.id}\``,
      true,
      'open-end',
    )
  else if (stray?.id !== undefined && linker.names.layerOf([...path, stray.id, 'if']) >= 0)
    linker.names.report(
      [...path, stray.id, 'if'],
      'the last row of the table must have no `if`, so that every answer leads somewhere',
      true,
      'open-end',
    )
  else linker.names.report(path, 'the last row must have no `if`, so that every answer leads somewhere', true, 'open-end')
}
