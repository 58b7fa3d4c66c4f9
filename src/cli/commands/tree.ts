// `pick-llm tree`: the decision tree, with the path marked when answers are given.

import { recommend } from '../../advise/recommend.ts'
import { walk } from '../../engine/walk.ts'
import { collect } from '../answers.ts'
import { answersFrom } from '../answers-file.ts'
import { type Context, emit, formatOf, lookOf } from '../context.ts'
import { type Flags, treeFormats } from '../flags.ts'
import { makerOf } from '../maker.ts'
import { missingAnswers } from '../missing.ts'

export async function drawTree(context: Context, flags: Flags): Promise<void> {
  const { terminal, tree } = context
  const format = formatOf(context, flags, treeFormats)
  const given = collect(tree, flags.answers, terminal, await answersFrom(context, flags))
  const walked = Object.keys(given.answers).length > 0 || flags.yes
  if (walked && walk(tree, given.answers, true).kind === 'asking') throw missingAnswers(tree, given, true)
  const result = walked ? recommend(tree, given, makerOf(context)) : undefined
  const text =
    format === 'mermaid'
      ? (await import('../../render/mermaid.ts')).renderMermaid(tree, result)
      : (await import('../../render/tree-text.ts')).renderTreeText(tree, result, lookOf(context))
  await emit(context, flags, text)
}
