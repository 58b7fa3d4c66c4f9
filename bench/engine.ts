// The built-in rules and random requests → walks and recommendations a second inside one process.

import { rules } from 'virtual:built-in-rules'
import { adviser } from '../src/advise/adviser.ts'
import { bindMeasures } from '../src/advise/measures.ts'
import { type Maker, recommend } from '../src/advise/recommend.ts'
import { walk } from '../src/engine/walk.ts'
import { link } from '../src/rules/link.ts'
import type { Request } from '../src/types.ts'
import { randomRequests, withoutVolume } from './requests.ts'
import { busy, inTurns, median, perSecond, ratio } from './rounds.ts'

const maker: Maker = { version: 'bench', sha256: '', catalogSha256: 'bench', overlays: [], files: [] }

/** Walks are over in a microsecond, so a round makes many passes. */
const walkPasses = 10

/** Lines of a report. */
export async function measureEngine(rounds: number, count: number): Promise<string[]> {
  const tree = link(rules)
  const bound = bindMeasures(tree)
  const priced = randomRequests(tree, count)
  const plain = priced.map((request) => withoutVolume(tree, request))
  let kept = 0
  const walks = (requests: readonly Request[]) => () =>
    busy(() => {
      for (let pass = 0; pass < walkPasses; pass++)
        for (const { answers } of requests) if (walk(bound, answers, true).kind === 'arrived') kept++
    })
  const recommendations = (requests: readonly Request[]) => () =>
    busy(() => {
      for (const request of requests) kept += recommend(tree, request, maker).steps.length
    })
  const advise = adviser(tree)
  const advice = (bills: boolean) => () =>
    busy(() => {
      for (const request of priced) {
        const { course, cost } = advise(request)
        kept += bills ? cost().bills.length : course.shortlist().length
      }
    })
  const [walkPlain, walkPriced, brief, briefBills, without, withBills] = await inTurns(
    [
      { name: 'walks with their path, no volume', work: walks(plain) },
      { name: 'walks with their path, with a volume', work: walks(priced) },
      { name: 'advice without bills, for plans', work: advice(false) },
      { name: 'advice with all bills, for plans', work: advice(true) },
      { name: 'recommendations without bills', work: recommendations(plain) },
      { name: 'recommendations with all bills', work: recommendations(priced) },
    ],
    rounds,
  )
  if (kept === 0) throw new Error('nothing was measured')
  const row = (timed: typeof without, runs: number) =>
    timed ? [`| ${timed.name} | ${perSecond(runs, median(timed.rounds))} | ${(median(timed.rounds) / runs / 1e-3).toFixed(1)} |`] : []
  return [
    `${count} random sets of answers, the same in every round; median of ${rounds} rounds in turns, by the processor time of the process.`,
    '',
    '| in one process | a second of processor time | µs each |',
    '| --- | --- | --- |',
    ...row(walkPlain, count * walkPasses),
    ...row(walkPriced, count * walkPasses),
    ...row(brief, count),
    ...row(briefBills, count),
    ...row(without, count),
    ...row(withBills, count),
    '',
    `All bills add ${((ratio(withBills, without) - 1) * 100).toFixed(0)} % to a recommendation without.`,
  ]
}
