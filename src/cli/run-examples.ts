// The examples of the rules → how each comes out, and whether the rules have to answer for it.

import { linkAgain } from '../rules/link.ts'
import type { Example, Request, Tree } from '../types.ts'
import { valueAt } from '../value-at.ts'
import { explained, ledElsewhere, type Outcome, runExample, wrongWith } from '../verify/examples.ts'
import { collect } from './answers.ts'
import type { Context } from './context.ts'
import { earlierOverlays } from './earlier-overlays.ts'
import type { Flags } from './flags.ts'
import { makerOf } from './maker.ts'
import { showProgress } from './progress.ts'

interface Ran extends Outcome {
  /** False for a built-in example where there is an overlay: what the overlay changes on purpose is no failure. */
  readonly counts: boolean
  /** The file since which it does not come out as it says, and the models that it would offer otherwise, or would not. */
  readonly since: { readonly file: string; readonly gone: readonly string[]; readonly came: readonly string[] } | undefined
  /** By step, what is said of a rule that it takes with and without that file, and that leads to another tier with it. */
  readonly led: ReadonlyMap<string, string>
}

export async function runExamples(context: Context, flags: Pick<Flags, 'quiet'>): Promise<Ran[]> {
  const { tree } = context
  const ran = eachOf(tree.examples(), context, flags, (example) => runExample(tree, example, asked(tree)))
  const before = ran.every(({ wrong }) => wrong.length === 0) ? [] : await beforeEach(context)
  return ran.map((outcome) => {
    const counts = countsIn(context)(outcome.example)
    if (outcome.wrong.length === 0) return { ...outcome, counts, since: undefined, led: new Map() }
    const right = rightIn(before, outcome.example)
    const [was, is] = [modelsOf(right?.actual), modelsOf(outcome.actual)]
    const told = explained(tree, outcome, asked(tree), makerOf(context), right?.actual)
    return {
      ...told,
      counts,
      led: right ? ledElsewhere(right.without, tree, told.steps) : new Map(),
      since: right && { file: right.file, gone: was.filter((id) => !is.includes(id)), came: is.filter((id) => !was.includes(id)) },
    }
  })
}

const modelsOf = (way: Outcome['actual']): string[] => [...new Set(way?.shortlist.map(({ model }) => model))]

function rightIn(before: readonly Before[], example: Example) {
  for (const { without, file } of before) {
    const { wrong, actual } = runExample(without, example, asked(without))
    if (actual && wrong.length === 0) return { actual, file, without }
  }
  return undefined
}

interface Before {
  readonly without: Tree
  readonly file: string
}

/** The rules without the last of the user's own files, without the last two and so on, and the first file that each lacks. */
async function beforeEach({ rules: { base, layers, merged } }: Context): Promise<Before[]> {
  if (layers.length === 0) return []
  const trees = [linkAgain(base), ...(await earlierOverlays(base, layers, merged)).map(({ tree }) => tree)]
  return trees.flatMap((without, index) => (without ? [{ without, file: layers[index]?.place([]).file ?? '' }] : [])).reverse()
}

/** What is wrong with those that the rules have to answer for. */
export const wrongExamples = (context: Context, flags: Pick<Flags, 'quiet'>): Pick<Outcome, 'example' | 'wrong'>[] =>
  eachOf(context.tree.examples().filter(countsIn(context)), context, flags, (example) => ({
    example,
    wrong: wrongWith(context.tree, example, asked(context.tree)),
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
  (tree: Tree) =>
  (example: Example): Request =>
    requestOf(tree, example)

const countsIn =
  ({ rules: { layers } }: Context) =>
  ({ id }: Example): boolean =>
    layers.length === 0 || layers.some(({ value }) => valueAt(value, ['examples', id]) !== undefined)

/** Read as flags are read. */
export const requestOf = (tree: Tree, { answers }: Example): Request =>
  collect(tree, Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, String(value)])), { environment: {} }, {})
