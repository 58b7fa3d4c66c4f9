// A saved decision → where its steps and rows of models ask for other answers than it has: it was edited by hand.

import type { Recorded } from '../contract-record.ts'
import type { Tree } from '../types.ts'
import type { Found } from './found.ts'

/** One finding for each given answer that the rules of the record itself contradict. */
export function contradictions({ questions }: Tree, { answers, inputs, steps }: Recorded): Found[] {
  const applied = steps.map(({ id, rule }) => inputs.rules[`${id}/${rule}`] ?? {})
  const lines = [...applied, ...Object.values(inputs.picks)].flatMap((fact) => String(fact['if'] ?? '').split(', '))
  return [...new Set(lines)].flatMap((line): Found[] => {
    const [id = '', ...options] = line.split(/ or | /)
    const question = questions.find((each) => each.id === id)
    const answer = answers[id]
    if (question?.kind !== 'choice' || !answer || answer.source === 'assumed') return []
    const now = String(answer.value)
    if (options.includes(now) || !question.options.some((option) => option.id === now)) return []
    const was = options.join(' or ')
    const says = `The record does not follow from its answers: it was made for ${id} ${was}, and says ${now}. It was edited by hand.`
    return [{ kind: 'answers', says, was, now, moved: [] }]
  })
}
