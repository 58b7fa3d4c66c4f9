// What overlays change, leaf by leaf and in where answers lead, printed.

import { rules as builtIn } from 'virtual:built-in-rules'
import { briefly } from '../advise/recommend.ts'
import type { RulesDiffJson } from '../contract-rules.ts'
import { UserError } from '../errors.ts'
import { rulesDiffMarkdown, rulesDiffText } from '../render/rules-diff.ts'
import { differenceOf } from '../rules/diff.ts'
import { link } from '../rules/link.ts'
import { echo } from '../sanitize.ts'
import type { Example, TierId, Tree } from '../types.ts'
import { compareTrees } from '../verify/compare.ts'
import { type Context, emit, formatOf, lookOf } from './context.ts'
import type { Flags } from './flags.ts'
import { headOf } from './maker.ts'
import { requestOf } from './run-examples.ts'

/** Prints what the user's own files change, and where that leads. */
export async function showDiff(context: Context, flags: Flags, path: string | undefined): Promise<void> {
  if (path !== undefined) throw new UserError('E_USAGE', '--diff shows all that changes.', `Leave out "${echo(path)}".`)
  const format = formatOf(context, flags, ['text', 'json', 'markdown'] as const)
  const { base, layers } = context.rules
  const difference = differenceOf({ ...context.rules, builtIn })
  const before = layers.length === 0 || difference.changes.length === 0 ? context.tree : link(base)
  const { moves, arrivals, assumptions, omitted } = compareTrees(before, context.tree)
  const json: RulesDiffJson = {
    ...headOf(context),
    ...difference,
    moves: moves.map(({ from, to, when }) => ({ ...endsBefore(from), ...endsAfter(to), when })),
    arrivals: arrivals.map(({ to, when }) => ({ ...endsAfter(to), when })),
    assumptions: assumptions.map(({ from, to, ...about }) => ({ ...about, from: from ?? null, to: to ?? null })),
    omitted,
    measured: isMeasured(context.tree) || isMeasured(before),
    examples: before === context.tree ? [] : movedExamples(before, context.tree),
  }
  if (format === 'json') return emit(context, flags, `${JSON.stringify(json, null, 2)}\n`)
  const known = optionsOf(before)
  const options = new Map(
    [...optionsOf(context.tree)].map(([id, own]) => [id, own.filter((option) => known.get(id)?.includes(option) ?? true)]),
  )
  await emit(context, flags, format === 'markdown' ? rulesDiffMarkdown(json, options) : rulesDiffText(json, options, lookOf(context)))
}

interface Ending {
  readonly tier: TierId | undefined
  readonly parts: readonly TierId[]
}

const endsBefore = ({ tier, parts }: Ending) => ({ from: tier ?? null, fromParts: [...parts] })
const endsAfter = ({ tier, parts }: Ending) => ({ to: tier ?? null, toParts: [...parts] })

/** Examples answer everything, volumes too, so that prices tell. Those of the rules before, as far as they can still be asked. */
function movedExamples(before: Tree, after: Tree): RulesDiffJson['examples'] {
  return before.examples().flatMap((example) => {
    const [was, is] = [endingOf(before, example), endingOf(after, example)]
    return was.parts.join() === is.parts.join() ? [] : [{ id: example.id, ...endsBefore(was), ...endsAfter(is) }]
  })
}

function endingOf(tree: Tree, example: Example): Ending {
  try {
    const { tier, parts } = briefly(tree, requestOf(tree, example)).recommendation
    return { tier, parts: parts.map((part) => part.tier) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { tier: undefined, parts: [] }
  }
}

const isMeasured = (tree: Tree): boolean =>
  tree.steps.some(({ rules }) => rules.some(({ conditions }) => conditions.some(({ kind }) => kind === 'measure')))

const optionsOf = ({ questions }: Tree): ReadonlyMap<string, readonly string[]> =>
  new Map(questions.flatMap((each) => (each.kind === 'choice' ? [[each.id, each.options.map(({ id }) => id)]] : [])))
