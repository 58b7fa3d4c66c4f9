// Answers that are missing where nobody can be asked → one error that names them all, and a line that works.

import { commandOf } from '../advise/command.ts'
import { openQuestions } from '../engine/paths.ts'
import { peek, startWalk, walk } from '../engine/walk.ts'
import { type Missing, UserError } from '../errors.ts'
import type { Question, Request, Tree } from '../types.ts'
import { acceptedVolumes } from '../volume.ts'

/** With `assume`, only what has no assumption is missing. */
export function missingAnswers(tree: Tree, request: Request, assume: boolean): UserError {
  const open = openQuestions(tree, request.answers)
  const missing = open
    .filter(({ question }) => !assume || question.assume.length === 0)
    .map(({ question, always }): Missing => ({ question: question.id, flag: `--${question.id}`, values: valuesOf(question), always }))
  const names = missing.map(({ flag, values, always }) => `  ${flag} <${values.join('|')}>${always ? '' : '  (depends on other answers)'}`)
  const hint = `For example:\n  ${exampleLine(tree, request, assume)}\nOr add --yes to assume whatever is not answered.`
  return new UserError('E_MISSING_ANSWER', ['Answers are missing, and nobody can be asked here:', ...names].join('\n'), hint, undefined, {
    missing,
  })
}

const valuesOf = (question: Question): string[] => (question.kind === 'choice' ? question.options.map(({ id }) => id) : [acceptedVolumes])

/** The given answers, and for each open question the assumption or else the first option. */
function exampleLine(tree: Tree, request: Request, assume: boolean): string {
  const answers = { ...request.answers }
  for (;;) {
    const progress = walk(tree, answers, assume)
    if (progress.kind !== 'asking') return commandOf(tree, { ...request, answers }, progress.kind === 'arrived' ? progress.consulted : [])
    const { question } = progress
    answers[question.id] = assumedValue(tree, answers, question) ?? (question.kind === 'choice' ? question.options[0]?.id : null)
  }
}

function assumedValue(tree: Tree, answers: Request['answers'], question: Question): string | undefined {
  const known = peek(startWalk(tree, answers, true), question)
  return 'value' in known ? String(known.value) : undefined
}
