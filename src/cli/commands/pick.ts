// `pick-llm`: answers, asked for where they are missing → the recommendation.

import { nextQuestion } from '../../advise/ask.ts'
import { recommend } from '../../advise/recommend.ts'
import type { RecommendationJson } from '../../contract.ts'
import type { Request } from '../../types.ts'
import { collect } from '../answers.ts'
import { answersFrom } from '../answers-file.ts'
import { asExpected, type Context, checkTarget, datesIn, emit, formatOf, lookOf, tellAge } from '../context.ts'
import { type Flags, type Format, formats } from '../flags.ts'
import { interview } from '../interview.ts'
import { makerOf } from '../maker.ts'
import { missingAnswers } from '../missing.ts'
import { canPrompt, print } from '../terminal.ts'

/** Returns the exit code: 1 when another tier comes out than expected. */
export async function pick(context: Context, flags: Flags): Promise<number> {
  const { terminal, tree } = context
  const format = formatOf(context, flags, formats)
  // Before any question is asked: answers would be lost.
  await checkTarget(flags)
  const request = await complete(context, flags)
  const asked = Object.values(request.from ?? {}).includes('prompt')
  const result = recommend(tree, request, makerOf(context))
  await emit(context, flags, await render(context, format, result))
  await tellAge(context, flags, result.cost.bills.length > 0, datesIn(result.inputs))
  if (asked && format !== 'text' && !flags.quiet) await print(terminal.stderr, `Again: ${result.command} --format ${format}\n`)
  return asExpected(context, flags, result.recommendation.tier)
}

/** All answers that are needed: given, asked for, or left to be assumed. `words` are the command, where it is another one. */
export async function complete(context: Context, flags: Flags, words: readonly string[] = []): Promise<Request> {
  const { terminal, tree } = context
  const given = collect(tree, flags.answers, terminal, await answersFrom(context, flags))
  if (!nextQuestion(tree, given, flags.yes).question) return given
  if (!canPrompt(terminal, !flags.input)) throw missingAnswers(tree, given, flags.yes, { words, files: context.rules.files })
  const { askInTerminal } = await import('../prompts.ts')
  return interview(tree, given, askInTerminal(terminal, context.color), flags.yes)
}

async function render(context: Context, format: Format, result: RecommendationJson): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(result, null, 2)}\n`
    case 'yaml':
      return (await import('../../render/yaml.ts')).renderYaml(result)
    case 'markdown': {
      const { renderMarkdown } = await import('../../render/markdown.ts')
      const { renderMermaid } = await import('../../render/mermaid.ts')
      return renderMarkdown(result, renderMermaid(context.tree, result))
    }
    case 'mermaid':
      return (await import('../../render/mermaid.ts')).renderMermaid(context.tree, result)
    case 'text': {
      const { renderText } = await import('../../render/text.ts')
      return renderText(result, lookOf(context))
    }
  }
}
