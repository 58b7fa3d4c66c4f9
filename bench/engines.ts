// One small decision in every engine, checked on all inputs → decisions a second, and how far each is from conditions by hand.

import { rules } from 'virtual:built-in-rules'
import { bindMeasures } from '../src/advise/measures.ts'
import { walk } from '../src/engine/walk.ts'
import { link } from '../src/rules/link.ts'
import { allInputs, byHand, byHandWithPath, byWalk, type Input, smallTree } from './decision.ts'
import { peerEngines, type Way } from './peer-engines.ts'
import { generator, randomRequests, withoutVolume } from './requests.ts'
import { busyUntil, inTurns, median, type Piece, perSecond, ratio, type Timed } from './rounds.ts'

const atLeast = 100
const builtInGoal = 1e6

/** Lines of a report. Throws when an engine decides otherwise than the conditions by hand. */
export async function measureEngines(rounds: number, milliseconds: number): Promise<string[]> {
  const tree = smallTree()
  const full = bindMeasures(link(rules))
  const answers = randomRequests(full, 2000).map((request) => withoutVolume(full, request).answers)
  const inputs = shuffled(2000)
  const peers = peerEngines()
  const there = peers.flatMap(({ name, make }) => (make ? [{ name, ...make() }] : []))
  for (const { name, decide } of there) await check(name, decide)
  await check('the walk', (input) => byWalk(tree, input).answer)
  await check('by hand with the path', (input) => byHandWithPath(input).answer)
  const ways = [
    await piece('nested conditions by hand, the limit', inputs, { atOnce: undefined, decide: byHand }, milliseconds),
    await piece('the same with the path', inputs, { atOnce: undefined, decide: byHandWithPath }, milliseconds),
    await piece(
      "pick-llm's walk, with path and reasons",
      inputs,
      { atOnce: undefined, decide: (input) => walk(tree, input) },
      milliseconds,
    ),
    await piece(
      "pick-llm's walk of the built-in rules",
      answers,
      { atOnce: undefined, decide: (given) => walk(full, given, true) },
      milliseconds,
    ),
  ]
  for (const { name, ...decide } of there) ways.push(await piece(name, inputs, decide, milliseconds))
  const timed = await inTurns(ways, rounds)
  const [limit, , ours, builtIn, ...others] = timed
  const rate = (each: Timed | undefined) => perSecond(1, median(each?.rounds ?? []))
  const byClock = ({ passed }: WayPiece) => perSecond(1, median(passed.slice(1)))
  const row = (each: Timed, way: WayPiece) =>
    `| ${each.name} | ${rate(each)} | ${byClock(way)} | ${short(ratio(each, limit))} | ${short(ratio(each, ours))} |`
  return [
    `The same five steps of two rules (bench/decision.yaml) for all, the same answers for all ${allInputs.length} inputs; median of ${rounds} rounds in turns.`,
    'Ratios are of processor time. It counts all threads, and zen works in several.',
    '',
    "| engine | decisions a second of processor time | by the clock | × the limit's time | × the walk's time |",
    '| --- | --- | --- | --- | --- |',
    ...ways.flatMap((way, index) => (timed[index] && timed[index] !== builtIn ? [row(timed[index], way)] : [])),
    ...peers.flatMap(({ name, make }) => (make ? [] : [`| ${name} | not installed | | | |`])),
    '',
    ...others
      .filter(({ name }) => /^(json-rules-engine|@gorules)/.test(name))
      .map(
        (each) =>
          `- Goal of ${atLeast} times as fast as ${each.name}: ${verdict(ratio(each, ours) >= atLeast)}, ${short(ratio(each, ours))} times.`,
      ),
    `- Goal of 1 M walks a second of the built-in rules: ${verdict(1000 / median(builtIn?.rounds ?? []) >= builtInGoal)}, ${rate(builtIn)}.`,
  ]
}

const verdict = (met: boolean): string => (met ? 'met' : 'not met')

const short = (times: number): string => (times >= 10 ? times.toFixed(0) : times.toFixed(2))

/** A benchmark of wrong answers would be worth nothing. */
async function check(name: string, decide: (input: Input) => unknown): Promise<void> {
  for (const input of allInputs) {
    const [found, right] = [await decide(input), byHand(input)]
    if (found !== right) throw new Error(`${name} says ${String(found)} and not ${right} for ${JSON.stringify(input)}`)
  }
}

/** In an order that no processor can guess. */
function shuffled(count: number): Input[] {
  const random = generator(20261121)
  return Array.from({ length: count }, () => allInputs[Math.floor(random() * allInputs.length)] as Input)
}

type Loop<T> = (decide: (input: T) => unknown, inputs: readonly T[], count: number, atOnce: number, kept: { last: unknown }) => unknown

const loops = {
  direct: 'for (let n = 0, at = 0; n < count; n++) { kept.last = decide(inputs[at]); if (++at === inputs.length) at = 0 }',
  single: 'for (let n = 0; n < count; n++) kept.last = await decide(inputs[n % inputs.length])',
  several: `for (let n = 0; n < count; n += atOnce) {
    const under = []
    for (let one = n; one < n + atOnce && one < count; one++) under.push(decide(inputs[one % inputs.length]))
    kept.last = await Promise.all(under)
  }`,
} as const

/** Code of its own for each engine: in a shared loop the compiler could build none of them in, and the limit would be no limit. */
function loopFor<T>({ atOnce }: Way<T>): Loop<T> {
  const body = atOnce === undefined ? loops.direct : `return (async () => { ${atOnce === 1 ? loops.single : loops.several} })()`
  return new Function('decide', 'inputs', 'count', 'atOnce', 'kept', body) as Loop<T>
}

interface WayPiece extends Piece {
  /** Milliseconds of a decision by the clock in each round, the one that is thrown away included. */
  readonly passed: readonly number[]
}

/** How many rounds' time passes before the first: engines of many parts are compiled late. */
const warmUp = 20

/** Its work returns the milliseconds of one decision. First it runs for longer and longer, until a round takes long enough. */
async function piece<T>(name: string, inputs: readonly T[], way: Way<T>, milliseconds: number): Promise<WayPiece> {
  const loop = loopFor(way)
  const kept = { last: undefined }
  const run = (count: number) => busyUntil(async () => void (await loop(way.decide, inputs, count, way.atOnce ?? 1, kept)))
  let count = 64
  for (let spent = 0; spent < warmUp * milliseconds; ) {
    const took = await run(count)
    spent += took
    if (took < milliseconds) count *= 2
  }
  const passed: number[] = []
  const work = async () => {
    const start = performance.now()
    const took = await run(count)
    passed.push((performance.now() - start) / count)
    return took / count
  }
  return { name, work, passed }
}
