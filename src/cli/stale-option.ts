// The age from which on prices are too old → the flag that names the cheapest all the same.

import { Option } from 'commander'
import { type Ages, limit } from './freshness.ts'

export const staleOption = (figures: Ages): Option =>
  new Option('--stale-prices', `name the cheapest even on prices older than ${limit(figures, 'refuse-age')} days`).helpGroup('Output:')
