// The example overlays and the guide do what they say.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { differenceOf } from '../src/rules/diff.ts'
import type { Answers } from '../src/types.ts'
import { laid } from './laid.ts'
import { inTerminal } from './pty/terminal.ts'
import { run } from './run-here.ts'
import { maker, tree } from './support.ts'

const folder = 'examples/overlays'
const textOf = (name: string): string => readFileSync(`${folder}/${name}.yaml`, 'utf8')

/** Before and after. */
const both = (name: string, answers: Answers) => [tree, laid(textOf(name)).tree].map((of) => recommend(of, { answers }, maker))

describe('an example overlay', () => {
  const names = readdirSync(folder).map((file) => file.replace('.yaml', ''))

  it('is one of four', () => {
    expect(names).toEqual(['banned-origin', 'existing-cloud', 'own-gpu-price', 'stricter-default'])
  })

  it.each(names)('%s has at most 15 lines, none of them too wide to read, and changes something', (name) => {
    const lines = textOf(name)
      .trimEnd()
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    expect(lines.length).toBeLessThanOrEqual(15)
    expect(lines.filter((line) => line.length > 140)).toEqual([])
    const { changes } = differenceOf(laid(textOf(name)))
    expect(changes.length).toBeGreaterThan(0)
  })

  it('own-gpu-price moves the bill of own GPUs, and no other', () => {
    const [before, after] = both('own-gpu-price', { 'data-residency': 'anywhere', tokens: 3e8 })
    const usd = (result: typeof before, own: boolean) =>
      result?.cost.bills.filter(({ tier }) => (tier === 'self-hosted-open') === own).map(({ monthlyUsd }) => monthlyUsd)
    expect(usd(after, true)?.[0]).toBeLessThan(Number(usd(before, true)?.[0]))
    expect(usd(after, false)).toEqual(usd(before, false))
  })

  it('own-gpu-price makes own GPUs pay from a smaller volume', () => {
    const [before, after] = both('own-gpu-price', { 'data-residency': 'anywhere', 'ops-capacity': 'yes', tokens: 1e9 })
    const volumes = (result: typeof before) =>
      result?.cost.breakEvens.map(({ tokensPerMonth }) => tokensPerMonth ?? Number.POSITIVE_INFINITY) ?? []
    expect(volumes(after).some((volume, index) => volume < (volumes(before)[index] ?? 0))).toBe(true)
    expect(volumes(after).every((volume, index) => volume <= (volumes(before)[index] ?? 0))).toBe(true)
  })

  it.each(['anywhere', 'own-network'])('banned-origin takes the banned models off the shortlist, and the bill, of %s', (limit) => {
    const [before, after] = both('banned-origin', { 'data-residency': limit, 'cost-dominant': 'yes', tokens: 3e8 })
    const origins = (result: typeof before) => result?.shortlist.map(({ origin }) => origin) ?? []
    expect(origins(before)).toContain('cn')
    expect(origins(after)).not.toContain('cn')
    expect(after?.recommendation.tier).toBe(before?.recommendation.tier)
    expect(after?.cautions.map(({ id }) => id)).toContain('ban-no-chinese-origin')
    expect(before?.cautions.map(({ id }) => id)).not.toContain('ban-no-chinese-origin')
  })

  it('stricter-default leaves only hosts that are known to process in the EU', () => {
    const answers = { 'data-residency': 'region', 'frontier-need': 'none' }
    const [before, after] = both('stricter-default', answers)
    expect([before?.answers['region']?.value, after?.answers['region']?.value]).toEqual(['other', 'eu'])
    expect(before?.cautions.some(({ id }) => id.startsWith('confirm-region'))).toBe(true)
    expect(after?.cautions.some(({ id }) => id.startsWith('confirm-region'))).toBe(false)
    expect(after?.shortlist).toEqual(recommend(tree, { answers: { ...answers, region: 'eu' } }, maker).shortlist)
    expect(after?.shortlist).not.toEqual(before?.shortlist)
  })

  it.each(['anywhere', 'contract', 'own-network'])('stricter-default changes nothing where a region is no limit (%s)', (limit) => {
    const [before, after] = both('stricter-default', { 'data-residency': limit })
    expect([after?.shortlist, after?.cautions]).toEqual([before?.shortlist, before?.cautions])
  })

  it.each(['none', 'slice', 'all'])('existing-cloud has six steps, and leaves only what the cloud serves (frontier-need %s)', (need) => {
    const answers = { 'data-residency': 'anywhere', 'frontier-need': need, 'existing-cloud': 'aws', tokens: 3e8 }
    const [before, after] = both('existing-cloud', answers)
    expect([before?.steps.length, after?.steps.length]).toEqual([5, 6])
    expect(after?.steps[3]).toMatchObject({ id: 'existing-cloud', status: 'narrowed', rule: 'aws' })
    expect(after?.shortlist.length).toBeGreaterThan(0)
    expect([...new Set(after?.shortlist.map(({ host }) => host))]).toEqual(['amazon-bedrock'])
    expect(before?.shortlist.map(({ host }) => host)).not.toEqual(after?.shortlist.map(({ host }) => host))
  })

  it('existing-cloud changes no shortlist where no cloud is named', () => {
    for (const need of ['none', 'slice', 'all']) {
      const [before, after] = both('existing-cloud', { 'data-residency': 'anywhere', 'frontier-need': need })
      expect(after?.shortlist).toEqual(before?.shortlist)
    }
  })
})

