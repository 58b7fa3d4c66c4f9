// The path of a value → how it is called in a message. Rows of a list are counted from one, as people do.

import { sanitizeLine } from '../sanitize.ts'

export const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((step, index) => (typeof step === 'number' ? ` row ${step + 1}` : `${index === 0 ? '' : '.'}${sanitizeLine(String(step))}`))
    .join('')
    .trimStart()
