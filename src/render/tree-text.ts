// Tree → an indented drawing for the terminal, with a mark at each rule that a walk took.

import type { RecommendationJson } from '../contract.ts'
import type { Tree } from '../types.ts'
import { wrap } from './layout.ts'
import { type Look, styleFor } from './style.ts'
import { draw } from './tree.ts'

export function renderTreeText(tree: Tree, result: RecommendationJson | undefined, look: Look): string {
  const style = styleFor(look)
  const { columns } = look
  const lines = draw(tree, result).flatMap(({ title, condition, rules, skipped }) => [
    ...wrap(style.strong(title) + (condition ? `  (only if ${condition})` : ''), columns),
    ...(skipped ? wrap('* not needed', columns, '  ') : []),
    ...rules.flatMap(({ label, effect, taken }) => {
      const line = `${taken ? '*' : '-'} ${label} → ${effect}`
      return wrap(taken ? style.good(line) : line, columns, '  ')
    }),
    '',
  ])
  if (result) lines.push(...wrap(`* is the way to ${result.recommendation.tier}.`, columns))
  else lines.pop()
  return `${lines.join('\n')}\n`
}
