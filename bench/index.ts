// `npm run bench` → ratios within this one run, as Markdown on standard output. Writes no file.

import { measureEngine } from './engine.ts'
import { measureProcesses } from './process.ts'

const quick = process.argv.includes('--quick')
const section = (title: string, lines: readonly string[]) => process.stdout.write(`${[`## ${title}`, '', ...lines, ''].join('\n')}\n`)

process.stdout.write(`Node ${process.versions.node}, ${process.platform} ${process.arch}\n\n`)
section('Start-up', measureProcesses(quick ? 5 : 21))
section('Engine', measureEngine(quick ? 5 : 15, 2000))
