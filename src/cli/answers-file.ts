// An answers file, YAML or JSON → its texts by id.

import { FileError } from '../errors.ts'
import { fileAnswers, type Texts } from './answers.ts'
import type { Context } from './context.ts'
import { readInput } from './files.ts'
import type { Flags } from './flags.ts'

/** The YAML parser is loaded only when there is a file. */
export async function answersFrom({ terminal, tree }: Context, { answersFile }: Flags): Promise<Texts> {
  if (answersFile === undefined) return {}
  const { file, text } = await readInput(answersFile, terminal)
  const { readYaml } = await import('../rules/parse.ts')
  const parsed = readYaml(file, text, 'as written')
  if (!('value' in parsed)) throw new FileError('The answers cannot be read', parsed)
  return fileAnswers(tree, parsed)
}
