// Answers that are missing where nobody can be asked → one error that names them all, and a line that works.

import { nextQuestion } from '../advise/ask.ts'
import { commandOf } from '../advise/command.ts'
import { bindMeasures } from '../advise/measures.ts'
import { openQuestions } from '../engine/paths.ts'
import { startWalk } from '../engine/trail.ts'
import { peek, walk } from '../engine/walk.ts'
import { type Missing, UserError } from '../errors.ts'
import type { Question, Request, Tree } from '../types.ts'
import { acceptedVolumes } from '../volume.ts'

/** What stands in the line besides the answers: the words of the command, and the user's own rules. */
interface Line {
  readonly words?: readonly string[]
  readonly files?: readonly string[]
}

/** With `assume`, only what has no assumption is missing. */
export function missingAnswers(unbound: Tree, request: Request, assume: boolean, line: Line = {}): UserError {
  const tree = bindMeasures(unbound, request.settings)
  const open = openQuestions(tree, request.answers)
  const example = exampleAnswers(tree, request, assume)
  const missing = open
    .filter(({ question }) => !assume || question.assume.length === 0)
    .map(({ question, always }): Missing => {
      const needed = always && typeof example.answers[question.id] === 'string'
      return { question: question.id, flag: `--${question.id}`, values: valuesOf(question), always: needed }
    })
  const names = missing.map(({ flag, values, always }) => `  ${flag} <${values.join('|')}>${always ? '' : '  (depends on other answers)'}`)
  const hint = `For example:\n  ${lineFor(tree, example, line)}${assume ? '' : '\nOr add --yes to assume whatever is not answered.'}`
  return new UserError('E_MISSING_ANSWER', ['Answers are missing, and nobody can be asked here:', ...names].join('\n'), hint, undefined, {
    missing,
  })
}

const valuesOf = (question: Question): string[] => (question.kind === 'choice' ? question.options.map(({ id }) => id) : [acceptedVolumes])

/** The given answers, and for each question that is still to be asked the assumption or else the first option. */
function exampleAnswers(tree: Tree, request: Request, assume: boolean): Request {
  let example = request
  for (;;) {
    const { question, request: settled } = nextQuestion(tree, example, assume)
    if (!question) return settled
    const value = assumedValue(tree, settled.answers, question) ?? (question.kind === 'choice' ? question.options[0]?.id : null)
    example = { ...settled, answers: { ...settled.answers, [question.id]: value } }
  }
}

/** `--yes` is part of the line when the example leaves something to be assumed. */
function lineFor(tree: Tree, example: Request, { words = [], files = [] }: Line): string {
  const progress = walk(tree, example.answers, true)
  const line = commandOf(tree, example, progress.kind === 'arrived' ? progress.consulted : [], { files })
  return line.replace('npx pick-llm', () => ['npx pick-llm', ...words].join(' '))
}

function assumedValue(tree: Tree, answers: Request['answers'], question: Question): string | undefined {
  const known = peek(startWalk(tree, answers, true), question)
  return 'value' in known && question.kind === 'choice' ? String(known.value) : undefined
}
