// `pick-llm questions`: what is asked, for people and for agents.

import { type Context, emit, formatOf, lookOf } from '../context.ts'
import { type Flags, listFormats } from '../flags.ts'
import { headOf } from '../maker.ts'

export async function listQuestions(context: Context, flags: Flags): Promise<void> {
  const format = formatOf(context, flags, listFormats)
  const { questionsJson, questionsText } = await import('../../render/questions.ts')
  const text =
    format === 'json'
      ? `${JSON.stringify(questionsJson(context.tree, headOf(context)), null, 2)}\n`
      : questionsText(context.tree, lookOf(context))
  await emit(context, flags, text)
}
