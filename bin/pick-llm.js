#!/usr/bin/env node
// The version gate, in plain old JavaScript; then the command line. CommonJS, as it starts faster.

const version = process.versions.node.split('.').map(Number)
const fits = version[0] > 20 || (version[0] === 20 && version[1] >= 19)

if (fits) {
  require('../dist/cli.cjs').run()
} else {
  process.stderr.write(`pick-llm needs Node 20.19 or newer; this is ${process.version}.\n`)
  process.exitCode = 2
}
