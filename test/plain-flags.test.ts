// Flags that are read without the parser, and the same that it reads.

import { expect, it } from 'vitest'
import { type Flags, flagTexts, plainFlags } from '../src/cli/flags.ts'
import { buildProgram } from '../src/cli/program.ts'
import fc from './fc.ts'
import { tree } from './support.ts'

async function parsed(words: readonly string[]): Promise<Flags | string | undefined> {
  let flags: Flags | string | undefined
  const program = buildProgram(tree, '1', 80, async (given) => {
    flags = given
  })
  program.configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
  await program.parseAsync([...words], { from: 'user' }).catch((error: Error) => {
    flags = error.message
  })
  return flags
}

/** The message of what is thrown. */
function plain(words: readonly string[]): Flags | string | undefined {
  try {
    return plainFlags(words, tree)
  } catch (error) {
    return (error as Error).message
  }
}

const ids = [...tree.questions, ...tree.settings].map(({ id }) => `--${id}`)
const own = Object.values(flagTexts).flatMap((text) => text.replace(/ <.*/, '').split(', '))
const value = fc.constantFrom('anywhere', 'text', 'json', 'hosted-open', 'a=b', '', '-', '--yes', '-1', '50M')
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ids, ...own) },
  { weight: 3, arbitrary: value },
  fc.tuple(fc.constantFrom(...ids, ...own), value).map(([flag, given]) => `${flag}=${given}`),
  fc.constantFrom('--', '-h', '--help', '-qy', '-ofile', '--nothing', '-V', '--no-yes', '--no-answers', '--__proto__', 'x'),
)
const pair = fc.oneof(
  word.map((each) => [each]),
  fc.tuple(fc.constantFrom(...ids, '--format', '-f', '-o', '--answers', '--rules'), value),
)

it('what is read is what the parser reads; whatever it refuses is left to it', async () => {
  let read = 0
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { maxLength: 5 }), async (pairs) => {
      const words = pairs.flat()
      const flags = plain(words)
      if (!flags) return
      read++
      expect(flags).toEqual(await parsed(words))
    }),
    { numRuns: 1500 },
  )
  expect(read).toBeGreaterThan(200)
})

it.each([
  '--data-residency anywhere --tokens 300M --yes --json',
  '--task=chat -y -q -f json --rules a.yaml --rules b.yaml --no-color',
  '-o out.json --force --no-input --expect hosted-open --debug',
])('the parser is not needed for %s', async (line) => {
  const words = line.split(' ')
  expect(plainFlags(words, tree)).toEqual(await parsed(words))
  expect(plainFlags(words, tree)).toBeDefined()
})
