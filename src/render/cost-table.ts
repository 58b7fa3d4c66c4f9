// Bills over volumes → a table for a terminal: a line for each volume, an asterisk at the cheapest.

import stringWidth from 'fast-string-width'
import type { CostJson } from '../contract-cost.ts'
import { letter } from './chart.ts'
import { amountText, cheapestOf, volumeText } from './cost-words.ts'
import { wrap } from './layout.ts'

export const titlesOf = ({ volumes }: Pick<CostJson, 'volumes'>): readonly string[] => volumes[0]?.bills.map(({ title }) => title) ?? []

/** Under titles where they fit, else under the letters of the chart, else a line for each bill. */
export function tableOver(view: CostJson, columns: number, charted: boolean): string[] {
  const titles = titlesOf(view)
  const body = view.volumes.map((volume) => [volumeText(volume), ...volume.bills.map((bill) => cellOf(bill, cheapestOf(volume)))])
  const heads = [['Tokens', ...titles], ...(charted ? [['Tokens', ...titles.map((_, index) => letter(index))]] : [])]
  for (const head of heads) {
    const lines = grid(head, body)
    if (Math.max(...lines.map((line) => stringWidth(line))) <= columns) return lines
  }
  return view.volumes.flatMap((volume, index) => [
    ...wrap(body[index]?.[0] ?? '', columns),
    ...volume.bills.flatMap(({ title }, bill) => wrap(`${title} ${body[index]?.[bill + 1]?.trimEnd()}`, columns, '  ')),
  ])
}

/** A mark keeps its place in every cell, so that numbers stand under each other. */
const cellOf = (bill: CostJson['volumes'][number]['bills'][number], cheapest: readonly unknown[]): string =>
  amountText(bill.monthlyUsd) + (cheapest.includes(bill) ? '*' : ' ')

/** The first column flush left, the others flush right; titles stand on as many lines as they have words. */
function grid(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  const words = head.map((title) => title.split(' '))
  const height = Math.max(...words.map(({ length }) => length))
  const above = Array.from({ length: height }, (_, line) => words.map((parts) => parts[line - height + parts.length] ?? ''))
  const lines = [...above.map((cells) => cells.map((cell, index) => (index === 0 ? cell : `${cell} `))), ...body]
  const widths = head.map((_, index) => Math.max(...lines.map((cells) => stringWidth(cells[index] ?? ''))))
  return lines.map((cells) =>
    cells
      .map((cell, index) => {
        const space = ' '.repeat((widths[index] ?? 0) - stringWidth(cell))
        return index === 0 ? cell + space : space + cell
      })
      .join(' ')
      .trimEnd(),
  )
}
