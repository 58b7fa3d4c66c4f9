// One use case among many, with the answers it was given.

import type { Request } from '../types.ts'

export interface Workload {
  readonly name: string
  readonly owner: string | undefined
  readonly request: Request
}