describe('the sixth step on the command line', () => {
  const args = ['--rules', `${folder}/existing-cloud.yaml`]

  it('is a flag, a variable, a key of the answers file, a line of help and a question that is listed', async () => {
    const answers = ['--data-residency', 'anywhere', '--yes', '--json', ...args]
    const flag = JSON.parse((await run([...answers, '--existing-cloud', 'aws'])).stdout)
    expect(flag.answers['existing-cloud']).toEqual({ value: 'aws', source: 'flag' })
    expect(flag.command).toContain('--existing-cloud aws')
    const variable = JSON.parse((await run(answers, { env: { PICK_LLM_EXISTING_CLOUD: 'aws' } })).stdout)
    const file = JSON.parse((await run([...answers, '--answers', '-'], { input: 'existing-cloud: aws\n' })).stdout)
    expect([variable.shortlist, file.shortlist]).toEqual([flag.shortlist, flag.shortlist])
    expect((await run(['--help', ...args])).stdout).toMatch(/--existing-cloud <value> +aws, none/)
    expect((await run(['questions', ...args])).stdout).toContain('Which cloud do you run in?')
    expect((await run(['tree', ...args])).stdout).toContain('Existing cloud')
    const wrong = await run([...answers, '--existing-cloud', 'awss'])
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Did you mean "aws"?')])
  })

  it('fits a screen of 80 by 24, with the whole answer', async () => {
    for (const more of [
      ['--tokens', '300M'],
      ['--frontier-need', 'slice'],
      ['--existing-cloud', 'aws'],
    ]) {
      const { stdout } = await run(['--data-residency', 'region', '--region', 'eu', '--yes', ...more, ...args])
      expect(stdout).toContain('Existing cloud')
      expect(stdout.trimEnd().split('\n').length).toBeLessThan(24)
    }
  })

  it('is asked in the interview', { timeout: 120_000 }, async () => {
    const given = ['--data-residency', 'anywhere', '--task', 'chat', '--fine-tuning', 'no', '--frontier-need', 'none', '--tokens', '300M']
    const rest = [
      '--cost-dominant',
      'yes',
      '--stage',
      'production',
      '--license',
      'permissive',
      '--ops-capacity',
      'no',
      '--traffic',
      'steady',
      '--latency',
      'relaxed',
    ]
    await inTerminal({ args: [...args, ...given, ...rest], env: { PICK_LLM_NO_CACHE: '1' } }, async (session) => {
      await session.until('the question', () => session.lines.some((line) => line.startsWith('? Which cloud do you run in?')) || undefined)
      const pointed = () => session.lines.findLast((line) => line.startsWith('❯ '))
      await session.until('a pointer', pointed)
      // It stands on "Not sure", below the two.
      for (let turns = 0; turns < 4 && !pointed()?.startsWith('❯ aws'); turns++) {
        const before = pointed()
        session.send('\u001b[A')
        await session.until('the next option', () => (pointed() === before ? undefined : pointed()))
      }
      session.send('\r')
      const { code } = await session.exit()
      expect(code).toBe(0)
      expect(session.lines.some((line) => line.includes('✔ Which cloud do you run in? aws'))).toBe(true)
      expect(session.lines.some((line) => /^4 Existing cloud +narrowed +Only what Bedrock serves\./.test(line))).toBe(true)
    })
  })
})

