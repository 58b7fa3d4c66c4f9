// The examples of the rules → how each comes out, and whether the rules have to answer for it.

import type { Example, Request, Tree } from '../types.ts'
import { valueAt } from '../value-at.ts'
import { type Outcome, runExample, wrongWith } from '../verify/examples.ts'
import { collect } from './answers.ts'
import type { Context } from './context.ts'
import { makerOf } from './maker.ts'
import type { Flags } from './program.ts'
import { showProgress } from './progress.ts'

interface Ran extends Outcome {
  /** False for a built-in example where there is an overlay: what the overlay changes on purpose is no failure. */
  readonly counts: boolean
}

export const runExamples = (context: Context, flags: Pick<Flags, 'quiet'>): Ran[] =>
  eachOf(context.tree.examples(), context, flags, (example) => ({
    ...runExample(context.tree, example, asked(context), makerOf(context)),
    counts: countsIn(context)(example),
  }))

/** What is wrong with those that the rules have to answer for. */
export const wrongExamples = (context: Context, flags: Pick<Flags, 'quiet'>): Pick<Outcome, 'example' | 'wrong'>[] =>
  eachOf(context.tree.examples().filter(countsIn(context)), context, flags, (example) => ({
    example,
    wrong: wrongWith(context.tree, example, asked(context)),
  })).filter(({ wrong }) => wrong.length > 0)

function eachOf<T>(
  examples: readonly Example[],
  { terminal }: Context,
  { quiet }: Pick<Flags, 'quiet'>,
  run: (example: Example) => T,
): T[] {
  const progress = showProgress(terminal, quiet)
  const ran = examples.map((example, index) => {
    progress.update(`Example ${index + 1} of ${examples.length}`)
    return run(example)
  })
  progress.end()
  return ran
}

const asked =
  ({ tree }: Context) =>
  (example: Example): Request =>
    requestOf(tree, example)

const countsIn =
  ({ rules: { layers } }: Context) =>
  ({ id }: Example): boolean =>
    layers.length === 0 || layers.some(({ value }) => valueAt(value, ['examples', id]) !== undefined)

/** Read as flags are read. */
export const requestOf = (tree: Tree, { answers }: Example): Request =>
  collect(tree, Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, String(value)])), { environment: {} }, {})
