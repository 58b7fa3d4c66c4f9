// What `rules show`, `rules show --diff` and `rules init` tell.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { rules } from 'virtual:built-in-rules'
import { overlayExamples } from 'virtual:overlay-examples'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { everyPath } from '../src/engine/paths.ts'
import { walk } from '../src/engine/walk.ts'
import { renderRules, renderRulesMarkdown } from '../src/render/rules-show.ts'
import { asApplied } from '../src/rules/applied.ts'
import { differenceOf } from '../src/rules/diff.ts'
import { merge } from '../src/rules/merge.ts'
import { findPath, leavesOf, originOf } from '../src/rules/origins.ts'
import { parseYaml } from '../src/rules/parse.ts'
import { starterOverlay } from '../src/rules/starter.ts'
import { compareTrees } from '../src/verify/compare.ts'
import fc from './fc.ts'
import { hostileNames } from './hostile.ts'
import { laid } from './laid.ts'
import { run } from './run-here.ts'
import { tree } from './support.ts'

const look = { columns: 80, color: false }

describe('the printed rules', () => {
  const price = 'figures:\n  budget-margin:\n    value: 0.1\nlicenses:\n  mit: { conditions: [Ask Legal.] }\n'

  it('are YAML that parses to the merged rules, whatever was laid over them', () => {
    const of = laid(price)
    expect(parse(renderRules(of.merged, [], (keys) => originOf(of, keys), look))).toEqual(of.merged)
  })

  it('are so for any texts, keys and lists', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...hostileNames, 'yes', 'null', '2026-01-01', '007', '- a', 'a: b', 'a #b', '~', ''),
    )
    const leaf = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean())
    const { value } = fc.letrec((tie) => ({
      list: fc.array(fc.oneof(leaf, tie('map')), { maxLength: 3 }),
      map: fc.dictionary(
        text.filter((key) => key !== '__proto__'),
        tie('value'),
        { maxKeys: 4, noNullPrototype: true },
      ),
      value: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('map')),
    }))
    const origin = { file: 'ours\n# x: "y.yaml', line: 3, column: 1 }
    fc.assert(
      fc.property(
        fc.dictionary(
          text.filter((key) => key !== '__proto__'),
          value,
          { minKeys: 1, noNullPrototype: true },
        ),
        (map) => {
          const printed = renderRules(map, [], () => origin, look)
          expect(parse(printed, { schema: 'core' })).toEqual(JSON.parse(JSON.stringify(map)))
          expect(printed).toMatch(/^(.* {2}# .+\n)+$/)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('say of every line where it comes from', () => {
    const of = laid(price)
    const printed = renderRules(of.merged.licenses?.['mit'], ['licenses', 'mit'], (keys) => originOf(of, keys), look)
    const lines = printed.trimEnd().split('\n')
    expect(lines.filter((line) => !/ {2}# (built-in|a\.yaml:\d+|built-in, a\.yaml)$/.test(line))).toEqual([])
    expect(lines.find((line) => line.includes('conditions'))).toMatch(/^ {4}conditions: \[Ask Legal\.\] +# a\.yaml:5$/)
    expect(lines[0]).toMatch(/^licenses: +# built-in, a\.yaml$/)
    expect(Object.keys(parse(printed))).toEqual(['licenses'])
  })

  it('name the last file that has the value, and the place in it', () => {
    const of = laid(price, 'figures: { budget-margin: { value: 0.2 } }\n')
    expect(originOf(of, ['figures', 'budget-margin', 'value'])).toEqual({ file: 'b.yaml', line: 1, column: 36 })
    expect(originOf(of, ['figures', 'budget-margin', 'unit'])).toEqual({ file: 'built-in', line: null, column: null })
  })

  it('stand in the order in which they apply, and parse to the same', () => {
    const cited = 'because: x, sources: { "003": x }'
    const of = laid(
      `steps: { first: { before: data-residency, title: x, rules: { late: { ${cited} }, early: { before: late, if: { task: chat }, ${cited} } } } }\n`,
    )
    const ordered = asApplied(of.merged, of.tree)
    expect(ordered).toEqual(of.merged)
    expect(Object.keys(ordered.steps ?? {})).toEqual(of.tree.steps.map(({ id }) => id))
    expect(Object.keys(ordered.steps ?? {})[0]).toBe('first')
    expect(Object.keys(ordered.steps?.['first']?.rules ?? {})).toEqual(['early', 'late'])
    expect(asApplied(rules, tree)).toEqual(rules)
  })

  it('so do rows of picks, each with its own origin', () => {
    const of = laid(
      'picks: { hosted-open: { ours: { before: general, if: { stage: prototype }, models: { glm-5: x }, sources: { "003": x } } } }\n',
    )
    const ordered = { ...of, merged: asApplied(of.merged, of.tree) }
    const rows = Object.keys(ordered.merged.picks?.['hosted-open'] ?? {})
    expect(rows).toEqual(of.tree.tiers['hosted-open'].picks.map(({ id }) => id))
    expect(rows.indexOf('ours')).toBe(rows.indexOf('general') - 1)
    expect(ordered.merged).toEqual(of.merged)
    const { picks } = ordered.merged
    const lines = renderRules(picks, ['picks'], (keys) => originOf(ordered, keys), look).split('\n')
    expect(
      lines
        .filter((line) => /a\.yaml:1$/.test(line))
        .map((line) => line.trim().split(':')[0])
        .sort(),
    ).toEqual(['"003"', 'before', 'glm-5', 'stage'])
  })

  it('are one block of code in Markdown, whatever they hold', () => {
    const printed = renderRulesMarkdown({ a: 'x ```` y', b: '```' }, [], () => ({ file: 'a', line: 1, column: 1 }))
    const [, fence = '', body = ''] = /^(`+)yaml\n([\s\S]*)\n\1\n$/.exec(printed) ?? []
    expect(fence).toBe('`````')
    expect(parse(body)).toEqual({ a: 'x ```` y', b: '```' })
  })

  it('find every leaf by its path, dots in ids included, and suggest what was meant', () => {
    for (const { keys } of leavesOf(rules)) expect(findPath(rules, keys.join('.'))).toEqual({ keys })
    expect(findPath(rules, 'models.qwen3.8-27b.titel')).toMatchObject({ unknown: 'titel', within: ['models', 'qwen3.8-27b'] })
  })
})

describe('the difference', () => {
  it('is every leaf that is not as it was, with its place', () => {
    const of = laid(
      'figures: { budget-margin: { value: 0.1 } }\nlicenses: { mit: { conditions: [Ask Legal.] } }\ncautions: { frontier-behind-the-wall: null }\nclaims: { 000-own-wins-from-50m: null }\n',
    )
    const { changes, ineffective } = differenceOf(of)
    expect(changes.filter(({ kind }) => kind !== 'removed')).toEqual([
      {
        path: 'figures.budget-margin.value',
        keys: ['figures', 'budget-margin', 'value'],
        kind: 'changed',
        before: 0.2,
        after: 0.1,
        origin: { file: 'a.yaml', line: 1, column: 36 },
      },
      {
        path: 'licenses.mit.conditions',
        keys: ['licenses', 'mit', 'conditions'],
        kind: 'added',
        before: null,
        after: ['Ask Legal.'],
        origin: { file: 'a.yaml', line: 2, column: 32 },
      },
    ])
    expect(changes.filter(({ kind }) => kind === 'removed').map(({ path, origin }) => [path, origin.line])).toEqual(
      expect.arrayContaining([
        ['cautions.frontier-behind-the-wall', 3],
        ['claims.000-own-wins-from-50m', 4],
      ]),
    )
    expect(ineffective).toEqual([])
  })

  it('applied to what was there before gives what is there now', () => {
    const of = laid(
      'figures: { budget-margin: { value: 0.1 } }\nbans: { x: { origins: [cn], because: No. } }\nclaims: { 000-own-wins-from-50m: null }\n',
    )
    const layer = (keys: readonly string[], value: unknown): Record<string, unknown> =>
      keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>
    const again = differenceOf(of).changes.reduce<Record<string, unknown>>(
      (below, { keys, kind, after }) => merge(below, layer(keys, kind === 'removed' ? null : after)) as Record<string, unknown>,
      rules,
    )
    expect(again).toEqual(of.merged)
  })

  it('tells the sources that new numbers leave behind, at what gives them, and none as in vain that is cited again', () => {
    const cite = (id: string) => `gpus: { h100: { low: 1, mid: 1, high: 1, sources: { ${id}: An hour } } }\n`
    const kept = Object.keys(rules.gpus?.['h100']?.sources ?? {})
    const of = laid(cite('"003"'), 'bans: { x: { origins: [cn], because: No. } }\n')
    expect(Object.keys(of.merged.gpus?.['h100']?.sources ?? {})).toEqual(['003'])
    const removed = differenceOf(of).changes.filter(({ kind }) => kind === 'removed')
    expect(removed.map(({ path, origin }) => [path, origin.file])).toEqual(
      kept.filter((id) => id !== '003').map((id) => [`gpus.h100.sources.${id}`, 'a.yaml']),
    )
    const [first = ''] = kept
    const again = laid(cite(`"${first}": ${JSON.stringify(rules.gpus?.['h100']?.sources[first])}, pick-llm`))
    expect(differenceOf(again).ineffective.filter(({ keys }) => keys.includes('sources'))).toEqual([])
  })

  it('does not tell as in vain that an added question requires an answer', () => {
    const question = '{ step: license, kind: choice, ask: Who?, why: x, options: { us: { means: We } }, assume: null }'
    expect(
      differenceOf(laid(`questions: { ours: ${question}, data-residency: { assume: null } }\n`)).ineffective.map(({ path }) => path),
    ).toEqual(['questions.data-residency.assume'])
  })

  it('tells what is the same, what was never there, and what a later file says again', () => {
    const value = rules.figures?.['budget-margin']?.value
    const { changes, ineffective } = differenceOf(
      laid(
        `figures: { budget-margin: { value: ${value} }, overhead: { value: 0.35 } }\nmodels: { gpt-99: null }\n`,
        'figures: { overhead: { value: 0.4 } }\n',
      ),
    )
    expect(changes.map(({ path, origin }) => [path, origin.file])).toEqual([['figures.overhead.value', 'b.yaml']])
    expect(ineffective.map(({ path, because, origin }) => [path, because, origin.file])).toEqual([
      ['figures.budget-margin.value', 'same', 'a.yaml'],
      ['figures.overhead.value', 'overlaid', 'a.yaml'],
      ['models.gpt-99', 'absent', 'a.yaml'],
    ])
  })

  it('is nothing for an overlay that says nothing', () => {
    for (const text of ['', '# nothing\n', '{}\n', 'figures: {}\n']) expect(differenceOf(laid(text)).changes).toEqual([])
  })
})

describe('the answers that lead elsewhere', () => {
  const stricter = laid('steps: { frontier-need: { rules: { all-private: { tier: hosted-open }, all: { tier: hosted-open } } } }\n').tree

  it('are those of which a walk through both trees says so, and all of them', () => {
    const moves = compareTrees(tree, stricter).moves
    expect(moves.length).toBeGreaterThan(0)
    const tierOf = (of: typeof tree, answers: Record<string, string>) => {
      const progress = walk(of, answers, true)
      return progress.kind === 'arrived' ? progress.outcome.tier : undefined
    }
    let moved = 0
    for (const { answers } of [...everyPath(tree, 'tier')]) {
      const given = Object.fromEntries(answers.map(({ question, options }) => [question.id, options[0] ?? '']))
      const [from, to] = [tierOf(tree, given), tierOf(stricter, given)]
      const fitting = moves.filter(({ when }) =>
        Object.entries(when).every(([id, options]) => given[id] === undefined || options.includes(given[id])),
      )
      if (from === to) expect(fitting.filter((move) => Object.keys(move.when).every((id) => given[id] !== undefined))).toEqual([])
      else {
        moved++
        expect(fitting.some((move) => move.from.tier === from && move.to.tier === to)).toBe(true)
      }
    }
    expect(moved).toBeGreaterThan(0)
  })

  it('are none where only words change', () => {
    expect(compareTrees(tree, laid('words: { kept: other words }\n').tree).moves).toEqual([])
  })
})

describe('on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
  const bin = resolve('bin/pick-llm.js')
  const inFolder = (words: string) => run([], { shell: `cd '${folder}' && exec '${process.execPath}' '${bin}' ${words}` })
  beforeAll(() =>
    writeFileSync(join(folder, 'ours.yaml'), 'steps: { cost-dominance: { rules: { dominant: { tier: frontier-closed } } } }\n'),
  )
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('rules show prints a part, in both formats, and a misspelled part is told', async () => {
    const { stdout } = await inFolder('rules show figures.input-share')
    expect(parse(stdout)).toEqual({ figures: { 'input-share': rules.figures?.['input-share'] } })
    const json = JSON.parse((await inFolder('rules show figures.input-share --json')).stdout)
    expect(json.leaves[0]).toEqual({
      path: 'figures.input-share.title',
      keys: ['figures', 'input-share', 'title'],
      value: rules.figures?.['input-share']?.title,
      origin: { file: 'built-in', line: null, column: null },
    })
    for (const [words, meant] of [
      ['figurs', 'figures'],
      ['steps.licens', 'steps.license'],
      ['models.qwen3.8-27b.titel', 'models.qwen3.8-27b.title'],
    ]) {
      const { code, stderr } = await inFolder(`rules show ${words}`)
      expect([code, stderr]).toEqual([2, expect.stringContaining(`Did you mean "${meant}"?`)])
    }
  })

  it.each(['text', 'markdown', 'json'])(
    'rules show --diff tells in %s what changes, where it stands, and which answers lead elsewhere',
    async (format) => {
      const { stdout, code } = await inFolder(`rules show --diff --rules ours.yaml -f ${format}`)
      expect(code).toBe(0)
      for (const part of ['steps.cost-dominance.rules.dominant.tier', 'ours.yaml', 'hosted-open', 'frontier-closed', 'cost-dominant'])
        expect(stdout.replaceAll('\\', '')).toContain(part)
      if (format !== 'json') return
      const { moves } = JSON.parse(stdout)
      expect(moves.length).toBeGreaterThan(0)
      expect(
        moves.every(
          ({ fromParts, toParts, when }: { fromParts: string[]; toParts: string[]; when: Record<string, string[]> }) =>
            fromParts.join() !== toParts.join() && when['cost-dominant']?.join() === 'yes',
        ),
      ).toBe(true)
    },
  )

  it('rules show --diff tells new options, other assumptions, moved parts, and examples that prices move', async () => {
    const poems = '{ before: embeddings, if: { task: poetry }, tier: frontier-private, because: x, sources: { "003": x } }'
    writeFileSync(
      join(folder, 'poems.yaml'),
      `questions: { task: { options: { poetry: { means: Poems } }, assume: [{ value: poetry, because: x }] } }\nsteps: { frontier-need: { rules: { poems: ${poems}, slice: { slice: frontier-private } } } }\n`,
    )
    const { stdout } = await inFolder('rules show --diff --rules poems.yaml')
    const text = stdout.replaceAll(/\s+/g, ' ')
    expect(text).toContain('hybrid (hard: frontier-closed, rest: hosted-open) → hybrid (hard: frontier-private, rest: hosted-open)')
    expect(text).toMatch(/Answers that are new \(\d+\) .*→ frontier-private - .*task poetry/)
    expect(text).toMatch(/Assumed otherwise \(1\) task: chat → poetry - in any case/)
    expect(text).toContain('counts as possible before and after')
    expect(stdout).toMatch(/^ {2}- .*\n {4}\S/m)
    writeFileSync(join(folder, 'dear.yaml'), 'figures: { engineer-rate: { value: 9000, low: 9000, high: 9000 } }\n')
    const dear = JSON.parse((await inFolder('rules show --diff --rules dear.yaml --json')).stdout)
    expect([dear.moves, dear.arrivals, dear.assumptions, dear.omitted, dear.measured]).toEqual([[], [], [], 'none', true])
    expect(dear.examples.length).toBeGreaterThan(0)
    expect((await inFolder('rules show --diff --rules dear.yaml')).stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /None by the answers alone: .* is not in this list: .* Examples that they move are told below\. Examples that lead to another tier \(/,
    )
    expect(dear.examples.every(({ fromParts }: { fromParts: string[] }) => fromParts.includes('self-hosted-open'))).toBe(true)
  })

  it('rules show --diff and rules test agree on the examples that lead to another tier', async () => {
    writeFileSync(
      join(folder, 'banned.yaml'),
      'bans: { x: { origins: [cn], because: No. } }\nfigures: { engineer-rate: { value: 9000, low: 9000, high: 9000 } }\n',
    )
    const { examples } = JSON.parse((await inFolder('rules show --diff --rules banned.yaml --json')).stdout)
    const tested = (await inFolder('rules test --rules banned.yaml')).stdout.replaceAll(/\s+/g, ' ')
    const [, all, tiers, models] =
      /(\d+) built-in examples come out otherwise because of the overlay: (\d+) by the tier, (\d+) by the models alone\./.exec(tested) ?? []
    expect([Number(tiers), Number(models) > 0, Number(tiers) + Number(models)]).toEqual([examples.length, true, Number(all)])
  })

  it('rules show --diff tells two values of one figure apart, and of no examples where there are none', async () => {
    writeFileSync(join(folder, 'saving.yaml'), 'figures: { worthwhile-saving: { value: 0.4 } }\n')
    for (const format of ['text', 'markdown']) {
      const { stdout } = await inFolder(`rules show --diff --rules saving.yaml -f ${format}`)
      const text = stdout.replaceAll(/\s+/g, ' ')
      expect(text).toContain('at least worthwhile-saving before (0.3), below worthwhile-saving now (0.4)')
      expect(text).toContain('counts as possible before and after')
      expect(text).not.toContain('told below')
    }
  })

  it('rules show --diff is never wider than the terminal', async () => {
    for (const columns of ['50', '80']) {
      const { stdout } = await run(['rules', 'show', '--diff', '--rules', 'examples/overlays/existing-cloud.yaml'], {
        env: { COLUMNS: columns },
      })
      expect(stdout.split('\n').filter((line) => line.length > Number(columns))).toEqual([])
    }
  })

  it('rules show --diff says so when nothing changes, or nothing is laid over', async () => {
    writeFileSync(join(folder, 'nothing.yaml'), 'figures: { input-share: { value: 0.75 } }\n')
    expect((await inFolder('rules show --diff --rules nothing.yaml')).stdout).toBe(
      'Nothing is changed by nothing.yaml.\n\nWithout effect (1)\nfigures.input-share.value  nothing.yaml:1:34\n  is what it was already\n',
    )
    expect((await inFolder('rules show --diff')).stdout).toContain('No overlay is used')
  })

  it('rules names its commands, and tells a misspelled one', async () => {
    for (const [words, expected] of [
      ['rules', 'What to do with the rules is missing.'],
      ['rules shwo', 'There is no command "rules shwo". Did you mean "show"?'],
      ['rules show figures tiers', 'There is no argument "tiers".'],
      ['rules check ours.yaml', 'Write --rules ours.yaml.'],
      ['rules test sub/ours', 'Write --rules sub/ours.'],
      ['rules show ours.yml', 'Write --rules ours.yml.'],
      ['rules check --rules ours.yaml other.json', 'Write --rules other.json.'],
      ['--json rules show', 'Write it after: pick-llm rules show --json'],
      ['rules show figures --diff', '--diff shows all that changes.'],
    ]) {
      const { code, stderr } = await inFolder(words ?? '')
      expect([words, code, stderr]).toEqual([words, 2, expect.stringContaining(expected ?? '')])
    }
    expect((await inFolder('rules --help')).stdout).toMatch(/show .*\n.*\n? *init /)
  })

  it('rules init writes a file that is used from then on, and never over another one', async () => {
    const { stderr, code } = await inFolder('rules init')
    expect([code, stderr]).toEqual([0, expect.stringContaining('Wrote .pick-llm.yaml.')])
    const text = readFileSync(join(folder, '.pick-llm.yaml'), 'utf8')
    expect(text.split('\n')[0]).toMatch(
      /^# yaml-language-server: \$schema=https:\/\/cdn\.jsdelivr\.net\/npm\/pick-llm@\d+\.\d+\.\d+\/schema\/overlay\.schema\.json$/,
    )
    const json = JSON.parse((await inFolder('--data-residency anywhere --yes --json')).stdout)
    expect(json.rules.overlays).toEqual(['.pick-llm.yaml'])
    writeFileSync(join(folder, '.pick-llm.yaml'), 'figures: {}\n')
    expect((await inFolder('rules init')).code).toBe(4)
    expect(readFileSync(join(folder, '.pick-llm.yaml'), 'utf8')).toBe('figures: {}\n')
    expect((await inFolder('rules init --force')).code).toBe(0)
    expect(readFileSync(join(folder, '.pick-llm.yaml'), 'utf8')).toBe(text)
    mkdirSync(join(folder, 'sub/node_modules/pick-llm/schema'), { recursive: true })
    writeFileSync(join(folder, 'sub/node_modules/pick-llm/schema/overlay.schema.json'), '{}')
    await inFolder('rules init sub/ours.yaml')
    expect(readFileSync(join(folder, 'sub/ours.yaml'), 'utf8').split('\n')[0]).toBe(
      '# yaml-language-server: $schema=./node_modules/pick-llm/schema/overlay.schema.json',
    )
    expect(existsSync(join(folder, 'sub/.pick-llm.yaml'))).toBe(false)
  })
})

describe('the file to start from', () => {
  const text = starterOverlay('x', overlayExamples)
  const blocks = text.split(/^# --- .* ---\n/m).slice(1)
  const uncommented = (block: string): string => block.replace(/^# ?/gm, '')

  it('has the four changes', () => {
    expect(blocks.length).toBe(4)
    const parsed = parseYaml('x.yaml', text)
    expect('value' in parsed && parsed.value).toBe(null)
  })

  it.each(blocks.map((block) => [uncommented(block)]))('is valid with a block uncommented', (block) => {
    expect(differenceOf(laid(block)).changes.length).toBeGreaterThan(0)
  })

  it('is valid with all of them, file by file', () => {
    const [one = '', ...more] = blocks.map(uncommented)
    expect(differenceOf(laid(one, ...more)).changes.length).toBeGreaterThan(10)
  })
})
