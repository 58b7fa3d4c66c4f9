// A request → the next question worth asking: one whose answer can still change a tier or the shortlist.
//
// The tables say which answers they need. Some of those cannot matter all the same, such as the license when every
// model that is left is permissive; only the shortlist itself can tell.

import { viewOf } from '../engine/explain.ts'
import { answerFor, everyPath, mostPaths } from '../engine/paths.ts'
import { type Progress, walk } from '../engine/walk.ts'
import type { Answers, Question, Request, Settings, Tree } from '../types.ts'
import { bindMeasures } from './measures.ts'
import { listFor } from './models.ts'

/** The question to ask, or undefined; and the request with the assumption pinned for questions that cannot matter. */
export function nextQuestion(
  unbound: Tree,
  request: Request,
  assume: boolean,
): { readonly question: Question | undefined; readonly request: Request } {
  const tree = bindMeasures(unbound, request.settings)
  let current = request
  for (;;) {
    const progress = walk(tree, current.answers, assume)
    if (progress.kind !== 'asking') return { question: undefined, request: current }
    const { question } = progress
    if (question.assume.length === 0 || matters(tree, current, question)) return { question, request: current }
    current = { ...current, answers: { ...current.answers, [question.id]: null } }
  }
}

/** Whether two options of a question lead to different results for any way to answer what comes after it. */
function matters(tree: Tree, { answers, settings }: Request, question: Question): boolean {
  if (question.kind === 'volume') return true
  let paths = 0
  for (const { id } of question.options) {
    for (const path of everyPath(tree, 'shortlist', { ...answers, [question.id]: id })) {
      // Asking in vain does no harm, waiting does.
      if (++paths > mostPaths) return true
      const ahead = Object.fromEntries(path.answers.map(({ question: later, options }) => [later.id, answerFor(later, options)]))
      const full: Answers = { ...answers, ...ahead }
      const here = fingerprint(tree, { ...full, [question.id]: id }, settings)
      for (const other of question.options)
        if (other.id !== id && fingerprint(tree, { ...full, [question.id]: other.id }, settings) !== here) return true
    }
  }
  return false
}

type Arrived = Extract<Progress, { kind: 'arrived' }>

/** Everything that an answer can change. */
function fingerprint(tree: Tree, answers: Answers, settings: Settings = {}): string {
  const progress = walk(tree, answers, true)
  return progress.kind === 'arrived' ? JSON.stringify(result(tree, answers, progress, settings)) : progress.kind
}

function result(tree: Tree, answers: Answers, { outcome }: Arrived, settings: Settings): unknown {
  const view = viewOf(tree, answers, outcome)
  return outcome.parts.map(({ slice, tier }) => {
    const { candidates } = listFor(tree, view, tier, outcome, settings)
    return [slice, tier, candidates.map(({ model, offer, because }) => [model.id, offer?.host.id, offer?.id, because])]
  })
}
