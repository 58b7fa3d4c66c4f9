// Before every test file: cli-table3 measures words as in the build, which takes it a third of the time.

import { createRequire } from 'node:module'

const here = createRequire(import.meta.url)
const require = createRequire(here.resolve('cli-table3'))
const path = require.resolve('string-width')
require.cache[path] = { id: path, filename: path, loaded: true, exports: here('../scripts/string-width.cjs') } as NodeJS.Module
