// What made a result: this program, its rules, and whether refreshed prices were laid over them.

import { packageVersion, sha256 } from 'virtual:built-in-rules'
import type { Maker } from '../advise/recommend.ts'
import type { Context } from './context.ts'

export const makerOf = ({ refreshed }: Context): Maker => ({
  version: packageVersion,
  sha256,
  overlays: refreshed ? ['refreshed-prices'] : [],
})
