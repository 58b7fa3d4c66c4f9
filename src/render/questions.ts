// Tree → its questions with options, flags and what is assumed: for people, and as JSON for agents.

import type { QuestionsJson } from '../contract-questions.ts'
import type { Question, Saying, Tree } from '../types.ts'
import { variableName } from '../variables.ts'
import { acceptedVolumes } from '../volume.ts'
import { wrap } from './layout.ts'
import { type Look, styleFor } from './style.ts'
import { conditionText } from './tree.ts'

type Head = Pick<QuestionsJson, 'schemaVersion' | 'ok' | 'tool' | 'rules'>

/** `head` says who made it. */
export function questionsJson({ questions, settings }: Tree, head: Head): QuestionsJson {
  return {
    ...head,
    questions: questions.map(questionJson),
    settings: settings.map(({ id, means, example }) => ({ id, flag: `--${id}`, variable: variableName(id), means, example })),
  }
}

function questionJson(question: Question): QuestionsJson['questions'][number] {
  const { id, step, ask, why, assume } = question
  const names = { id, step, flag: `--${id}`, variable: variableName(id) }
  const words = { ask, why, required: assume.length === 0 }
  const assumed = assume.map(({ value, conditions, because }) => ({ value, if: conditionText(conditions) || null, because }))
  if (question.kind === 'volume') return { ...names, kind: question.kind, ...words, accepts: acceptedVolumes, assumed }
  const options = question.options.map(({ id: option, means, example }) => ({ id: option, means, ...(example ? { example } : {}) }))
  return { ...names, kind: question.kind, ...words, options, assumed }
}

export function questionsText({ questions, settings, steps }: Tree, look: Look): string {
  const style = styleFor(look)
  const { columns } = look
  const lines = steps.flatMap(({ id, title }, index) => [
    ...wrap(style.strong(`${index + 1} ${title}`), columns),
    ...questions.filter(({ step }) => step === id).flatMap((question) => questionLines(question, look)),
    '',
  ])
  lines.push(...wrap(style.strong('Never asked, flags only'), columns))
  for (const { id, means, example } of settings) lines.push(...wrap(`--${id} ${example}`, columns, '  '), ...wrap(means, columns, '      '))
  return `${lines.join('\n')}\n`
}

function questionLines(question: Question, look: Look): string[] {
  const { columns } = look
  const options =
    question.kind === 'choice'
      ? question.options.flatMap(({ id, means }) => wrap(`${id}: ${means}`, columns, '      '))
      : wrap(acceptedVolumes, columns, '      ')
  return [
    ...wrap(styleFor(look).good(`--${question.id}`), columns, '  '),
    ...wrap(question.ask, columns, '    '),
    ...options,
    ...wrap(assumedText(question), columns, '    '),
  ]
}

function assumedText({ assume }: Question): string {
  if (assume.length === 0) return 'Always required.'
  const rows = assume.map((row: Saying & { value: string }) => {
    const when = conditionText(row.conditions)
    return when ? `${row.value} if ${when}` : row.value
  })
  return `No answer: ${rows.join('; otherwise ')}.`
}
