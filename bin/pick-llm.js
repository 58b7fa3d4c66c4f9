#!/usr/bin/env node
// The version gate, in JavaScript that any Node reads; then the command line. CommonJS, as it starts faster.

var version = process.versions.node.split('.').map(Number)

if (version[0] > 20 || (version[0] === 20 && version[1] >= 19)) {
  require('../dist/cli.cjs').run()
} else {
  // biome-ignore lint/style/useTemplate: old versions have no templates.
  process.stderr.write('pick-llm needs Node 20.19 or newer; this is ' + process.version + '.\n')
  process.exitCode = 2
}
