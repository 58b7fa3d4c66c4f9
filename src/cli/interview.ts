// Open questions → answers, asking one after the other until the walk arrives.

import { nextQuestion } from '../advise/ask.ts'
import { costsOf, firstOptions } from '../advise/costs.ts'
import { bindMeasures } from '../advise/measures.ts'
import { volumeOf } from '../advise/recommend.ts'
import type { RecommendationJson } from '../contract.ts'
import { questionsLeft } from '../engine/questions-left.ts'
import { startWalk } from '../engine/trail.ts'
import { peek, walk } from '../engine/walk.ts'
import type { AnswerSource, Assumption, Question, Request, Tree } from '../types.ts'

/** What is shown with a question. */
export interface Asking {
  readonly question: Question
  /** 1 for the first question that is asked. */
  readonly position: number
  readonly atMost: number
  readonly canGoBack: boolean
  /** The answer before going back, if any. */
  readonly before: string | number | null | undefined
  /** What "not sure" takes; undefined where an answer is required. */
  readonly assumed: Assumption | undefined
  /** To be shown first: the bills at the volume, or over volumes where it is not known. */
  readonly costs: readonly RecommendationJson['cost'][]
  /** Options by question that these bills go by, where there is neither an answer nor an assumption yet. */
  readonly pricedAs: Readonly<Record<string, string>>
}

export type Reply =
  | { readonly kind: 'answer'; readonly value: string | number; readonly written?: string | undefined }
  | { readonly kind: 'unsure' }
  | { readonly kind: 'back' }

/** The only seam: a terminal prompts, a test replies. */
export type Ask = (asking: Asking) => Promise<Reply>

/** Asks only what can still change the result. `assume` leaves just the questions that have no assumption. */
export async function interview(unbound: Tree, given: Request, ask: Ask, assume: boolean): Promise<Request> {
  const tree = bindMeasures(unbound, given.settings)
  let request = given
  const asked: string[] = []
  const before = new Map<string, string | number | null | undefined>()
  for (;;) {
    const { question } = nextQuestion(tree, request, assume)
    if (!question) return request
    const ahead = assume ? 1 : questionsLeft(tree, request.answers)
    const known = peek(startWalk(tree, request.answers, true), question)
    const assumed = 'value' in known ? known.assumed : undefined
    const reply = await ask({
      question,
      position: asked.length + 1,
      atMost: asked.length + ahead,
      canGoBack: asked.length > 0,
      before: before.get(question.id),
      assumed,
      ...(question.showsBills ? costsAt(tree, request) : { costs: [], pricedAs: {} }),
    })
    if (reply.kind === 'back') {
      const last = asked.pop()
      if (last !== undefined) before.set(last, request.answers[last])
      request = without(request, last)
      continue
    }
    asked.push(question.id)
    request = withAnswer(request, question.id, reply)
  }
}

/** A prototype, a product, a large product. */
const volumes = [1e7, 1e9, 1e11]

/** What is still open is assumed; where nothing can be, its first option is taken, which has to be said. */
function costsAt(tree: Tree, request: Request): Pick<Asking, 'costs' | 'pricedAs'> {
  const open = firstOptions(tree, request.answers)
  const settled = { ...request, answers: { ...request.answers, ...open } }
  const progress = walk(tree, settled.answers, true)
  // Where no tier comes out, the end of the interview says so.
  if (progress.kind !== 'arrived') return { costs: [], pricedAs: {} }
  const looked = new Set(progress.consulted.map(({ question }) => question.id))
  const volume = volumeOf(tree, settled.answers)
  return {
    costs: costsOf(tree, settled, volume === undefined ? volumes : [volume], undefined).volumes,
    pricedAs: Object.fromEntries(Object.entries(open).filter(([id]) => looked.has(id))),
  }
}

function withAnswer(request: Request, id: string, reply: Exclude<Reply, { kind: 'back' }>): Request {
  if (reply.kind === 'unsure') return { ...request, answers: { ...request.answers, [id]: null } }
  const from: Readonly<Record<string, AnswerSource>> = { ...request.from, [id]: 'prompt' }
  const written = reply.written === undefined ? request.written : { ...request.written, [id]: reply.written }
  return { ...request, from, written, answers: { ...request.answers, [id]: reply.value } }
}

function without(request: Request, id: string | undefined): Request {
  const answers = { ...request.answers }
  if (id !== undefined) delete answers[id]
  return { ...request, answers }
}
