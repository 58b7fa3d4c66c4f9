// What a company bans, or demands of hosts, holds in every result.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rules } from 'virtual:built-in-rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { everyPath } from '../src/engine/paths.ts'
import { FileError } from '../src/errors.ts'
import { renderText } from '../src/render/text.ts'
import { link } from '../src/rules/link.ts'
import { layRules } from '../src/rules/overlay.ts'
import type { Answers, Tree } from '../src/types.ts'
import { run } from './run-here.ts'
import { maker, tree } from './support.ts'

const laid = (text: string): Tree => {
  const { rules: merged, place, deleted } = layRules(rules, [{ file: 'ours.yaml', text }])
  return link(merged, place, deleted)
}

function problems(text: string): string[] {
  try {
    laid(text)
    return []
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return error.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)
  }
}

const banned = {
  origins: laid('bans: { x: { origins: [cn], because: No. } }\n'),
  models: laid('bans: { x: { models: [mistral-large-3, claude-opus-5.5, gpt-oss-120b], because: No. } }\n'),
  hosts: laid('bans: { x: { hosts: [deepinfra, anthropic, amazon-bedrock], because: No. } }\n'),
  licenses: laid('bans: { x: { licenses: [mit, llama-4-community], because: No. } }\n'),
}

/** The answers of paths all over the tree, with a volume. */
const manyAnswers = (of: Tree): Answers[] =>
  [...everyPath(of, 'shortlist')]
    .filter((_, index) => index % 7 === 0)
    .map(({ answers }) => ({
      ...Object.fromEntries(answers.map(({ question, options }) => [question.id, options[0] ?? ''])),
      tokens: 2_000_000_000,
    }))

describe('a ban', () => {
  it.each(Object.entries(banned))('of %s holds in every shortlist and bill', (kind, of) => {
    const { catalog } = of
    let shown = 0
    for (const answers of manyAnswers(of)) {
      const { shortlist, cost } = recommend(of, { answers }, maker)
      const places = [
        ...shortlist.map(({ model, host }) => [model, host] as const),
        ...cost.bills.map(({ modelId, hostId }) => [modelId, hostId] as const),
        ...cost.bills.flatMap(({ slices }) => slices.map(({ modelId, hostId }) => [modelId, hostId] as const)),
      ]
      for (const [model, host] of places) {
        expect(model === null ? undefined : catalog.models.get(model)?.ban, `${kind} ${model}`).toBeUndefined()
        expect(host === null ? undefined : catalog.hosts.get(host)?.ban, `${kind} ${host}`).toBeUndefined()
        shown++
      }
    }
    expect(shown).toBeGreaterThan(100)
  })

  it('tells its reason in the text, however many others there are', () => {
    const of = laid('bans:\n  a: { models: [mistral-large-3], because: No contract. }\n  b: { origins: [cn], because: Not cleared yet. }\n')
    const result = recommend(of, { answers: { 'data-residency': 'anywhere' } }, maker)
    const bans = result.cautions.filter(({ id }) => id.startsWith('ban-'))
    expect(bans.length).toBeGreaterThan(1)
    expect(result.cautions.slice(0, bans.length)).toEqual(bans)
    const text = renderText(result, { columns: 80, color: false }).replace(/\s+/g, ' ')
    for (const { because } of bans) expect(text).toContain(because)
  })

  it('falls on what has an unknown origin or license too', () => {
    const models = [...banned.origins.catalog.models.values()]
    expect(models.filter(({ origin, ban }) => origin === 'unknown' && !ban)).toEqual([])
    expect(models.filter(({ origin, ban }) => origin !== 'unknown' && origin !== 'cn' && ban)).toEqual([])
    const licensed = [...banned.licenses.catalog.models.values()]
    expect(licensed.filter(({ license, evidence, ban }) => (license.id === 'unknown' || evidence === 'none') && !ban)).toEqual([])
  })

  const anywhere = { 'data-residency': 'anywhere' }

  it('is told with its reason and sources where it alone keeps something off, and only there', () => {
    const of = laid('bans: { ours: { hosts: [deepinfra], because: No contract., sources: { "003": Somewhere } } }\n')
    const { cautions, sources, shortlist } = recommend(of, { answers: anywhere }, maker)
    const told = cautions.find(({ id }) => id === 'ban-ours')
    expect(told?.because).toMatch(/^No contract\. Banned by your rules: .+ at DeepInfra/)
    expect(told?.sources).toEqual(['003'])
    expect(sources.find(({ id }) => id === '003')?.at).toContain('Somewhere')
    expect(shortlist.map(({ host }) => host)).not.toContain('deepinfra')
    const own = recommend(of, { answers: { 'data-residency': 'own-network' } }, maker)
    expect(own.cautions.filter(({ id }) => id.startsWith('ban-'))).toEqual([])
    // A host that is dearer than the one on the list takes nothing off it.
    const dearer = laid('bans: { ours: { hosts: [azure], because: No contract. } }\n')
    expect(recommend(dearer, { answers: anywhere }, maker).cautions.filter(({ id }) => id.startsWith('ban-'))).toEqual([])
  })

  it('is why a model is not on the shortlist', () => {
    const { notShortlisted } = recommend(banned.origins, { answers: { ...anywhere, 'cost-dominant': 'yes' } }, maker)
    expect(notShortlisted.map(({ because }) => because)).toContain('it is banned: No')
  })

  it('changes no result where nothing falls under it', () => {
    const of = laid('bans: { x: { hosts: [anyscale], because: No. } }\n')
    for (const answers of manyAnswers(tree).slice(0, 20))
      expect(recommend(of, { answers }, maker)).toEqual(recommend(tree, { answers }, maker))
  })

  it.each([
    [
      'bans: { x: { models: [qwen-33], because: No. } }',
      /^ours\.yaml:1:23 bans\.x\.models row 1: there is no model "qwen-33"\. Did you mean "qwen-3"\?$/,
    ],
    [
      'bans: { x: { hosts: [deepinfr], because: No. } }',
      /^ours\.yaml:1:22 bans\.x\.hosts row 1: there is no host "deepinfr"\. Did you mean "deepinfra"\?$/,
    ],
    ['bans: { x: { licenses: [mitt], because: No. } }', /there is no license "mitt"\. Did you mean "mit"\?$/],
    ['bans: { x: { origins: [china], because: No. } }', /^ours\.yaml:1:24 bans\.x\.origins row 1: write the country as two small letters/],
    ['bans: { x: { because: No. } }', /^ours\.yaml:1:12 bans\.x: name origins, models, hosts or licenses$/],
    ['bans: { x: { origin: [cn], because: No. } }', /there is no key "origin" here\. Did you mean "origins"\?/],
    ['bans: { x: { origins: [cn] } }', /^ours\.yaml:1:9 bans\.x: .* To add one, write also because \(text\)$/],
  ])('%s is refused with its place', (text, expected) => {
    expect(problems(`${text}\n`).join('\n')).toMatch(expected)
  })
})

