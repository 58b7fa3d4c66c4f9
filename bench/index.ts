// `npm run bench` → ratios within this one run, as Markdown on standard output. Writes no file but those of bench/peers.
//
// `npm run bench -- --quick` makes few rounds, `-- engines lines` runs only the sections whose titles have one of these words
// in them, and `-- --instructions` counts instructions instead of measuring time.

import { measureEngine } from './engine.ts'
import { measureEngines } from './engines.ts'
import { countInstructions } from './instructions.ts'
import { measurePeerProcesses } from './peer-processes.ts'
import { installPeers } from './peers.ts'
import { measureLines } from './plan-lines.ts'
import { measureProcesses } from './process.ts'
import { measureRulesCheck } from './rules-check.ts'

const words = process.argv.slice(2)
const quick = words.includes('--quick')
const wanted = words.filter((word) => !word.startsWith('--')).map((word) => word.toLowerCase())

const withPeers = (measure: () => Promise<string[]>) => () => {
  installPeers()
  return measure()
}

const measured: Readonly<Record<string, () => Promise<string[]>>> = {
  'Start-up': () => measureProcesses(quick ? 5 : 21),
  'Start-up against peers': withPeers(() => measurePeerProcesses(quick ? 5 : 21)),
  Engine: () => measureEngine(quick ? 5 : 15, 2000),
  Engines: withPeers(() => measureEngines(quick ? 5 : 15, quick ? 20 : 60)),
  'JSON Lines': () => measureLines(quick ? 1 : 5, quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]),
  'Rules check': () => measureRulesCheck(quick ? 3 : 11),
}

async function main(): Promise<void> {
  const sections = words.includes('--instructions') ? { Instructions: async () => countInstructions() } : measured
  process.stdout.write(`Node ${process.versions.node}, ${process.platform} ${process.arch}\n\n`)
  for (const [title, measure] of Object.entries(sections)) {
    if (wanted.length > 0 && !wanted.some((word) => title.toLowerCase().includes(word))) continue
    process.stdout.write(`${[`## ${title}`, '', ...(await measure()), ''].join('\n')}\n`)
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
})
