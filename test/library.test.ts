// The built library does what the command does, and its manual and its types are right.

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type * as Library from '../src/index.ts'
import { sha256 } from '../src/sha256.ts'
import { run } from './run.ts'

const built = createRequire(import.meta.url)(resolve('dist/index.cjs')) as typeof Library
const { bills, FileError, loadRules, recommend, UserError, walk } = built
const rules = await loadRules()
const overlay = 'examples/overlays/own-gpu-price.yaml'

/** The error that was thrown, of which vitest compares only the message. */
async function thrown(action: () => unknown): Promise<unknown> {
  try {
    await action()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('recommend gives what the command prints', () => {
  it.concurrent.each([
    ['--data-residency anywhere', { 'data-residency': 'anywhere' }],
    [
      '--data-residency region --region eu --frontier-need slice --tokens 10M/day --context 32k --exclude-origin cn --input-share 0.5',
      {
        'data-residency': 'region',
        region: 'eu',
        'frontier-need': 'slice',
        tokens: '10M/day',
        context: 32_000,
        'exclude-origin': 'cn',
        'input-share': 0.5,
      },
    ],
  ])('%s', async (line, answers) => {
    const { stdout } = await run([...line.split(' '), '--yes', '--json'])
    expect(recommend(rules, answers)).toEqual(JSON.parse(stdout))
  })

  it('with an overlay, down to its name and hashes', async () => {
    const own = await loadRules([{ file: overlay, text: readFileSync(overlay, 'utf8') }])
    const { stdout } = await run(['--data-residency', 'own-network', '--tokens', '2B', '--yes', '--json', '--rules', overlay])
    const result = recommend(own, { 'data-residency': 'own-network', tokens: 2e9 })
    expect(result).toEqual(JSON.parse(stdout))
    expect([own.overlays, own.sha256]).toEqual([[overlay], result.rules.sha256])
    expect(own.sha256).not.toBe(rules.sha256)
  })
})

it('bills gives what a recommendation at that volume says', () => {
  const answers = { 'data-residency': 'anywhere', task: 'extraction' }
  const volumes = ['300M', 2_000_000_000]
  const expected = volumes.map((tokens) => recommend(rules, { ...answers, tokens }).cost)
  expect(bills(rules, answers, volumes)).toEqual(expected)
  expect(expected.map(({ tokensPerMonth }) => tokensPerMonth)).toEqual([3e8, 2e9])
})

describe('walk', () => {
  it('asks until it arrives where the recommendation does', () => {
    const answers: Record<string, string | null> = {}
    const asked: string[] = []
    for (;;) {
      const at = walk(rules, answers)
      if (at.kind !== 'asking') {
        expect(at).toMatchObject({ kind: 'arrived', tier: recommend(rules, answers).recommendation.tier })
        expect(at.steps.map(({ id }) => id)).toEqual(recommend(rules, answers).steps.map(({ id }) => id))
        break
      }
      expect(asked).not.toContain(at.question.id)
      expect(rules.questions).toContainEqual(at.question)
      asked.push(at.question.id)
      answers[at.question.id] = at.question.kind === 'choice' && at.question.required ? (at.question.options[0]?.id ?? '') : null
    }
    expect(asked.slice(0, 2)).toEqual(['data-residency', 'task'])
  })

  it('lists the questions of the rules, with what has to be answered', () => {
    expect(rules.questions.filter(({ required }) => required).map(({ id }) => id)).toEqual(['data-residency'])
    expect(rules.questions.find(({ id }) => id === 'tokens')?.kind).toBe('volume')
    expect(rules.settings.map(({ id }) => id)).toContain('exclude-origin')
  })
})

describe('what cannot be used is refused', () => {
  const refused: readonly [string, () => unknown, string, string][] = [
    ['an unknown question', () => walk(rules, { tsak: 'chat' }), 'E_VALUE', 'There is no question "tsak". Did you mean "task"?'],
    ['an unknown option', () => recommend(rules, { 'data-residency': 'mars' }), 'E_VALUE', 'data-residency: "mars" is not an option.'],
    ['a volume that is none', () => bills(rules, { 'data-residency': 'anywhere' }, ['much']), 'E_VALUE', '"much" is no volume.'],
    ['half a token', () => recommend(rules, { 'data-residency': 'anywhere', tokens: 0.5 }), 'E_VALUE', 'tokens: "0.5" is no volume.'],
    ['a share above one', () => walk(rules, { 'input-share': 2 }), 'E_VALUE', 'input-share: "2" is no share.'],
    ['a missing answer', () => recommend(rules, {}), 'E_MISSING_ANSWER', 'No answer to "'],
    ['an overlay that is no YAML', () => loadRules([{ file: 'a.yaml', text: 'a: [' }]), 'E_FILE', 'The rules cannot be read: 1 problem'],
  ]
  it.each(refused)('%s', async (_, action, code, message) => {
    const error = await thrown(action)
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ code, message: expect.stringContaining(message), hint: expect.stringMatching(/\.$/) })
  })

  it('an overlay, with the place of each problem', async () => {
    const error = await thrown(() => loadRules([{ file: 'ours.yaml', text: 'figures:\n  nothing: 1\n' }]))
    expect(error).toBeInstanceOf(FileError)
    expect((error as InstanceType<typeof FileError>).problems[0]).toMatchObject({ file: 'ours.yaml', line: 2 })
  })

  it('rules that were not loaded', async () => {
    expect(await thrown(() => recommend({ ...rules }, {}))).toBeInstanceOf(TypeError)
  })
})