describe('taking out', () => {
  it('a model that is still named says where, and offers the ban', () => {
    const [problem, ...more] = problems('models:\n  qwen3.8-27b: null\n')
    expect(more).toEqual([])
    expect(problem).toMatch(/^ours\.yaml:2:3 models\.qwen3\.8-27b: is taken out here, but still named by models\.qwen-3\.replaced-by, /)
    expect(problem).toContain('bans: { no-qwen3.8-27b: { models: [qwen3.8-27b], because: … } }')
    // With a reason in the place of the dots, which are none.
    const suggested = 'bans: { no-qwen3.8-27b: { models: [qwen3.8-27b], because: Ours. } }\n'
    expect(problems(suggested)).toEqual([])
  })

  it('a question or a source that is still named says where', () => {
    expect(problems('questions: { stage: null }\n').join('\n')).toMatch(
      /questions\.stage: is taken out here, but still named by .*steps\.cost-dominance/,
    )
    expect(problems('sources: { "003": null }\n').join('\n')).toMatch(/sources\.003: is taken out here, but still named by .* and \d+ more/)
  })

  it.each([
    [
      'steps: { extra: { before: licens, title: t, rules: { a: { because: b, sources: { "003": x } } } } }',
      /steps\.extra\.before: there is no step "licens"\. Did you mean "license"\?/,
    ],
    [
      'steps: { license: { rules: { extra: { before: anyy, because: b, sources: { "003": x } } } } }',
      /there is no rule "anyy"\. Did you mean "any"\?/,
    ],
    ['steps: { license: { before: ops-capacity }, ops-capacity: { before: license } }', /goes round in a circle/],
  ])('%s is refused', (text, expected) => {
    expect(problems(`${text}\n`).join('\n')).toMatch(expected)
  })

  it('puts a rule before one that is itself put before another', () => {
    const row = (before: string) => `{ before: ${before}, if: { task: chat }, because: b, sources: { "003": x } }`
    const of = laid(`steps: { license: { rules: { first: ${row('second')}, second: ${row('any')} } } }\n`)
    expect(of.steps.find(({ id }) => id === 'license')?.rules.map(({ id }) => id)).toEqual(['permissive', 'first', 'second', 'any'])
  })
})

