// Named pieces of work → what each takes, measured in turns so that noise of the machine hits all alike.

export interface Timed {
  readonly name: string
  /** Milliseconds of each round, in the order of the rounds. */
  readonly rounds: readonly number[]
}

export interface Piece {
  readonly name: string
  /** Returns the milliseconds it took. */
  readonly work: () => number | Promise<number>
}

/** Runs every piece once a round; a first round is thrown away. */
export async function inTurns(pieces: readonly Piece[], rounds: number): Promise<Timed[]> {
  const times = pieces.map(({ name }) => ({ name, rounds: [] as number[] }))
  for (let round = 0; round <= rounds; round++)
    for (const [index, { work }] of pieces.entries()) {
      const took = await work()
      if (round > 0) times[index]?.rounds.push(took)
    }
  return times
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2 : (sorted[Math.floor(middle)] ?? 0)
}

/** How many times as long as the other one: the median of the ratios inside each round. */
export const ratio = (timed: Timed | undefined, other: Timed | undefined): number =>
  median((timed?.rounds ?? []).map((took, round) => took / (other?.rounds[round] ?? Number.NaN)))

export const elapsed = (work: () => void): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** Processor time, which counts what threads of the engine do, but not what the neighbours on the machine do. */
export function busy(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** The same for work that is done once its promise is. */
export async function busyUntil(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

export function perSecond(runs: number, milliseconds: number): string {
  const rate = (runs / milliseconds) * 1000
  return rate >= 1e6 ? `${(rate / 1e6).toFixed(2)} M` : `${(rate / 1e3).toFixed(1)} k`
}
