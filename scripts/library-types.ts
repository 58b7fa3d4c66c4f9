// src/index.ts and the contract of the result → one file of declarations that names no other file and no dependency.

import { readFileSync } from 'node:fs'
import { isolatedDeclarationSync } from 'rolldown/experimental'
import * as z from 'zod/mini'
import { recommendationSchema } from '../src/contract.ts'
import { tierIds } from '../src/types.ts'
import type { Json } from './schemas-json.ts'
import { typeOf } from './types-of-schema.ts'

/** The files whose declarations are public, or needed by public ones. */
const parts = ['errors.ts', 'library-types.ts', 'index.ts']

/** Throws when a file does not say the types of what it exports. */
export function libraryTypes(folder: string): string {
  const declared = parts.map((file) => {
    const { code, errors } = isolatedDeclarationSync(file, readFileSync(`${folder}/${file}`, 'utf8'))
    if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join('\n')}`)
    return code
  })
  const text = declared.join('\n')
  const names = [...text.matchAll(/^export (type )?\{([^}]*)\} from .*$/gm)].flatMap(([, type = '', list = '']) =>
    list.split(',').map((name) => `${type}${name.trim()}`),
  )
  const functions = [...(declared.at(-1) ?? '').matchAll(/^export declare function (\w+)/gm)].map(([, name]) => name ?? '')
  const own = text
    .replace(/^(import|export) (type )?\{[^}]*\} from .*\n?/gm, '')
    .replace(/^(\/\/.*|export \{\};)\n/gm, '')
    .replaceAll(/^export /gm, '')
  const { $schema: _, ...result } = z.toJSONSchema(recommendationSchema, { target: 'draft-7', io: 'output' })
  const tiers = typeOf({ enum: tierIds })
  return [
    '// The types of the library, made from its source.\n',
    `type TierId = ${tiers};`,
    `type RecommendationJson = ${typeOf(result as Json).replaceAll(tiers, 'TierId')};`,
    own.trim(),
    `export { ${[...functions, ...new Set(names)].sort().join(', ')} };\n`,
  ].join('\n')
}
