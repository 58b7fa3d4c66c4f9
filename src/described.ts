// A definition → the same with what a JSON Schema says about it, which scripts/without-json-schema.ts leaves out of the program.

import * as z from 'zod/mini'

/** A text is its description. The definition itself stays as it was, as others may share it. */
export function described<T extends z.core.$ZodType>(schema: T, says: string | z.core.GlobalMeta): T {
  const copy = z.clone(schema)
  z.globalRegistry.add(copy, typeof says === 'string' ? { description: says } : says)
  return copy
}
