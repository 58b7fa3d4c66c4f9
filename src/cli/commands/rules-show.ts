// `pick-llm rules show`: the merged rules with the origin of each line, or what an overlay changes.

import { rules as builtIn } from 'virtual:built-in-rules'
import { type Command, Option } from 'commander'
import type { RulesShowJson } from '../../contract-rules.ts'
import { UserError } from '../../errors.ts'
import { echo } from '../../sanitize.ts'
import { didYouMean } from '../../suggest.ts'
import { type Context, emit, formatOf, lookOf } from '../context.ts'
import type { Flags } from '../flags.ts'
import { headOf } from '../maker.ts'
import { addOutput, onAction, subcommand } from '../program.ts'

const formats = ['text', 'json', 'markdown'] as const

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
    addOutput(command, formats),
    context.tree,
    async (flags) => {
      const [path] = command.args
      await (command.opts()['diff'] === true
        ? (await import('../show-diff.ts')).showDiff(context, flags, path)
        : show(context, flags, path))
    },
    1,
  )
}

async function show(context: Context, flags: Flags, path: string | undefined): Promise<void> {
  const format = formatOf(context, flags, formats)
  const { findPath, leavesOf, originOf } = await import('../../rules/origins.ts')
  const { valueAt } = await import('../../value-at.ts')
  const { asApplied } = await import('../../rules/applied.ts')
  const laid = { ...context.rules, builtIn, merged: asApplied(context.rules.merged, context.tree) }
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
  const { renderRules, renderRulesMarkdown } = await import('../../render/rules-show.ts')
  const render = format === 'markdown' ? renderRulesMarkdown : renderRules
  await emit(
    context,
    flags,
    render(value, found.keys, (keys) => originOf(laid, keys), lookOf(context)),
  )
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