describe('hosts that a rule demands', () => {
  const demanding = (hosts: string, more = '') =>
    laid(
      `steps: { data-residency: { rules: { anywhere: { only: { hosts: [${hosts}] } }, own-network: { only: { hosts: [${hosts}] } }${more} } } }\n`,
    )

  it('serve every hosted model of the result, and its bills', () => {
    const of = demanding('amazon-bedrock')
    for (const task of ['chat', 'extraction', 'embeddings']) {
      const { shortlist, cost } = recommend(of, { answers: { 'data-residency': 'anywhere', task, tokens: 3e8 } }, maker)
      expect([...new Set(shortlist.map(({ host }) => host))].filter((host) => host !== 'amazon-bedrock')).toEqual([])
      const hosts = cost.bills.map(({ hostId }) => hostId).filter((host) => host !== null)
      expect(hosts.filter((host) => host !== 'amazon-bedrock')).toEqual([])
    }
  })

  it('leave own machines alone', () => {
    const answers = { 'data-residency': 'own-network' }
    expect(recommend(demanding('amazon-bedrock'), { answers }, maker).shortlist).toEqual(recommend(tree, { answers }, maker).shortlist)
  })

  it('say so of a model that they do not serve', () => {
    const { notShortlisted } = recommend(demanding('groq'), { answers: { 'data-residency': 'anywhere' } }, maker)
    expect(notShortlisted.map(({ because }) => because)).toContain('no host that is left for it serves it (groq)')
  })

  it('are those that all rules leave', () => {
    const both = laid(
      'steps: { data-residency: { rules: { anywhere: { only: { hosts: [mistral, deepinfra] } } } }, license: { rules: { permissive: { only: { hosts: [mistral, groq] } } } } }\n',
    )
    const { shortlist } = recommend(both, { answers: { 'data-residency': 'anywhere' } }, maker)
    expect([...new Set(shortlist.map(({ host }) => host))]).toEqual(['mistral'])
  })

  it('that are unknown are refused with a suggestion', () => {
    const text = 'steps: { license: { rules: { any: { only: { hosts: [amazon-bedrok] } } } } }\n'
    expect(problems(text).join('\n')).toMatch(/^ours\.yaml:1:53 .*there is no host "amazon-bedrok"\. Did you mean "amazon-bedrock"\?/)
  })
})

describe('on the command line', () => {
  let file: string
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
  beforeAll(() => {
    file = join(folder, 'ours.yaml')
    writeFileSync(file, 'bans: { ours: { origins: [cn], hosts: [openrouter], because: Legal says no. } }\n')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('models leaves out what is banned, also with --all, and --why-not says why', async () => {
    const listed = JSON.parse((await run(['models', '--all', '--json', '--rules', file])).stdout)
    expect(listed.models.filter(({ origin }: { origin: string }) => origin === 'cn' || origin === 'unknown')).toEqual([])
    expect(listed.models.length).toBeGreaterThan(30)
    const { stdout } = await run(['models', '--all', '--why-not', 'deepseek-v4.1-flash', '--rules', file])
    expect(stdout).toContain('it is banned: Legal says no')
    expect(stdout).not.toContain('--bans')
  })

  it('an export leads through no banned router, and names no banned model', async () => {
    const answers = ['--data-residency', 'anywhere', '--cost-dominant', 'yes', '--yes', '--rules', file]
    const refused = await run(['export', 'openrouter', ...answers])
    expect([refused.code, refused.stderr.includes('Legal says no')]).toEqual([1, true])
    for (const target of ['litellm', 'ai-sdk', 'promptfoo']) {
      const { stdout, code } = await run(['export', target, ...answers])
      expect([target, code]).toEqual([target, 0])
      expect(stdout).not.toMatch(/^[^#/]*(qwen|deepseek)/im)
    }
  })

  it('a check says that a model was banned since', async () => {
    const record = join(folder, 'record.json')
    await run(['--data-residency', 'anywhere', '--yes', '--output', record])
    const { stdout, code } = await run(['check', record, '--rules', file])
    expect(code).toBe(1)
    expect(stdout).toMatch(/banned.*ours/)
  })
})
