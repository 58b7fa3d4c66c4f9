// Before every test file: cli-table3 measures words as in the build, which takes it a third of the time.

import { createRequire } from 'node:module'
import stringWidth from 'fast-string-width'

const require = createRequire(createRequire(import.meta.url).resolve('cli-table3'))
const path = require.resolve('string-width')
require.cache[path] = { id: path, filename: path, loaded: true, exports: stringWidth } as NodeJS.Module