it('hashes like everybody else', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer({ min: 0, max: 200 }).map((length) => 'x'.repeat(length)),
  )
  fc.assert(fc.property(texts, (text) => sha256(text) === createHash('sha256').update(text).digest('hex')))
})

const ran = promisify(execFile)

it('has types that say what it does (test/consumer)', async () => {
  const { stdout } = await ran(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test/consumer']).catch((error) => error)
  expect(stdout).toBe('')
})

/** Where `pick-llm` is what a user would have installed. */
const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(resolve('.'), join(folder, 'node_modules/pick-llm'))
afterAll(() => rmSync(folder, { recursive: true }))

async function runModule(name: string, code: string): Promise<string> {
  const file = join(folder, `${name}.mjs`)
  writeFileSync(file, code)
  return (await ran(process.execPath, [file])).stdout
}

it('is the same thing by name for import and require', async () => {
  const code = `
    import { createRequire } from 'node:module'
    import * as imported from 'pick-llm'
    const required = createRequire(import.meta.url)('pick-llm')
    console.log(JSON.stringify(Object.keys(imported).map((name) => [name, imported[name] === required[name]])))`
  const names = ['FileError', 'UserError', 'bills', 'loadRules', 'recommend', 'walk']
  expect(JSON.parse(await runModule('both', code))).toEqual(names.map((name) => [name, true]))
})

describe('docs/library.md', () => {
  const text = readFileSync('docs/library.md', 'utf8')
  const examples = [...text.matchAll(/```js\n([\s\S]*?)```\n\nprints\n\n```text\n([\s\S]*?)```/g)]

  it('has an example for each function', () => {
    expect(examples.length).toBe(2)
    for (const name of ['bills', 'loadRules', 'recommend', 'walk']) expect(examples[0]?.[1]).toContain(`${name}(`)
  })

  it.concurrent.each(examples.map(([, code = '', output = ''], index) => [index + 1, code, output] as const))(
    'example %i prints what it says (npm run reference writes it)',
    async (index, code, output) => {
      const stdout = await runModule(`example-${index}`, code)
      if (process.env['UPDATE_REFERENCE']) {
        const now = readFileSync('docs/library.md', 'utf8')
        writeFileSync(
          'docs/library.md',
          now.replace(`${code}\`\`\`\n\nprints\n\n\`\`\`text\n${output}`, () => `${code}\`\`\`\n\nprints\n\n\`\`\`text\n${stdout}`),
        )
      } else expect(stdout).toBe(output)
    },
  )
})
