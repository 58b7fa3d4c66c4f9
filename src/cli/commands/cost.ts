// `pick-llm cost`: bills by tier at a volume or over volumes, break-evens, and the documents' claims.

import { costsOf } from '../../advise/costs.ts'
import { answersOf, volumeOf } from '../../advise/recommend.ts'
import type { Request } from '../../types.ts'
import { collect } from '../answers.ts'
import { answersFrom } from '../answers-file.ts'
import { type Context, emit, formatOf, lookOf, tellAge } from '../context.ts'
import { makerOf } from '../maker.ts'
import type { Flags } from '../program.ts'
import { print } from '../terminal.ts'

/** From a prototype to the largest products. */
const volumes = [1e6, 1e7, 1e8, 1e9, 1e10, 1e11]

/** Needs no answers: where the data may go is taken as open, which is said. */
export async function cost(context: Context, flags: Flags): Promise<void> {
  const { terminal, tree } = context
  const format = formatOf(context, flags, ['text', 'json', 'markdown'])
  const given = collect(tree, flags.answers, terminal, await answersFrom(context, flags))
  const request: Request = { ...given, answers: { ...defaults(context), ...given.answers } }
  const volume = volumeOf(tree, request.answers)
  const costs = costsOf(tree, request, volume === undefined ? volumes : [volume], volume)
  const assumed = `Prices up to ${tree.catalog.asOf}. Everything can be set: --tokens, --input-share, --gpu-hour and more (pick-llm cost --help).`
  if (format === 'json') {
    const { version, sha256, overlays } = makerOf(context)
    const json = {
      schemaVersion: '1',
      ok: true,
      tool: { name: 'pick-llm', version },
      rules: { version: tree.version, sha256, overlays },
      catalog: { asOf: tree.catalog.asOf },
      answers: answersOf(tree, request, []),
      volumes: costs.volumes.map(({ tokensPerMonth, usage, bills }) => ({ tokensPerMonth, usage, bills })),
      breakEvens: costs.breakEvens,
      claims: costs.claims,
    }
    await emit(context, flags, `${JSON.stringify(json, null, 2)}\n`)
    return tellAge(context, flags, true)
  }
  const { renderCost, renderCostMarkdown } = await import('../../render/cost.ts')
  const view = { ...costs, assumed }
  await emit(context, flags, format === 'markdown' ? renderCostMarkdown(view) : renderCost(view, lookOf(context), flags.explain))
  await tellAge(context, flags, true)
  const open = Object.keys(defaults(context)).filter((id) => given.answers[id] === undefined)
  if (open.length > 0 && !flags.quiet)
    await print(terminal.stderr, `Priced as if ${open.map((id) => `--${id} ${defaults(context)[id]}`).join(' ')} had been given.\n`)
}

/** Questions without an assumption take their first option here, since a table of prices decides nothing. */
function defaults({ tree }: Context): Record<string, string> {
  return Object.fromEntries(
    tree.questions.flatMap(({ id, assume, ...question }) => {
      const first = question.kind === 'choice' && assume.length === 0 ? question.options[0]?.id : undefined
      return first === undefined ? [] : [[id, first]]
    }),
  )
}
