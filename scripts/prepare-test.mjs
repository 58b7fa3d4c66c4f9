// Makes `npm test` work in a fresh clone: installs when nothing is installed, then builds what the tests run.

import { execSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const run = (command) => execSync(command, { stdio: 'inherit' })

if (existsSync('node_modules/.bin/rolldown')) run('npm run --silent build')
// The install builds by itself (`prepare`).
else run('npm ci')
