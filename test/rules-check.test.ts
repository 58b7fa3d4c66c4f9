// `rules check` and `rules test` as people and CI see them: places, proofs that can be pasted, exit codes, hostile files.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { FailureJson, RecommendationJson } from '../src/contract.ts'
import type { FindingsJson, TestsJson } from '../src/contract-findings.ts'
import { builtInRules } from '../src/errors.ts'
import { annotations } from '../src/render/annotations.ts'
import { families } from './hard-rules.ts'
import { hostileNames } from './hostile.ts'
import { run } from './run-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-check-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function ruleFile(text: string): string {
  const file = join(folder, `rules-${files++}.yaml`)
  writeFileSync(file, text)
  return file
}

const cited = 'sources: { "003": "The Decision Tree, 4" }'
const row = (id: string, condition: string, effect: string, before: string): string =>
  `      ${id}: { before: ${before}, if: { ${condition} }, ${effect}, because: Said so., ${cited} }\n`

const wrong = ruleFile(`steps:
  cost-dominance:
    rules:
${row('voice', 'task: voice', 'tier: frontier-closed', 'dominant')}      production: { tier: null }
  license:
    rules:
${row('chat', 'task: chat', 'only: { license: permissive }', 'permissive')}${row('chat-live', 'task: chat, stage: production', 'only: { license: permissive }', 'permissive')}${row('chat-any', 'task: chat', 'only: { license: commercial }', 'permissive')}`)

async function findingsOf(file: string): Promise<FindingsJson> {
  return JSON.parse((await run(['rules', 'check', '--rules', file, '--json'])).stdout) as FindingsJson
}

