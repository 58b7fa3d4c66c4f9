// Lines → their decisions, made in threads beside this one once there are many of them.

import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Made } from './line-maker.ts'
import type { Line } from './line-splitter.ts'
import type { LineWork } from './line-worker.ts'

/** Fewer are done before a thread has started. */
const worthIt = 10_000

const mostThreads = 3

/** At most so many batches wait for a thread: one that it works on, and one to go on with. */
const atOnce = 2

export interface LineThreads {
  /** At once where this thread does it itself. */
  readonly make: (lines: readonly Line[]) => Made | Promise<Made>
  /** How many batches can be under way before the next one is for this thread. */
  readonly room: () => number
  readonly stop: () => Promise<void>
}

interface Thread {
  readonly worker: Worker
  readonly waiting: Batch[]
  broken: boolean
}

interface Batch {
  readonly lines: readonly Line[]
  readonly resolve: (made: Made) => void
  readonly reject: (error: unknown) => void
}

/** `make` is what this thread does itself; the others are given `work` to do the same. */
export function lineThreads(make: (lines: readonly Line[]) => Made, work: LineWork): LineThreads {
  let threads: readonly Thread[] | undefined
  let [seen, stopped] = [0, false]
  /** A machine may refuse threads. Whatever else is wrong comes up again here. */
  const giveUp = (thread: Thread) => {
    thread.broken = true
    for (const { lines, resolve, reject } of stopped ? [] : thread.waiting.splice(0)) {
      try {
        resolve(make(lines))
      } catch (error) {
        reject(error)
      }
    }
  }
  const start = (): Thread => {
    const worker = new Worker(join(import.meta.dirname, '../line-worker.cjs'), { workerData: work })
    const thread: Thread = { worker, waiting: [], broken: false }
    worker.on('message', (made: Made) => thread.waiting.shift()?.resolve(made))
    worker.on('error', () => giveUp(thread))
    worker.on('exit', () => giveUp(thread))
    return thread
  }
  return {
    make: (lines) => {
      seen += lines.length
      if (seen > worthIt) threads ??= Array.from({ length: Math.min(mostThreads, availableParallelism() - 1) }, start)
      const thread = threads?.find(({ waiting, broken }) => !broken && waiting.length < atOnce)
      if (!thread) return make(lines)
      return new Promise((resolve, reject) => {
        thread.waiting.push({ lines, resolve, reject })
        thread.worker.postMessage(lines)
      })
    },
    room: () => (threads?.length ?? 0) * atOnce + 2,
    stop: async () => {
      stopped = true
      await Promise.all((threads ?? []).map(({ worker }) => worker.terminate()))
    },
  }
}
