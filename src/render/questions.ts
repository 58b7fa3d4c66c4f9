// Tree → its questions with options, flags and what is assumed: for people, and as JSON for agents.

import type { Question, Saying, Tree } from '../types.ts'
import { variableName } from '../variables.ts'
import { acceptedVolumes } from '../volume.ts'
import { wrap } from './layout.ts'
import { type Look, styleFor } from './style.ts'
import { conditionText } from './tree.ts'

export function questionsJson({ questions, settings, version }: Tree): unknown {
  return {
    schemaVersion: '1',
    ok: true,
    rules: { version },
    questions: questions.map((question) => ({
      id: question.id,
      step: question.step,
      flag: `--${question.id}`,
      variable: variableName(question.id),
      kind: question.kind,
      ask: question.ask,
      why: question.why,
      required: question.assume.length === 0,
      ...(question.kind === 'choice'
        ? { options: question.options.map(({ id, means, example }) => ({ id, means, ...(example ? { example } : {}) })) }
        : { accepts: acceptedVolumes }),
      assumed: question.assume.map((row) => ({ value: row.value, if: conditionText(row.conditions) || null, because: row.because })),
    })),
    settings: settings.map(({ id, means, example }) => ({ id, flag: `--${id}`, variable: variableName(id), means, example })),
  }
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
