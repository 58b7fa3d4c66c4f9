// The reference is what the program is: its commands and flags, its variables, its exit codes.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { referenceText, wholeProgram } from '../scripts/reference.ts'
import { endings, variables } from '../scripts/reference-facts.ts'
import { schemaTexts } from '../scripts/schemas.ts'
import { exit } from '../src/errors.ts'
import { run } from './run.ts'
import { tree } from './support.ts'

const path = 'docs/reference.md'

describe('docs/reference.md', () => {
  it('is what the program says (npm run reference writes it)', async () => {
    const text = referenceText(await wholeProgram(), tree, schemaTexts(tree))
    if (process.env['UPDATE_REFERENCE']) writeFileSync(path, text)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('has every flag of every help that the built command prints, and every command', async () => {
    const text = readFileSync(path, 'utf8')
    const flagsIn = (help: string) => [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = '']) => flag)
    const commandsIn = (help: string) =>
      [...(help.split('\nCommands:\n')[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help')
    const look = async (words: readonly string[]) => {
      const { stdout, code } = await run([...words, '--help'])
      expect(code).toBe(0)
      expect(text).toContain(`### ${['pick-llm', ...words].join(' ')}\n`)
      const flags = flagsIn(stdout)
      expect(flags).toContain('--help')
      for (const flag of flags)
        expect(text, `${words.join(' ')} ${flag}`).toMatch(new RegExp(`\`(-\\w, )?${flag}[ \`]|#### ${flag.slice(2)}\n`))
      await Promise.all(commandsIn(stdout).map((name) => look([...words, name])))
    }
    await look([])
    expect(commandsIn((await run(['--help'])).stdout).length).toBeGreaterThan(6)
  })
})

it('every variable that the source reads is in the reference, and no other', () => {
  const files = [...readdirSync('src/cli', { recursive: true, encoding: 'utf8' }).map((file) => `src/cli/${file}`), 'bin/pick-llm.js']
  const sources = files.filter((file) => /\.[jt]s$/.test(file)).map((file) => readFileSync(file, 'utf8'))
  // Words in capitals are variables, apart from codes of errors and signals.
  const words = sources.flatMap((text) => [...text.matchAll(/'([A-Z][A-Z0-9_]+)'/g)].map(([, word = '']) => word))
  const read = words.filter((word) => !/^(E_|ERR_|E[A-Z]+$|SIG)/.test(word))
  expect([...new Set(read)].sort()).toEqual(Object.keys(variables).sort())
  expect(sources.join('\n')).not.toMatch(/process\.env|\benv\.[A-Z]|environment\.[A-Z]/)
})

describe('an exit code is what its line ends with', () => {
  const lines = Object.entries(endings).flatMap(([name, { line }]) =>
    line === undefined ? [] : [{ code: exit[name as keyof typeof exit], line }],
  )

  it.concurrent.each(lines)('$code: $line', async ({ code, line }) => {
    const shell = line.replace('npx pick-llm', `'${process.execPath}' '${resolve('bin/pick-llm.js')}'`)
    expect((await run([], { shell })).code).toBe(code)
  })

  it.concurrent('70: whatever else goes wrong is a bug of ours', async () => {
    const broken = `data:text/javascript,${encodeURIComponent("Array.prototype.findLastIndex = () => { throw new TypeError('broken') }")}`
    const ran = await run(['--data-residency', 'anywhere', '--yes'], { env: { NODE_OPTIONS: `--import ${broken}` } })
    expect(ran.code).toBe(exit.bug)
    expect(ran.stderr).toContain('This is a bug in pick-llm. TypeError: broken')
  })
})
