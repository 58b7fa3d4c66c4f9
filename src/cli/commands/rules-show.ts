// `pick-llm rules show`: the merged rules with the origin of each line, or what an overlay changes.

import { rules as builtIn } from 'virtual:built-in-rules'
import { type Command, Option } from 'commander'
import type { RulesDiffJson, RulesShowJson } from '../../contract-rules.ts'
import { UserError } from '../../errors.ts'
import { link } from '../../rules/link.ts'
import { echo } from '../../sanitize.ts'
import { didYouMean } from '../../suggest.ts'
import { type Context, emit, formatOf, lookOf } from '../context.ts'
import { headOf } from '../maker.ts'
import { addOutput, type Flags, onAction, subcommand } from '../program.ts'

const showFormats = ['text', 'json'] as const
const diffFormats = ['text', 'json', 'markdown'] as const

const examples = `
Examples:
  $ pick-llm rules show steps.license
  $ pick-llm rules show --rules ours.yaml --diff
  $ pick-llm rules show figures --json`

/** Adds the command to `pick-llm rules`. */
export function addRulesShow(rules: Command, context: Context, columns: number): void {
  const command = subcommand(rules, 'show', 'the merged rules as YAML, with the origin of each line', columns)
  command.argument('[path]', 'a part of them, such as steps.license').addHelpText('after', examples)
  command.addOption(new Option('--diff', 'what the overlays change, and where that leads').helpGroup('Output:'))
  onAction(
    addOutput(command, diffFormats),
    context.tree,
    async (flags) => {
      const [path] = command.args
      await (command.opts()['diff'] === true ? showDiff(context, flags, path) : show(context, flags, path))
    },
    1,
  )
}

async function show(context: Context, flags: Flags, path: string | undefined): Promise<void> {
  const format = formatOf(context, flags, showFormats)
  const { findPath, leavesOf, originOf } = await import('../../rules/origins.ts')
  const { valueAt } = await import('../../rules/merge.ts')
  const laid = { ...context.rules, builtIn }
  const found = path === undefined ? { keys: [] } : findPath(laid.merged, path)
  if ('unknown' in found) throw noPath(found)
  const value = valueAt(laid.merged, found.keys)
  if (format === 'json') {
    const leaves = [...leavesOf(value, found.keys)].map((leaf) => {
      return { path: leaf.keys.join('.'), keys: leaf.keys, value: leaf.value, origin: originOf(laid, leaf.keys) }
    })
    const json: RulesShowJson = { ...headOf(context), leaves }
    return emit(context, flags, `${JSON.stringify(json, null, 2)}\n`)
  }
  const { renderRules } = await import('../../render/rules-show.ts')
  await emit(
    context,
    flags,
    renderRules(value, found.keys, (keys) => originOf(laid, keys), lookOf(context)),
  )
}

async function showDiff(context: Context, flags: Flags, path: string | undefined): Promise<void> {
  if (path !== undefined) throw new UserError('E_USAGE', '--diff shows all that changes.', `Leave out "${echo(path)}".`)
  const format = formatOf(context, flags, diffFormats)
  const { differenceOf } = await import('../../rules/diff.ts')
  const { movedPaths } = await import('../../engine/moved-paths.ts')
  const { base, layers } = context.rules
  const difference = differenceOf({ ...context.rules, builtIn })
  const moves = layers.length === 0 || difference.changes.length === 0 ? [] : movedPaths(link(base), context.tree)
  const json: RulesDiffJson = {
    ...headOf(context),
    ...difference,
    moves: moves.map(({ from, to, when }) => ({ from: from ?? null, to: to ?? null, when })),
  }
  if (format === 'json') return emit(context, flags, `${JSON.stringify(json, null, 2)}\n`)
  const { rulesDiffMarkdown, rulesDiffText } = await import('../../render/rules-diff.ts')
  await emit(context, flags, format === 'markdown' ? rulesDiffMarkdown(json) : rulesDiffText(json, lookOf(context)))
}

function noPath({ unknown, within, known }: { unknown: string; within: readonly string[]; known: readonly string[] }): UserError {
  const where = within.length === 0 ? 'The rules have' : `${within.join('.')} has`
  const paths = known.map((key) => [...within, key].join('.'))
  const suggested = didYouMean([...within, unknown].join('.'), paths)
  return new UserError(
    'E_VALUE',
    `${where} nothing called "${echo(unknown)}".${suggested}`,
    known.length === 0 ? 'Leave the last part out.' : `Write one of ${paths.slice(0, 12).join(', ')}${paths.length > 12 ? ', …' : ''}.`,
  )
}