const flagsOf = (answers: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(answers).flatMap(([id, value]) => [`--${id}`, String(value)])

/** What the command makes of the answers of a proof, through flags and through a file alike. */
async function pasted(file: string, answers: Readonly<Record<string, unknown>>) {
  const given = join(folder, `answers-${files++}.json`)
  writeFileSync(given, JSON.stringify(answers))
  const common = ['--rules', file, '--yes', '--json']
  const [byFlags, byFile] = await Promise.all([run([...flagsOf(answers), ...common]), run(['--answers', given, ...common])])
  expect(byFile.code).toBe(byFlags.code)
  return {
    code: byFlags.code,
    json: JSON.parse(byFlags.stdout) as Partial<Omit<RecommendationJson, 'ok'>> & Partial<Omit<FailureJson, 'ok'>>,
  }
}

it('rules test --json names the file and line of each example, also of built-in ones that pass', async () => {
  const { stdout } = await run(['rules', 'test', '--json'])
  const { examples } = JSON.parse(stdout) as TestsJson
  expect(examples.length).toBeGreaterThan(10)
  for (const { id, file, line } of examples) {
    expect(file).toBe('rules/examples.yaml')
    expect(readFileSync(file, 'utf8').split('\n')[(line ?? 0) - 1]).toContain(`${id}:`)
  }
})

describe('the answers of a proof show what the finding says', () => {
  it('no-tier: no tier comes out', async () => {
    const { findings } = await findingsOf(wrong)
    const finding = findings.find(({ id }) => id === 'no-tier')
    const { code, json } = await pasted(wrong, finding?.proof?.answers ?? {})
    expect([code, json.error?.code]).toEqual([1, 'E_NO_TIER'])
  })

  it('forbidden-tier: no tier comes out, and the error names the rule and the limit', async () => {
    const { findings } = await findingsOf(wrong)
    const forbidden = findings.filter(({ id }) => id === 'forbidden-tier')
    expect(forbidden.map(({ other }) => other?.path)).toEqual([
      'steps.data-residency.rules.contract.only.tiers',
      'steps.data-residency.rules.region.only.tiers',
    ])
    for (const { proof, other } of forbidden) {
      const { code, json } = await pasted(wrong, proof?.answers ?? {})
      expect([code, json.error?.code]).toEqual([1, 'E_NO_TIER'])
      expect(json.error?.message).toContain(`"voice" leads to frontier-closed, but the rule "${other?.path.split('.')[3]}" leaves only`)
    }
  })

  it.each(['shadowed-rule', 'contradictory-rule'])('%s: another row is taken', async (kind) => {
    const finding = (await findingsOf(wrong)).findings.find(({ id }) => id === kind)
    const { json } = await pasted(wrong, finding?.proof?.answers ?? {})
    const taken = json.steps?.find(({ id }) => id === 'license')?.rule
    expect(finding?.other?.path).toBe(`steps.license.rules.${taken}`)
    expect(finding?.path).not.toBe(finding?.other?.path)
  })

  it('failing-example: it comes out as the finding says', async () => {
    const file = ruleFile(
      `examples: { ours: { says: Ours., ${cited}, answers: { data-residency: anywhere, tokens: 1M, gpu-hour: 2 }, expect: self-hosted-open } }\n`,
    )
    const [finding] = (await findingsOf(file)).findings
    const { json } = await pasted(file, finding?.proof?.answers ?? {})
    expect(finding?.says).toContain(`came out ${json.recommendation?.tier}`)
  })
})

describe('rules check', () => {
  it.each([80, 50])('fits %i columns, but for places and excerpts', async (columns) => {
    const { stdout, code, stderr } = await run(['rules', 'check', '--rules', wrong], { env: { COLUMNS: String(columns) } })
    expect([code, stderr]).toEqual([1, ''])
    const free = stdout.split('\n').filter((line) => !/:\d+:\d+/.test(line) && !/^ {4}/.test(line))
    for (const line of free) expect(line.length, line).toBeLessThanOrEqual(columns)
    expect(stdout).toMatch(/rules-0\.yaml:\d+:\d+ {2}forbidden-tier/)
  })

  it('answers 0, 1 and 3', async () => {
    const sound = ruleFile('figures: { worthwhile-saving: { value: 0.4 } }\n')
    const broken = ruleFile('figures: { worthwhile-saving: { valeu: 0.4 } }\n')
    const [none, some, unreadable, missing] = await Promise.all(
      [[], ['--rules', wrong], ['--rules', broken], ['--rules', join(folder, 'nothing.yaml')]].map((more) =>
        run(['rules', 'check', ...more]),
      ),
    )
    expect([none?.code, some?.code, unreadable?.code, missing?.code]).toEqual([0, 1, 3, 3])
    expect((await run(['rules', 'check', '--rules', sound])).code).toBe(0)
    expect(unreadable?.stdout).toMatch(/:1:33 {2}unknown-key[\s\S]*Did you mean "value"\?/)
  })

  it('tells of each of several overlays in its own file, and of what a later one overrules', async () => {
    const first = ruleFile('figures:\n  worthwhile-saving: { value: 0.4 }\n')
    const second = ruleFile(
      'figures:\n  worthwhile-saving: { value: 0.5 }\n  seeded: { title: S, value: 1, unit: u, checked: 2026-11-21, sources: { "003": x } }\n',
    )
    const { stdout } = await run(['rules', 'check', '--rules', first, '--rules', second, '--json'])
    const found = (JSON.parse(stdout) as FindingsJson).findings
    expect(found.map(({ id, file, line, note }) => [id, file, line, note])).toEqual([
      ['unused-figure', second, 3, false],
      ['kept-source', second, 2, true],
      ['in-vain', first, 2, true],
    ])
  })

  it('finds nothing in the overlays that are shipped, nor in other sensible ones', async () => {
    const sensible = ['banned-origin', 'existing-cloud', 'own-gpu-price', 'stricter-default'].map(
      (name) => `examples/overlays/${name}.yaml`,
    )
    const own = [
      'cautions: { is-it-physical: null }\n',
      `steps:\n  license:\n    rules:\n${row('voice', 'task: voice', 'only: { license: permissive }', 'permissive')}`,
      'questions: { stage: { assume: [{ value: prototype, because: We build prototypes. }] } }\n',
    ].map(ruleFile)
    for (const file of [...sensible, 'examples/acme/ours.yaml', ...own]) {
      const { code, stdout } = await run(['rules', 'check', '--rules', file])
      expect(code, `${file}\n${stdout}`).toBe(0)
    }
  })
})

/** One that is far apart and one that is at random; ALL_MUTANTS=1 tries each. */
const tried = Object.entries(families).filter((_, index) => index % 4 === 1 || process.env['ALL_MUTANTS'])

it.each(tried)(
  'twelve more questions of five options each are no reason to sample, nor to wait: %s',
  { timeout: 15_000 },
  async (_, text) => {
    const { findings, checked } = await findingsOf(ruleFile(text()))
    expect(checked.questions).toBe(24)
    const own = findings.filter(({ note }) => !note)
    expect(own.length).toBeGreaterThan(0)
    expect(own.every(({ proof }) => proof !== null)).toBe(true)
  },
)

describe('annotations for GitHub', () => {
  it('keep hostile names on one line, with what the runner would read as its own escaped', async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: names that no file may hold
    const names = hostileNames.filter((name) => name.length <= 80 && name.trim() !== '' && !/[\u0000-\u001f\u202e]/.test(name))
    const text = names
      .map((name, index) => `  n${index}: { title: ${JSON.stringify(name)}, kind: decision, checked: 2026-11-21 }\n`)
      .join('')
    const injected = '  injected: { title: "x%0A::error::forged", kind: decision, checked: 2026-11-21 }\n'
    const { stdout, code } = await run(['rules', 'check', '--rules', ruleFile(`sources:\n${text}${injected}`), '--format', 'github'])
    expect(code).toBe(1)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.length).toBe(11)
    expect(
      lines.slice(0, 10).every((line) => /^::error (file=[^:]+,line=\d+,col=\d+,)?title=pick-llm(%3A [a-z-]+)?::[^\r\n]+$/.test(line)),
    ).toBe(true)
    expect(lines[9]).toContain(`${names.length + 1 - 9} more with --format text or json.`)
    expect(lines[10]).not.toMatch(/^::/)
  })
})

