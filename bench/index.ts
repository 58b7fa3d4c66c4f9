// `npm run bench` → ratios within this one run, as Markdown on standard output. Writes no file.

import { measureEngine } from './engine.ts'
import { measureLines } from './plan-lines.ts'
import { measureProcesses } from './process.ts'
import { measureRulesCheck } from './rules-check.ts'

const quick = process.argv.includes('--quick')
const section = (title: string, lines: readonly string[]) => process.stdout.write(`${[`## ${title}`, '', ...lines, ''].join('\n')}\n`)

process.stdout.write(`Node ${process.versions.node}, ${process.platform} ${process.arch}\n\n`)
section('Start-up', measureProcesses(quick ? 5 : 21))
section('Engine', measureEngine(quick ? 5 : 15, 2000))
section('JSON Lines', measureLines(quick ? 1 : 5, quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]))
section('Rules check', measureRulesCheck(quick ? 3 : 11))
