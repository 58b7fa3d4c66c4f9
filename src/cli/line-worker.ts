// A thread beside the main one: lines in, the text of their decisions out.

import { parentPort, workerData } from 'node:worker_threads'
import type { Tree } from '../types.ts'
import type { Texts } from './answers.ts'
import { lineMaker } from './line-maker.ts'
import type { Line } from './line-splitter.ts'
import type { Terminal } from './terminal.ts'

/** What a thread is given when it starts. */
export interface LineWork extends Pick<Terminal, 'environment'> {
  readonly tree: Tree
  readonly answers: Texts
}

const { tree, answers, environment } = workerData as LineWork
const make = lineMaker(tree, answers, { environment })
parentPort?.on('message', (lines: readonly Line[]) => parentPort?.postMessage(make(lines)))