describe('a file that would take out a whole section', () => {
  it.each(['gpus', 'sources', 'models', 'questions', 'steps', 'hosts', 'figures', 'tiers'])(
    '%s: is one annotation, at its own line',
    async (section) => {
      const file = ruleFile(`# ours\n${section}:\n  # x: { title: x }\n`)
      const { stdout, code } = await run(['rules', 'check', '--rules', file, '--format', 'github'])
      expect(code).toBe(3)
      expect(stdout.split('\n').filter((line) => line.startsWith('::'))).toEqual([
        expect.stringMatching(new RegExp(`^::error file=${file},line=2,col=1,title=pick-llm%3A wrong-shape::.${section}:. is empty, so`)),
      ])
    },
  )

  it('is a failure in JSON as in other commands, with the findings, and names its files', async () => {
    const paths = [ruleFile('picks:\n'), ruleFile('# nothing\n')]
    const rules = paths.flatMap((path) => ['--rules', path])
    const [checked, other] = await Promise.all([run(['rules', 'check', ...rules, '--json']), run(['models', ...rules, '--json'])])
    expect([checked.code, other.code]).toEqual([3, 3])
    const result = JSON.parse(checked.stdout) as FindingsJson
    expect([result.ok, result.sound, result.rules.overlays, result.findings.length]).toEqual([false, false, paths, 1])
    expect(result.error).toEqual((JSON.parse(other.stdout) as FailureJson).error)
    const sound = JSON.parse((await run(['rules', 'check', '--json'])).stdout) as FindingsJson
    expect([sound.ok, 'error' in sound]).toEqual([true, false])
  })

  it('is refused by other commands as well', async () => {
    const { stderr, code } = await run(['--data-residency', 'anywhere', '--yes', '--rules', ruleFile('picks:\n')])
    expect(code).toBe(3)
    expect(stderr).toContain('`picks:` is empty')
  })

  it('what has no file of its own is an annotation without one', () => {
    const about = { level: 'error', title: 't', line: null, column: null, text: 'x' } as const
    expect(annotations([{ ...about, file: builtInRules }], 's', 'e', (file) => file)).toBe('::error title=t::x\ns\n')
  })
})

