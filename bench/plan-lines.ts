// Random workloads as JSON Lines through the built command → workloads a second, and the peak of its memory by their number.

import { spawnSync } from 'node:child_process'
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rules } from 'virtual:built-in-rules'
import { link } from '../src/rules/link.ts'
import type { Request, Tree } from '../src/types.ts'
import { programInside as command, tellPeak } from './memory.ts'
import { environment } from './process.ts'
import { randomRequests, withoutVolume } from './requests.ts'
import { elapsed, inTurns, median, ratio } from './rounds.ts'

const atOnce = 100_000

/** What reading and writing JSON Lines takes at least in JavaScript. */
const limit = `${tellPeak}
let rest = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n')
  rest = lines.pop()
  process.stdout.write(lines.map((line) => JSON.stringify(JSON.parse(line)) + '\\n').join(''))
})`
const bare = `${tellPeak} process.stdin.resume()`

/** Lines of a report. Throws when the command fails. */
export async function measureLines(rounds: number, counts: readonly number[]): Promise<string[]> {
  const tree = link(rules)
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-bench-'))
  try {
    return [...(await rates(tree, folder, rounds)), '', ...peaks(tree, folder, counts)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function rates(tree: Tree, folder: string, rounds: number): Promise<string[]> {
  const [plain, priced] = [join(folder, 'plain.jsonl'), join(folder, 'priced.jsonl')]
  const different = { plain: new Set<string>(), priced: new Set<string>() }
  const noted = (among: Set<string>, request: Request) => {
    among.add(JSON.stringify(request.answers))
    return request
  }
  writeWorkloads(tree, plain, atOnce, (request) => noted(different.plain, withoutVolume(tree, request)))
  writeWorkloads(tree, priced, atOnce, (request) => noted(different.priced, request))
  const piece = (name: string, code: string, input: string) => ({ name, work: () => elapsed(() => run(code, input, folder)) })
  const [least, ...ours] = await inTurns(
    [
      piece('every line parsed and written again, the limit', limit, priced),
      piece('planned without bills', command, plain),
      piece('planned with bills', command, priced),
    ],
    rounds,
  )
  const all = least ? [least, ...ours] : ours
  return [
    `${atOnce} workloads with random answers and volumes, from a file to a file, start-up included; median of ${rounds} rounds in turns.`,
    `Different sets of answers among them: ${different.plain.size} without bills, ${different.priced.size} with.`,
    '',
    '| whole process | a second | × the limit |',
    '| --- | --- | --- |',
    ...all.map(
      (timed) =>
        `| ${timed.name} | ${(atOnce / median(timed.rounds)).toFixed(1)} k | ${ratio(timed, least).toFixed(2)} (${Math.min(...timed.rounds.map((took) => took / atOnce / 1e-3)).toFixed(1)} µs a workload at best) |`,
    ),
  ]
}

function peaks(tree: Tree, folder: string, counts: readonly number[]): string[] {
  const rows = counts.map((count) => {
    const input = join(folder, `${count}.jsonl`)
    writeWorkloads(tree, input, count, (request) => request)
    const row = { count, ours: run(command, input, folder), node: run(bare, input, folder) }
    rmSync(input)
    return row
  })
  const [first] = rows
  return [
    '| workloads with bills | peak memory, MiB | over bare Node reading the same, MiB | × that of the fewest |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ count, ours, node }) =>
        `| ${count} | ${mebibytes(ours)} | ${mebibytes(ours - node)} | ${(ours / (first?.ours ?? Number.NaN)).toFixed(2)} |`,
    ),
  ]
}

const mebibytes = (kibibytes: number): string => (kibibytes / 1024).toFixed(0)

/** Ever new answers and volumes, written as they are made. */
function writeWorkloads(tree: Tree, file: string, count: number, change: (request: Request) => Request): void {
  const block = 10_000
  for (let start = 0; start < count; start += block) {
    const requests = randomRequests(tree, Math.min(block, count - start), start)
    const lines = requests.map((request, index) => {
      const { answers } = change(request)
      return `${JSON.stringify({ name: `workload ${start + index}`, owner: `team ${index % 97}`, answers })}\n`
    })
    appendFileSync(file, lines.join(''))
  }
}

/** Returns the peak of the memory in KiB. */
function run(code: string, input: string, folder: string): number {
  const streams = [openSync(input, 'r'), openSync(join(folder, 'out.jsonl'), 'w')] as const
  try {
    const words = ['-e', code, '--', 'plan', '--format', 'jsonl', '--quiet', '-']
    const { status, stderr, output } = spawnSync(process.execPath, words, { env: environment(), stdio: [...streams, 'pipe', 'pipe'] })
    if (status !== 0) throw new Error(String(stderr))
    return Number(output[3])
  } finally {
    for (const stream of streams) closeSync(stream)
  }
}
