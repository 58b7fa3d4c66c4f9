// Single slips in whatever can be written → what was probably meant, for nine names in ten at least.

import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { main } from '../src/cli/main.ts'
import type { Terminal } from '../src/cli/terminal.ts'
import { tierIds } from '../src/types.ts'
import fc from './fc.ts'
import { told } from './laid.ts'
import { tree } from './support.ts'

/** Runs the command in this process, since there are hundreds of lines to run. Returns what it says on stderr. */
async function said(...argv: readonly string[]): Promise<string> {
  const texts: string[] = []
  const stream = (into: string[]) =>
    new Writable({
      write(chunk, _, done) {
        into.push(String(chunk))
        done()
      },
    }) as unknown as NodeJS.WriteStream
  const terminal = { environment: { PICK_LLM_NO_CACHE: '1' }, stdin: process.stdin, stdout: stream([]), stderr: stream(texts) }
  const code = await main(argv, terminal as Terminal)
  expect([2, 3]).toContain(code)
  return texts.join('')
}

const letters = 'abcdefghijklmnopqrstuvwxyz-'

/** One letter too many, too few, wrong, or swapped with the next one; the first letter is mostly right. */
const slip = (name: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.integer({ min: 1, max: name.length - 1 }),
      fc.constantFrom('left out', 'put in', 'wrong', 'swapped'),
      fc.constantFrom(...letters),
    )
    .map(([at, how, letter]) => {
      const [before, here, after] = [name.slice(0, at), name[at] ?? '', name.slice(at + 1)]
      if (how === 'left out') return before + after
      if (how === 'put in') return before + letter + here + after
      if (how === 'wrong') return before + letter + after
      return name.slice(0, at - 1) + here + (name[at - 1] ?? '') + after
    })
    .filter((written) => !written.startsWith('-'))

const known: Readonly<Record<string, readonly [readonly string[], (written: string) => Promise<string> | string]>> = {
  flags: [
    [...tree.questions, ...tree.settings].map(({ id }) => id).filter((id) => id.length > 4),
    (written) => said('--data-residency', 'anywhere', '--yes', `--${written}`, 'x'),
  ],
  commands: [
    ['cost', 'tree', 'questions', 'refresh', 'models', 'plan', 'check', 'export', 'rules', 'completion'],
    (written) => said(written),
  ],
  'options of a question': [
    tree.questions.flatMap((question) =>
      question.id === 'task' ? (question.kind === 'choice' ? question.options.map(({ id }) => id) : []) : [],
    ),
    (written) => said('--task', written),
  ],
  tiers: [tierIds, (written) => said('--data-residency', 'anywhere', '--yes', '--expect', written)],
  formats: [['json', 'yaml', 'markdown', 'mermaid'], (written) => said('--data-residency', 'anywhere', '--yes', '--format', written)],
  models: [[...tree.catalog.models.keys()].slice(0, 40), (written) => said('models', '--why-not', written)],
  'sections of rules': [
    ['figures', 'models', 'offers', 'steps', 'questions', 'picks', 'cautions', 'examples'],
    (written) => told(`${written}: {}\n`).join('\n'),
  ],
}

describe('what was probably meant is told of a slip in the names of', () => {
  it.each(Object.entries(known))('%s', async (what, [names, tell]) => {
    expect(names.length).toBeGreaterThan(3)
    const slips = fc.sample(
      fc.constantFrom(...names).chain((name) => slip(name).map((written) => ({ name, written }))),
      // Rules are read anew for each.
      what.includes('rules') ? 25 : 60,
    )
    const wrong = slips.filter(({ written }) => !names.includes(written))
    expect(wrong.length).toBeGreaterThan(20)
    const missed: string[] = []
    for (const { name, written } of wrong) {
      const text = await tell(written)
      if (!new RegExp(`Did you mean "?(--)?${name.replaceAll('.', '\\.')}"?\\?`).test(text)) missed.push(`${written} for ${name}`)
    }
    expect(missed.length / wrong.length, missed.join(', ')).toBeLessThanOrEqual(0.1)
  })
})