describe('docs/writing-rules.md', () => {
  const text = readFileSync('docs/writing-rules.md', 'utf8')
  const blocksIn = (part: string, language: string) =>
    [...part.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block]) => block ?? '')
  const worked = /^## A worked overlay$(.*?)^## /ms.exec(text)?.[1] ?? ''
  const blocks = blocksIn(text, 'yaml')
  const ours = blocksIn(worked, 'yaml').join('')
  const place = mkdtempSync(join(tmpdir(), 'pick-llm-'))
  afterAll(() => rmSync(place, { recursive: true, force: true }))

  it.each(blocks.map((block, index) => [block.split('\n').slice(0, 2).join(' '), index] as const))(
    '%s … is valid and changes something',
    (_, index) => {
      const [before, after] = [blocks.slice(0, index), blocks.slice(0, index + 1)].map((some) => laid(...some).merged)
      expect(after).not.toEqual(before)
      const { ineffective } = differenceOf(laid(...blocks.slice(0, index + 1)))
      expect(ineffective.filter(({ origin }) => origin.file === `${index}.yaml`)).toEqual([])
    },
  )

  it('has a worked overlay that is one file, with an example that it gets right and the built-in rules do not', () => {
    const of = laid(ours)
    const [example] = of.tree.examples().filter(({ id }) => id === 'our-extraction-prototype')
    expect(example).toBeDefined()
    expect(recommend(of.tree, { answers: example?.answers ?? {} }, maker).recommendation.tier).toBe(example?.expect)
    expect(recommend(tree, { answers: example?.answers ?? {} }, maker).recommendation.tier).not.toBe(example?.expect)
  })

  it('has lines that run as they stand', async () => {
    const known = (await run(['rules', '--help'])).stdout
    const lines = blocksIn(text, 'sh').flatMap((block) => block.trim().split('\n'))
    const runnable = lines.filter((line) => {
      const [, name] = /^npx pick-llm rules (\w+)/.exec(line) ?? []
      return name === undefined || new RegExp(`^ +${name} `, 'm').test(known)
    })
    expect(runnable.length).toBeGreaterThanOrEqual(4)
    for (const line of runnable) {
      // Also after the line that starts the file anew.
      writeFileSync(join(place, 'ours.yaml'), ours)
      const words = line.replace('npx pick-llm', `'${process.execPath}' '${resolve('bin/pick-llm.js')}'`)
      const { code, stderr } = await run([], { shell: `cd '${place}' && ${words}` })
      expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
    }
  })

  it('names every section of a file', () => {
    const table = /^## The sections$(.*?)^## /ms.exec(text)?.[1] ?? ''
    const named = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell]) =>
      [...(cell ?? '').matchAll(/`([a-z]+)`/g)].map(([, name]) => name),
    )
    const sections = Object.keys(laid('bans: { x: { origins: [cn], because: No. } }\n').merged).filter((section) => section !== 'version')
    expect(named.sort()).toEqual(sections.sort())
  })
})
