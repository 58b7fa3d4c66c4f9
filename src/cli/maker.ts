// What this program is, for every result that it makes.

import { packageVersion, sha256 } from 'virtual:built-in-rules'
import type { Maker } from '../advise/recommend.ts'

export const maker: Maker = { version: packageVersion, sha256, overlays: [] }
