// The examples of the rules → how each comes out, and whether the rules have to answer for it.

import type { Example, Request, Tree } from '../types.ts'
import { valueAt } from '../value-at.ts'
import { comesOut, type Outcome, runExample } from '../verify/examples.ts'
import { collect } from './answers.ts'
import type { Context } from './context.ts'
import { makerOf } from './maker.ts'
import type { Flags } from './program.ts'
import { showProgress } from './progress.ts'

interface Ran extends Outcome {
  /** False for a built-in example where there is an overlay: what the overlay changes on purpose is no failure. */
  readonly counts: boolean
}

/** With `failing`, those that come out right are left out, and the built-in ones where they are none of the user's business. */
export function runExamples(context: Context, { quiet }: Pick<Flags, 'quiet'>, failing = false): Ran[] {
  const { tree, rules, terminal } = context
  const progress = showProgress(terminal, quiet)
  const counts = ({ id }: Example): boolean =>
    rules.layers.length === 0 || rules.layers.some(({ value }) => valueAt(value, ['examples', id]) !== undefined)
  const examples = failing ? tree.examples.filter(counts) : tree.examples
  const ask = (example: Example) => requestOf(tree, example)
  const ran = examples.flatMap((example, index) => {
    progress.update(`Example ${index + 1} of ${examples.length}`)
    return failing && comesOut(tree, example, ask) ? [] : { ...runExample(tree, example, ask, makerOf(context)), counts: counts(example) }
  })
  progress.end()
  return ran
}

/** Read as flags are read. */
export const requestOf = (tree: Tree, { answers }: Example): Request =>
  collect(tree, Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, String(value)])), { environment: {} }, {})