describe('hostile rules files', () => {
  const hostile: readonly (readonly [string, string, string])[] = [
    ['nested deep', `words: ${'{ a: '.repeat(5000)}x${' }'.repeat(5000)}\n`, 'too-deep'],
    ['turned around', 'words: { kept: "a\u202eb" }\n', 'hidden-characters'],
    ['an escape in a key', 'words: { "\\e[31mred": x }\n', 'hidden-characters'],
    ['a bomb of aliases', 'words: { a: &a x, b: [*a, *a, *a] }\n', 'forbidden-yaml'],
    ['no map at all', 'hello\n', 'wrong-shape'],
  ]

  it.each(hostile)('%s', async (_, text, id) => {
    const { stdout, code } = await run(['rules', 'check', '--rules', ruleFile(text), '--json'])
    expect(code).toBe(3)
    expect((JSON.parse(stdout) as FindingsJson).findings.map((finding) => finding.id)).toContain(id)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/)
  })

  it('with a thousand mistakes stop at twenty and say how many more there are', async () => {
    const text = `words:\n${Array.from({ length: 1000 }, (_, index) => `  w${index}: &a x\n`).join('')}`
    const { stdout } = await run(['rules', 'check', '--rules', ruleFile(text), '--json'])
    const { findings } = JSON.parse(stdout) as FindingsJson
    expect(findings).toHaveLength(21)
    expect(findings.at(-1)).toMatchObject({ says: 'and 980 more', hint: 'They are told once those above are mended.' })
  })

  it.each([
    [
      'that is not UTF-8',
      Buffer.from([0x23, 0x20, 0xe9, 0x0a]),
      /^::error file=[^,]+,line=1,col=3,title=pick-llm%3A syntax::.* is not UTF-8 in line 1, column 3\. Save it as UTF-8\./m,
    ],
    [
      'that is UTF-16',
      Buffer.from('\ufefffigures: {}', 'utf16le'),
      /^::error file=[^,]+,line=1,title=pick-llm%3A E_INPUT::.* is UTF-16\./m,
    ],
    ['that is too large', Buffer.from(`# ${'x'.repeat(300_000)}\n`), /^::error file=[^,]+,line=1,.* is larger than 256 KiB\./m],
  ])('a file %s is an annotation as well', async (_, bytes, expected) => {
    const path = ruleFile('')
    writeFileSync(path, bytes)
    const { stdout, code } = await run(['rules', 'check', '--rules', path, '-f', 'github'])
    expect(code).toBe(3)
    expect(stdout).toMatch(expected)
  })

  it.each([
    ['a letter of Latin 1', [...Buffer.from('# a\n# é '), 0xe9, 0x0a], 2, 5],
    ['half a character', [...Buffer.from('figures: {}\n# '), 0xe2, 0x82, 0x28, 0x0a], 2, 3],
    ['a character cut off at the end', [...Buffer.from('a: 😀'), 0xf0, 0x9f], 1, 6],
    ['a byte that begins nothing', [0x80], 1, 1],
  ])('that is not UTF-8 for %s is told where that begins', async (_, bytes, line, column) => {
    const path = ruleFile('')
    writeFileSync(path, Buffer.from(bytes))
    const [checked, other] = await Promise.all([run(['rules', 'check', '--rules', path, '--json']), run(['--rules', path, '--json'])])
    expect([checked.code, other.code]).toEqual([3, 3])
    const { findings } = JSON.parse(checked.stdout) as FindingsJson
    expect(findings.map((each) => [each.id, each.file, each.line, each.column])).toEqual([['syntax', path, line, column]])
    expect((JSON.parse(other.stdout) as FailureJson).error.location).toEqual({ file: path, line, column })
    expect(other.stderr).toContain(`is not UTF-8 in line ${line}, column ${column}.`)
  })

  it('too large', async () => {
    const { stderr, code } = await run(['rules', 'check', '--rules', ruleFile(`# ${'x'.repeat(300_000)}\n`)])
    expect(code).toBe(3)
    expect(stderr).toMatch(/is larger than 256 KiB/)
  })
})

describe('rules test', () => {
  it('passes on the built-in rules, and tries every rule, option and tier', async () => {
    const { stdout, stderr, code } = await run(['rules', 'test', '--json'])
    expect([code, stderr]).toEqual([0, ''])
    const { passes, coverage } = JSON.parse(stdout) as TestsJson
    expect(passes).toBe(true)
    for (const { of, untried } of Object.values(coverage)) {
      expect(of).toBeGreaterThan(0)
      expect(untried).toEqual([])
    }
  })

  it('shows where parts and models come out otherwise, and since which file', async () => {
    const example = (id: string, rest: string) => `  ${id}: { says: A case., ${cited}, answers: { data-residency: anywhere, ${rest} }\n`
    const first = ruleFile('bans: { no-cn: { origins: [cn], because: Ours. } }\n')
    const second = ruleFile(`figures: { worthwhile-saving: { value: 0.9 } }
examples:
${example('split', 'frontier-need: slice, task: extraction, tokens: 20B, ops-capacity: "yes" }, expect: hybrid, parts: { hard: frontier-closed, rest: self-hosted-open }')}${example('banned', 'task: chat }, expect: hosted-open, shortlist: [qwen3.8-27b]')}${example('closed', 'task: chat }, expect: hosted-open, shortlist: [gpt-5]')}${example('local', 'task: chat }, expect: self-hosted-open')}`)
    const both = ['rules', 'test', '--rules', first, '--rules', second]
    const { stdout, code } = await run(both)
    expect(code).toBe(1)
    const shown = stdout.replaceAll(/\s+/g, ' ')
    for (const line of [
      'They part at cost-dominance: expected fine-tuned, took production ops-capacity: expected fine-tuned, took hosted These parts would take --fine-tuning yes',
      `does not offer qwen3.8-27b Without ${first} it comes out right, on the same path; that takes off qwen3.8-27b, deepseek-v4.1-flash`,
      'self-hosted-open would take --data-residency own-network',
      'rest: hosted-open They part at ops-capacity: expected saving, took hosted',
    ])
      expect(shown).toContain(line)
    const { examples } = JSON.parse((await run([...both, '--json'])).stdout) as TestsJson
    const found = (id: string) => examples.find((each) => each.id === id)
    expect(found('banned')?.since).toEqual({ file: first, gone: expect.arrayContaining(['qwen3.8-27b']), came: expect.anything() })
    expect(found('banned')?.steps?.every(({ expected, actual }) => expected === actual)).toBe(true)
    expect([found('closed')?.since, found('closed')?.steps]).toEqual([null, null])
    const rest = found('saving-for-the-rest')
    expect([rest?.since?.file, rest?.steps?.find(({ step }) => step === 'ops-capacity')]).toEqual([
      second,
      { step: 'ops-capacity', expected: 'saving', actual: 'hosted' },
    ])
    expect(examples.every(({ passes, since }) => !passes || since === null)).toBe(true)
  })

  describe('says that they part at a rule that both take', () => {
    const partings = async (...texts: string[]) => {
      const words = texts.flatMap((text) => ['--rules', ruleFile(text)])
      const { stdout } = await run(['rules', 'test', ...words], { env: { COLUMNS: '400' } })
      return (id: string) => stdout.split(/^(?=\S+ {2}(?:differs|fails): )/m).find((each) => each.includes(`: ${id}\n`)) ?? ''
    }
    const rule = (step: string, id: string, effect: string) => `steps: { ${step}: { rules: { ${id}: { ${effect} } } } }\n`
    const example = (expect: string) =>
      `examples: { ours: { says: A case., ${cited}, answers: { data-residency: anywhere, task: chat }, expect: ${expect} } }\n`

    it('where it leads to another tier', async () => {
      const told = (await partings(`${rule('cost-dominance', 'production', 'tier: self-hosted-open')}${example('hosted-open')}`))('ours')
      expect(told).toContain('    They part at cost-dominance: production leads to self-hosted-open now, to hosted-open before\n')
      expect(told).toContain('      ops-capacity: expected hosted, took no rule\n')
    })

    it('where it does so since the file before the last', async () => {
      const [first, second] = [rule('cost-dominance', 'production', 'tier: self-hosted-open'), example('hosted-open')]
      expect((await partings(first, second))('ours')).toContain('They part at cost-dominance: production leads to self-hosted-open now,')
    })

    it('where it splits the traffic now, or to no more', async () => {
      const split = await partings(`${rule('cost-dominance', 'production', 'slice: frontier-closed')}${example('hosted-open')}`)
      expect(split('ours')).toContain(
        'They part at cost-dominance: production leads to hard: frontier-closed, rest: hosted-open now, to hosted-open before\n',
      )
      const whole = await partings(rule('frontier-need', 'slice', 'slice: null'))
      expect(whole('004-framework-both')).toMatch(
        /They part at frontier-need: slice leads to no tier now, to hard: frontier-closed before\n/,
      )
    })

    it('but not where what it leads to is as it was', async () => {
      const told = (await partings(`${rule('cost-dominance', 'production', 'because: Ours.')}${example('frontier-closed')}`))('ours')
      expect(told).toContain('fails: ours')
      expect(told).not.toContain('leads to')
    })
  })

  it.each([80, 50])('shows where the two ways part, in %i columns', async (columns) => {
    const file = ruleFile(`steps:
  cost-dominance:
    rules:
${row('voice', 'task: voice', 'tier: frontier-private', 'dominant')}examples:
  hotline: { says: "The hotline runs on our own GPUs, since it must answer at once.", ${cited}, answers: { data-residency: anywhere, task: voice, latency: realtime, ops-capacity: "yes" }, expect: self-hosted-open, shortlist: [voxtral-small] }
`)
    const { stdout, code } = await run(['rules', 'test', '--rules', file], { env: { COLUMNS: String(columns) } })
    expect(code).toBe(1)
    await expect(stdout.replaceAll(file, 'ours.yaml')).toMatchFileSnapshot(`golden/rules-test-${columns}.txt`)
  })
})
