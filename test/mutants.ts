// Kinds of mistakes in rules → the built-in texts with one of them seeded, and the finding and the line that it has to give.

import { below, blockAt, edited, inserted, type Keys, linesOf, replaced, shipped, slice, type Texts } from './seeded.ts'

export interface Mutant {
  readonly name: string
  readonly texts: Texts
  readonly id: string
  /** `file:line` */
  readonly at: string
  readonly examples?: readonly string[]
}

const of = (file: string): string[] => linesOf(shipped, file)

const [steps, questions, tiers, picks, cautions] = ['steps.yaml', 'questions.yaml', 'tiers.yaml', 'picks.yaml', 'cautions.yaml'] as const

const place = (file: string, index: number): string => `${file}:${index + 1}`

/** A table: the file and the path of its rows, each of which is a key or a position. */
interface Rows {
  readonly file: string
  readonly path: Keys
  /** Gives a row another effect. */
  readonly twist: (row: readonly string[]) => readonly string[]
}

const reword = (row: readonly string[]) => row.map((line) => line.replace(/because: .*/, 'because: Something else.'))
const anotherTier = (line: string) =>
  line.replace(
    /(tier|runner-up|slice): ([a-z-]+)/,
    (_, key: string, tier: string) => `${key}: ${tier === 'hosted-open' ? 'frontier-private' : 'hosted-open'}`,
  )

/** Another tier where the row sets one, and one where it sets none. */
function twistRule(row: readonly string[]): readonly string[] {
  const own = row.findIndex((line) => /^ {8}(tier|slice): /.test(line))
  if (own >= 0 && row.some((line) => /^ {8}only: .*tiers/.test(line)))
    return row
      .map((line) => line.replace(/ {8}because: /, '        slice: self-hosted-open\n        because: '))
      .flatMap((line) => line.split('\n'))
  if (own >= 0) return row.map((line, index) => (index === own ? anotherTier(line) : line))
  return inserted(row, 1, ['        slice: hosted-open'])
}

const stepIds = below(of(steps), ['steps'])
const tierIds = below(of(tiers), ['tiers'])

const ruleTables: readonly Rows[] = stepIds.map((step) => ({ file: steps, path: ['steps', step, 'rules'], twist: twistRule }))
const pickTables: readonly Rows[] = below(of(picks), ['picks']).map((tier) => ({
  file: picks,
  path: ['picks', tier],
  twist: (row) => {
    const other = ['phi-4', 'glm-5', 'gpt-5'].find((id) => !row.some((line) => line.startsWith(`        ${id}:`)))
    return row.map((line, index) => (/^ {8}/.test(line) && !/^ {8}/.test(row[index - 1] ?? '') ? `        ${other}: Said otherwise` : line))
  },
}))
const assumeTables: readonly Rows[] = [
  {
    file: questions,
    path: ['questions', 'frontier-need', 'assume'],
    twist: (row) => row.map((line) => line.replace(/value: .*/, 'value: slice')),
  },
]
const wordTables: readonly Rows[] = [
  ...tierIds.flatMap((tier) => ['summary', 'ruled-out'].map((key) => ({ file: tiers, path: ['tiers', tier, key], twist: reword }))),
  ...stepIds.slice(2).map((step) => ({ file: steps, path: ['steps', step, 'otherwise'], twist: reword })),
]
const runnerUpTables: readonly Rows[] = stepIds.flatMap((step) =>
  below(of(steps), ['steps', step, 'rules']).flatMap((rule): Rows[] => {
    const path = ['steps', step, 'rules', rule, 'runner-up']
    const lines = of(steps)
    const has = slice(lines, blockAt(lines, path.slice(0, -1))).some((line) => line === '        runner-up:')
    return has ? [{ file: steps, path, twist: (row) => row.map(anotherTier) }] : []
  }),
)

const rowsOf = ({ file, path }: Rows) => {
  const lines = of(file)
  return below(lines, path).map((key, index, all) => {
    const block = blockAt(lines, [...path, key])
    const row = slice(lines, block)
    return { key, block, row, last: index === all.length - 1, open: !row.some((line) => ifOf(row).test(line)) }
  })
}

const renamed = (row: readonly string[]): string[] =>
  row.map((line, index) => (index === 0 ? line.replace(/^( *)([a-z].*):/, '$1seeded:') : line))

/** One condition more. */
function withIf(row: readonly string[], condition: string): string[] {
  const at = row.findIndex((line) => ifOf(row).test(line))
  if (at >= 0) return row.map((line, index) => (index === at ? line.replace(/ \}$/, `, ${condition} }`) : line))
  const [head = '', ...rest] = row
  const indent = ' '.repeat(head.length - head.trimStart().length)
  if (head.trimStart().startsWith('- ')) return [`${indent}- if: { ${condition} }`, head.replace('- ', '  '), ...rest]
  return [head, `${indent}  if: { ${condition} }`, ...rest]
}

/** A condition about something that the row does not look at yet. */
const narrower = (row: readonly string[]): string =>
  row.some((line) => /if: .*region: (eu|\[)/.test(line)) ? 'latency: relaxed' : 'region: eu'

/** The condition of the row itself, not of a list in it. */
function ifOf([head = '']: readonly string[]): RegExp {
  const indent = head.length - head.trimStart().length
  return head.trimStart().startsWith('- ') ? new RegExp(`^ {${indent}}- if: `) : new RegExp(`^ {${indent + 2}}if: `)
}

type RowEdit = (rows: Rows, row: ReturnType<typeof rowsOf>[number]) => Mutant | undefined

const inTables = (tables: readonly Rows[], edit: RowEdit) => (): Mutant[] =>
  tables.flatMap((table) => rowsOf(table).flatMap((row) => edit(table, row) ?? []))

const mutantOf = ({ file, path }: Rows, key: string | number, lines: readonly string[], id: string, line: number): Mutant => ({
  name: [...path, key].join('.'),
  texts: edited(shipped, file, lines),
  id,
  at: place(file, line),
})

/** Behind the row; the last row of a table has no condition, so there its copy stands above it and takes its place. */
const again =
  (id: string, change: (table: Rows, row: readonly string[]) => readonly string[]): RowEdit =>
  (table, { key, block, row, open }) => {
    const copy = change(table, renamed(row))
    return open
      ? mutantOf(table, key, inserted(of(table.file), block.start, copy), id, block.start + copy.length)
      : mutantOf(table, key, inserted(of(table.file), block.end, copy), id, block.end)
  }

const duplicated = again('duplicate-rule', (_, row) => row)
const gainsaid = again('contradictory-rule', ({ twist }, row) => twist(row))

const shadowed: RowEdit = (table, { key, block, row, open }) =>
  open
    ? undefined
    : mutantOf(table, key, inserted(of(table.file), block.end, withIf(renamed(row), narrower(row))), 'shadowed-rule', block.end)

/** A row without a condition in front of one that has one. */
const broader: RowEdit = (table, { key, block, row, open }) => {
  if (open) return undefined
  const copy = withIf(
    renamed(row).filter((line) => !/^ {8}if: /.test(line)),
    'region: [eu, uk, us, ca, ch, in, au, jp]',
  )
  const inner = withIf(row, 'region: us')
  return mutantOf(table, key, replaced(of(table.file), block, [...copy, ...inner]), 'shadowed-rule', block.start + copy.length)
}

const impossible: RowEdit = (table, { key, block, row, last }) => {
  if (last || row.some((line) => /if: .*tier: /.test(line))) return undefined
  const dead = withIf(row, table.path.at(-1) === 'rules' ? 'tier: hybrid' : 'tier: undecided')
  const at = dead.findIndex((line) => ifOf(dead).test(line))
  return mutantOf(table, key, replaced(of(table.file), block, dead), 'unreachable-rule', block.start + at)
}

const idle: RowEdit = (table, { key, block, row, last }) => {
  if (last || row.some((line) => /if: .*latency: /.test(line))) return undefined
  const more = withIf(row, 'latency: [relaxed, interactive, realtime]')
  const at = more.findIndex((line) => ifOf(more).test(line))
  return mutantOf(table, key, replaced(of(table.file), block, more), 'idle-condition', block.start + at)
}

/** The one line that matches, inside what stands at a path. */
function lineIn(lines: readonly string[], path: Keys, match: RegExp): number {
  const { start, end } = blockAt(lines, path)
  const at = lines.findIndex((line, index) => index >= start && index < end && match.test(line))
  if (at < 0) throw new Error(`there is no ${match} in ${path.join('.')}`)
  return at
}

const keyOf = (line: string): string => line.trimStart().split(':')[0] ?? ''

/** Changes a line; without `to`, takes it out. The finding is expected there, or at `expected`. */
function changed(
  file: string,
  path: Keys,
  match: RegExp,
  to: string | undefined,
  id: string,
  expected?: (lines: readonly string[]) => number,
  where = file,
): Mutant {
  const lines = of(file)
  const at = lineIn(lines, path, match)
  const next = to === undefined ? blockAt(lines, [...path, keyOf(lines[at] ?? '')]) : { start: at, end: at + 1 }
  const after = replaced(lines, next, to === undefined ? [] : (lines[at] ?? '').replace(match, to).split('\n'))
  const texts = edited(shipped, file, after)
  const line = expected ? expected(where === file ? after : linesOf(texts, where)) : at
  return { name: [...path, match.source].join('.'), texts, id, at: place(where, line) }
}

/** Lines at the end of a file's section, which is the last one of the file. The finding is expected on the line with the marker. */
function added(
  file: string,
  more: readonly string[],
  id: string,
  marker = more[0] ?? '',
  others: readonly (readonly [string, readonly string[]])[] = [],
): Mutant {
  const end = (name: string, lines: readonly string[], texts: Texts): Texts => {
    const own = linesOf(texts, name)
    while (own.at(-1) === '') own.pop()
    return edited(texts, name, [...own, ...lines, ''])
  }
  let texts = end(file, more, shipped)
  for (const [name, lines] of others) texts = end(name, lines, texts)
  const at = linesOf(texts, file).lastIndexOf(marker)
  return { name: marker.trim(), texts, id, at: place(file, at) }
}

const heading = (path: Keys) => (lines: readonly string[]) => blockAt(lines, path).start

const everyRule = stepIds.flatMap((step) => below(of(steps), ['steps', step, 'rules']).map((rule): Keys => ['steps', step, 'rules', rule]))
const figureIds = below(of('figures.yaml'), ['figures'])
const gpuIds = below(of('hardware.yaml'), ['gpus'])
const offerPaths = below(of('offers.yaml'), ['offers']).flatMap((model) =>
  below(of('offers.yaml'), ['offers', model]).map((host): Keys => ['offers', model, host]),
)
const modelIds = below(of('models.yaml'), ['models'])
const exampleIds = below(of('examples.yaml'), ['examples']).map(String)
const some = <T>(all: readonly T[], count: number): T[] => all.filter((_, index) => index % Math.ceil(all.length / count) === 0)

const question = (id: string, step: string | number, more: readonly string[] = []): string[] => [
  ...['', `  ${id}:`, `    step: ${step}`, '    kind: choice', '    ask: What else?', '    why: Somebody wants to know.', '    options:'],
  ...['      lax: { means: One }', '      strict: { means: Another }', ...more],
]
const assumeLax = ['    assume:', '      - value: lax', '        because: It is usual.']
const extraStep = (rows: readonly string[], before = ''): string[] => [
  '',
  '  seeded-step:',
  '    title: Seeded',
  ...(before ? [`    before: ${before}`] : []),
  '    rules:',
  ...rows,
]
const row = (id: string, parts: string): string => `      ${id}: { ${parts}because: Said so., sources: { "003": x } }`

/** A figure in the middle, used by a row above one that begins at the built-in figure. */
function measuredRow(id: string, rule: string, from: number | undefined, to: number, others: string, expected: 'old' | 'new'): Mutant {
  const figure = (name: string, value: number) =>
    `  ${name}: { title: Seeded, value: ${value}, unit: share, checked: 2026-11-21, sources: { "003": x } }`
  const figures = of('figures.yaml')
  const lines = of(steps)
  const at = blockAt(lines, ['steps', 'ops-capacity', 'rules', 'saving']).start
  const ends = [...(from === undefined ? [] : ['at-least: seeded-from']), 'below: seeded-to'].join(', ')
  const after = inserted(lines, at, [row('seeded', `if: { self-host-saving: { ${ends} }${others} }, slice: hosted-open, `)])
  const seeded = [...(from === undefined ? [] : [figure('seeded-from', from)]), figure('seeded-to', to)]
  const texts = edited(edited(shipped, steps, after), 'figures.yaml', [
    ...figures.filter((line, index) => line !== '' || index < figures.length - 1),
    ...seeded,
    '',
  ])
  const line = expected === 'new' ? at : lineIn(after, ['steps', 'ops-capacity', 'rules', rule], /^ {8}if: /)
  return { name: `${rule} ${from}..${to}`, texts, id, at: place(steps, line) }
}

const measured =
  (id: string, from: readonly (number | undefined)[], to: readonly number[], expected: 'old' | 'new' = 'old') =>
  (): Mutant[] =>
    from.flatMap((low) =>
      to.flatMap((high) => [
        measuredRow(id, 'saving', low, high, ', ops-capacity: "yes", traffic: steady', expected),
        measuredRow(id, 'saving-hosted', low, high, '', expected),
      ]),
    )

const rulePath = (rule: string): Keys => ['steps', 'cost-dominance', 'rules', rule]

/** Kind of mistake → its seeds. */
export const mutations: Readonly<Record<string, () => Mutant[]>> = {
  'a rule twice': inTables(ruleTables, duplicated),
  'a rule twice, with another effect': inTables(ruleTables, gainsaid),
  'a rule behind a broader one': inTables(ruleTables, shadowed),
  'a broader rule put above': inTables(ruleTables, broader),
  'a rule for a tier that never comes there': inTables(ruleTables, impossible),
  'a rule that lists every option': inTables(ruleTables, idle),
  'picks twice': inTables(pickTables, duplicated),
  'picks twice, with other models': inTables(pickTables, gainsaid),
  'picks behind broader ones': inTables(pickTables, shadowed),
  'picks that list every option': inTables(pickTables, idle),
  'an assumption twice': inTables(assumeTables, duplicated),
  'an assumption twice, with another value': inTables(assumeTables, gainsaid),
  'an assumption behind a broader one': inTables(assumeTables, shadowed),
  'a sentence twice': inTables(wordTables, duplicated),
  'another sentence for the same case': inTables(wordTables, gainsaid),
  'a sentence behind a broader one': inTables(wordTables, shadowed),
  'a sentence for a tier that never comes there': inTables(
    wordTables.filter(({ file }) => file === tiers),
    impossible,
  ),
  'a runner-up twice': inTables(runnerUpTables, duplicated),
  'another runner-up for the same case': inTables(runnerUpTables, gainsaid),
  'a runner-up behind a broader one': inTables(runnerUpTables, shadowed),
  'a runner-up that is the tier of its own rule': () =>
    everyRule.flatMap((path) => {
      const own = slice(of(steps), blockAt(of(steps), path))
      const tier = own.some((line) => /^ {8}slice: /.test(line)) ? 'hybrid' : /^ {8}tier: (.*)/m.exec(own.join('\n'))?.[1]
      if (tier === undefined || !own.some((line) => /^ {8}runner-up:/.test(line))) return []
      const inline = own.some((line) => /^ {8}runner-up: /.test(line))
      const last = inline ? /^( {8}runner-up: ).*/ : /^( {10}- tier: ).*/
      return [changed(steps, path, last, `$1${tier}`, 'idle-runner-up')]
    }),
  'a caution that never comes': () =>
    [
      'tier: hosted-open, data-residency: air-gapped',
      'tier: frontier-closed, data-residency: contract',
      'tier: hybrid, frontier-need: all',
      'tier: undecided',
    ].map((condition, index) =>
      added(cautions, [`  seeded-${index}: { if: { ${condition} }, because: Beware., sources: { "003": x } }`], 'unreachable-rule'),
    ),
  'a caution twice': () =>
    below(of(cautions), ['cautions']).map((id) => {
      const block = blockAt(of(cautions), ['cautions', id])
      const after = inserted(of(cautions), block.end, renamed(slice(of(cautions), block)))
      return { name: String(id), texts: edited(shipped, cautions, after), id: 'duplicate-rule', at: place(cautions, block.end) }
    }),
  'a caution twice, once for fewer answers': () =>
    below(of(cautions), ['cautions']).map((id) => {
      const block = blockAt(of(cautions), ['cautions', id])
      const own = slice(of(cautions), block)
      const more = withIf(renamed(own), narrower(own))
      const after = inserted(of(cautions), block.start, more)
      return { name: String(id), texts: edited(shipped, cautions, after), id: 'duplicate-rule', at: place(cautions, block.start) }
    }),
  'a next step twice': () =>
    tierIds.map((tier) => {
      const path = ['tiers', tier, 'next-steps', 0]
      const block = blockAt(of(tiers), path)
      const after = inserted(of(tiers), block.end, slice(of(tiers), block))
      return { name: String(tier), texts: edited(shipped, tiers, after), id: 'duplicate-rule', at: place(tiers, block.end) }
    }),
  'a next step that never comes': () =>
    ['hosted-open', 'frontier-closed', 'frontier-private'].map((tier) =>
      changed(
        tiers,
        ['tiers', tier, 'next-steps'],
        /^ {6}- because: /,
        '      - if: { data-residency: air-gapped }\n        because: ',
        'unreachable-rule',
      ),
    ),
  'a step that is never needed': () =>
    stepIds.slice(1).flatMap((step) =>
      ['{ tier: hybrid }', '{ tier: undecided, data-residency: air-gapped }'].map((condition) => {
        const lines = of(steps)
        const at = lineIn(lines, ['steps', step], /^ {4}if: /)
        const texts = edited(shipped, steps, replaced(lines, { start: at, end: at + 1 }, [`    if: ${condition}`]))
        return { name: `${step} ${condition}`, texts, id: 'unreachable-rule', at: place(steps, blockAt(lines, ['steps', step]).start) }
      }),
    ),
  'numbers that fit neither row': measured('numeric-gap', [undefined, 0.01], [0.1, 0.25, 0.29]),
  'numbers that fit neither of two rows for some of the same answers': () =>
    (
      [
        ['saving', ', task: voice'],
        ['saving-hosted', ', ops-capacity: "no"'],
        ['saving', ', fine-tuning: "no", stage: production'],
      ] as const
    ).flatMap(([rule, others]) => [0.1, 0.25].map((to) => measuredRow('numeric-gap', rule, undefined, to, others, 'old'))),
  'numbers that fit two rows': measured('numeric-overlap', [0.05, 0.2, 0.29], [0.31, 0.5, 2]),
  'numbers that fit two rows, of which one says more than it has to': () =>
    [
      'ops-capacity: "yes", traffic: steady, tier: hosted-open',
      'ops-capacity: "yes", traffic: steady, license: [permissive, any]',
      'ops-capacity: "yes", traffic: steady, data-residency: [anywhere, contract, region]',
    ].map((others) => measuredRow('numeric-overlap', 'saving', 0.2, 0.5, `, ${others}`, 'old')),
  'numbers from high to low': measured('unreachable-rule', [0.6, 0.9], [0.1, 0.5], 'new'),
  'a rule that forgets its tier': () =>
    below(of(steps), ['steps', 'cost-dominance', 'rules']).map((rule) =>
      changed(steps, rulePath(String(rule)), /^ {8}tier: /, undefined, 'no-tier', heading(['steps', 'ops-capacity'])),
    ),
  'a tier that a limit has ruled out': () => [
    ...['embeddings', 'fine-tuned', 'dominant', 'prototype-private', 'production'].map((rule) =>
      changed(steps, rulePath(rule), /^( {8}tier: ).*/, '$1frontier-closed', 'forbidden-tier'),
    ),
    changed(steps, ['steps', 'frontier-need', 'rules', 'all-private'], /^( {8}tier: ).*/, '$1frontier-closed', 'forbidden-tier'),
    changed(steps, ['steps', 'frontier-need', 'rules', 'slice-private'], /^( {8}slice: ).*/, '$1frontier-closed', 'forbidden-tier'),
  ],
  'a limit that rules out where others lead': () =>
    ['contract', 'region'].flatMap((rule) =>
      (
        [
          ['self-hosted-open, ', 'ops-capacity', 'realtime', 'tier'],
          ['hosted-open, ', 'cost-dominance', 'dominant', 'tier'],
          [', frontier-private', 'frontier-need', 'slice-private', 'slice'],
        ] as const
      ).map(([left, step, other, key]) => {
        const lines = of(steps)
        const at = lineIn(lines, ['steps', 'data-residency', 'rules', rule], /only: /)
        const tiersNow = (lines[at] ?? '').replace(left === 'hosted-open, ' ? / hosted-open,/ : left, '')
        const line = lineIn(lines, ['steps', step, 'rules', other], new RegExp(`^ {8}${key}: `))
        return {
          name: `${rule} without ${left}`,
          texts: edited(shipped, steps, replaced(lines, { start: at, end: at + 1 }, [tiersNow])),
          id: 'forbidden-tier',
          at: place(steps, line),
        }
      }),
    ),
  'a data limit that is dropped': () =>
    (
      [
        ['contract', /agreement: "yes", /],
        ['contract', /region-if-given: region, /],
        ['region', /region: region, /],
        ['air-gapped', / {8}only: \{ tiers: \[self-hosted-open()/, 'frontier-private'],
        ['own-network', / {8}only: \{ tiers: \[self-hosted-open()/, 'hosted-open'],
        ['contract', / {8}only: .*frontier-private()/, 'frontier-closed'],
      ] as const
    ).map(([rule, match, tier]) => {
      const path = ['steps', 'data-residency', 'rules', rule]
      const only = tier === undefined ? match : / {8}only: .*/
      const line = of(steps)[lineIn(of(steps), path, only)] ?? ''
      const to = tier === undefined ? '' : line.replace(/\]/, `, ${tier}]`)
      return changed(steps, path, only, to, 'lifted-limit')
    }),
  'a row that takes answers away from a data limit': () =>
    ['air-gapped', 'own-network', 'contract', 'region'].flatMap((rule) =>
      ['task: voice', 'fine-tuning: "yes"', `data-residency: ${rule}, license: any`].map((condition) => {
        const at = blockAt(of(steps), ['steps', 'data-residency', 'rules', rule]).start
        const after = inserted(of(steps), at, [row('seeded', `if: { ${condition} }, `)])
        return { name: `${rule} ${condition}`, texts: edited(shipped, steps, after), id: 'lifted-limit', at: place(steps, at) }
      }),
    ),
  'a region for which any host passes': () =>
    below(of(questions), ['questions', 'region', 'options'])
      .filter((id) => id !== 'other')
      .map((id) => changed(questions, ['questions', 'region', 'options', id], / \}$/, ', any-host: true }', 'lifted-limit')),
  'limits and bans that leave no model': () => [
    ...['dominant', 'production'].flatMap((rule) =>
      ['anthropic', 'openai'].map((host) => {
        const { start } = blockAt(of(steps), rulePath(rule))
        const texts = edited(shipped, steps, inserted(of(steps), start + 1, [`        only: { hosts: [${host}] }`]))
        return { name: `${rule} ${host}`, texts, id: 'emptied-list', at: place(steps, start + 1) }
      }),
    ),
    ...['us', 'us, cn'].map((origins) => ({
      name: `origins ${origins}`,
      texts: edited(shipped, 'ours.yaml', ['bans:', '  ours:', `    origins: [${origins}]`, '    because: Legal has not cleared it.', '']),
      id: 'emptied-list',
      at: 'ours.yaml:2',
    })),
  ],
  'a tier that nothing leads to any more': () =>
    tierIds.map((tier) => {
      const other = tier === 'hosted-open' ? 'frontier-private' : 'hosted-open'
      const match = tier === 'hybrid' ? /^ {8}slice: .*$/ : new RegExp(`^( {8}(?:tier|slice): )${tier}$`)
      const lines = of(steps).map((line) =>
        (tier === 'hybrid' ? line.replace(match, '') : line.replace(match, `$1${other}`)).replace(
          /^( {8}only: .*tiers: \[).*\]/,
          '$1self-hosted-open, hosted-open, frontier-private, frontier-closed]',
        ),
      )
      return {
        name: String(tier),
        texts: edited(shipped, steps, lines),
        id: 'unreachable-tier',
        at: place(tiers, blockAt(of(tiers), ['tiers', tier]).start),
      }
    }),
  'a question that nobody asks': () =>
    stepIds.map((step) => withQuestion(question('seeded', step, assumeLax), 'unasked-question', '  seeded:', [])),
  'a question asked in vain': () => [
    ...stepIds.map((step) =>
      withQuestion(question('seeded', 'seeded-step', assumeLax), 'question-in-vain', '  seeded:', [
        [steps, extraStep([row('all', 'needs: [seeded], ')], String(step))],
      ]),
    ),
    withQuestion(question('seeded', 'seeded-step', assumeLax), 'question-in-vain', '  seeded:', [
      [steps, extraStep([row('a', 'if: { seeded: lax }, '), row('all', '')])],
    ]),
  ],
  'a wish that nothing reads': () =>
    ['team-size', 'worthwhile-saving', 'shortlist-length', 'hours-per-mont'].map((id) => ({
      name: id,
      texts: edited(shipped, 'ours.yaml', ['settings:', `  ${id}:`, '    kind: amount', '    means: Ours', '    example: "5"', '']),
      id: 'setting-in-vain',
      at: 'ours.yaml:2',
    })),
  'an assumption that lets more pass': () => [
    changed(questions, ['questions', 'license', 'assume', 0], /value: permissive/, 'value: any', 'unsafe-assumption'),
    ...['only: { license: permissive }', 'only: { agreement: "yes" }', 'needs: [region], only: { region: region }'].map((limit) =>
      withQuestion(question('seeded', 'seeded-step', assumeLax), 'unsafe-assumption', '      - value: lax', [
        [steps, extraStep([row('strict', `if: { seeded: strict }, ${limit}, `), row('all', '')], 'data-residency')],
      ]),
    ),
    ...['tiers: [self-hosted-open, hosted-open, frontier-closed, frontier-private]', 'license: commercial'].map((empty) =>
      withQuestion(question('seeded', 'seeded-step', assumeLax), 'unsafe-assumption', '      - value: lax', [
        [
          steps,
          extraStep(
            [
              row('strict', 'if: { seeded: strict }, only: { agreement: "yes", license: commercial }, '),
              row('all', `only: { ${empty} }, `),
            ],
            'data-residency',
          ),
        ],
      ]),
    ),
    withQuestion(question('seeded', 'seeded-step', assumeLax), 'unsafe-assumption', '      - value: lax', [
      [steps, extraStep([row('strict', 'if: { seeded: strict }, only: { hosts: [amazon-bedrock] }, '), row('all', '')], 'data-residency')],
    ]),
    (() => {
      const lines = of(questions)
      const { end } = blockAt(lines, ['questions', 'data-residency'])
      return {
        name: 'data-residency',
        texts: edited(shipped, questions, inserted(lines, end, ['    assume:', '      - value: anywhere', '        because: Mostly so.'])),
        id: 'unsafe-assumption',
        at: place(questions, end + 1),
      }
    })(),
  ],
  'a source that nothing cites': () =>
    ['memo', 'price-list'].map((id) =>
      added('sources.yaml', [`  ${id}: { title: A memo, kind: decision, checked: 2026-11-20 }`], 'unused-source'),
    ),
  'a model that nothing leads to': () =>
    ['seeded-7b', 'seeded-70b'].map((id) =>
      added(
        'models.yaml',
        [
          `  ${id}: { title: Seeded, lab: Us, origin: de, weights: open, license: mit, evidence: card, status: current, context: 32000, good-at: [chat], sources: { "003": x } }`,
        ],
        'unused-model',
      ),
    ),
  'a model that is on no pick list': () =>
    ['together', 'deepinfra'].map((host) => {
      const model =
        '  seeded-7b: { title: Seeded, lab: Us, origin: de, weights: open, license: mit, evidence: card, status: current, context: 32000, good-at: [chat], sources: { "003": x } }'
      const offer = `    ${host}: { id: us/seeded-7b, input: 0.2, output: 0.2, as-of: 2026-11-21, sources: { "003": x } }`
      return { ...added('models.yaml', [model], 'unlisted-model', model, [['offers.yaml', ['  seeded-7b:', offer]]]), name: host }
    }),
  'a host without an offer': () =>
    ['seeded-host', 'other-host'].map((id) =>
      added(
        'hosts.yaml',
        [
          `  ${id}: { title: Seeded, kind: inference, status: current, origin: de, agreement: "yes", regions: [eu], sources: { "003": x } }`,
        ],
        'unused-host',
      ),
    ),
  'a license that no model has': () =>
    ['seeded-license', 'other-license'].map((id) =>
      added('licenses.yaml', [`  ${id}: { title: Seeded, permissive: "no", commercial: "yes", sources: { "003": x } }`], 'unused-license'),
    ),
  'a figure that nothing is compared with': () =>
    [0.1, 5, 1e9].map((value, index) =>
      added(
        'figures.yaml',
        [`  seeded-${index}: { title: Seeded, value: ${value}, unit: share, checked: 2026-11-21, sources: { "003": x } }`],
        'unused-figure',
      ),
    ),
  'a region where nobody serves': () =>
    ['br', 'za', 'nz'].map((id) =>
      changed(
        questions,
        ['questions', 'region', 'options'],
        /^ {6}other:/,
        `      ${id}: { means: Seeded }\n      other:`,
        'unserved-region',
      ),
    ),
  'a figure out of its range': () =>
    figureIds.flatMap((id) => {
      const lines = of('figures.yaml')
      const share = lineIn(lines, ['figures', id], /^ {4}unit: /)
      const isShare = id !== 'overhead' && /unit: share/.test(lines[share] ?? '')
      const line = lineIn(lines, ['figures', id], /^ {4}value: /)
      const own = slice(lines, blockAt(lines, ['figures', id])).some((each) => /^ {4}(low|high): /.test(each))
      // What lies beyond its own low and high end is refused before.
      if (own) return []
      return ['-1', ...(isShare ? ['30'] : [])].map((value) => ({
        ...changed('figures.yaml', ['figures', id], /^( {4}value: ).*/, `$1${value}`, 'odd-figure'),
        at: place('figures.yaml', line),
      }))
    }),
  'a figure out of its own bounds': () =>
    figureIds.flatMap((id) => {
      const own = slice(of('figures.yaml'), blockAt(of('figures.yaml'), ['figures', id]))
      const end = (key: string): number => Number(own.find((line) => line.startsWith(`    ${key}: `))?.split(': ')[1] ?? Number.NaN)
      const hasLow = !Number.isNaN(end('low'))
      const values = [end('more-than'), end('at-least') - 0.5, ...(hasLow ? [] : [end('at-most') + 1])].filter(
        (value) => !Number.isNaN(value),
      )
      const key = hasLow ? 'low' : 'value'
      return values.map((value) => changed('figures.yaml', ['figures', id], new RegExp(`^( {4}${key}: ).*`), `$1${value}`, 'odd-figure'))
    }),
  'a figure in another unit': () =>
    figureIds.map((id) => changed('figures.yaml', ['figures', id], /^( {4}unit: ).*/, '$1percent', 'changed-unit')),
  'a measured number compared with another unit': () =>
    figureIds.flatMap((id) => {
      const unit = of('figures.yaml')[lineIn(of('figures.yaml'), ['figures', id], /^ {4}unit: /)] ?? ''
      if (/unit: share/.test(unit)) return []
      return ['saving', 'saving-hosted'].map((rule) =>
        changed(steps, ['steps', 'ops-capacity', 'rules', rule], /at-least: worthwhile-saving/, `at-least: ${id}`, 'other-unit'),
      )
    }),
  'a measured number compared with what it never is': () =>
    [1.01, 30].map((value) => measuredRow('unreachable-rule', 'saving', value, value + 1, ', ops-capacity: "yes"', 'new')),
  'a new number under an old date and source': () => [
    ...figureIds
      .filter((id) =>
        slice(of('figures.yaml'), blockAt(of('figures.yaml'), ['figures', id])).every((each) => !/^ {4}(low|high): /.test(each)),
      )
      .map((id) => changed('figures.yaml', ['figures', id], /^( {4}value: ).*/, '$10.123', 'kept-source')),
    ...some(offerPaths, 10).map((path) => changed('offers.yaml', path, /^( {6}output: ).*/, '$1123.4', 'kept-source')),
    ...gpuIds.map((id) => changed('hardware.yaml', ['gpus', id], /^( {4}high: ).*/, '$1123.4', 'kept-source')),
  ],
  'a number far from the one before': () => [
    ...some(offerPaths, 10).map((path) => changed('offers.yaml', path, /^( {6}output: ).*/, '$199999', 'far-from-before')),
    ...gpuIds.map((id) => changed('hardware.yaml', ['gpus', id], /^( {4}low: ).*/, '$10.0123', 'far-from-before')),
  ],
  'a rule that leads to another tier under its old source': () =>
    ['prototype', 'production', 'dominant'].map((rule) => {
      const line = lineIn(of(steps), rulePath(rule), /^ {8}tier: /)
      const tier = (of(steps)[line] ?? '').includes('hosted-open') ? 'frontier-private' : 'hosted-open'
      return changed(steps, rulePath(rule), /^( {8}tier: ).*/, `$1${tier}`, 'kept-source')
    }),
  'a ban of what is not there': () =>
    ['origins: [zz]', 'origins: [qq, zz]'].map((what) => ({
      name: what,
      texts: edited(shipped, 'ours.yaml', ['bans:', '  ours:', `    ${what}`, '    because: Legal has not cleared it.', '']),
      id: 'idle-ban',
      at: 'ours.yaml:3',
    })),
  'a sentence that the program does not have': () =>
    ['kept-is', 'removed-licence-unknown', 'seeded'].map((id) => added('words.yaml', [`  ${id}: Said so.`], 'unknown-key')),
  'an option of a limiting question that no rule names': () =>
    [
      ['data-residency', 'sovereign'],
      ['data-residency', 'on-device'],
      ['license', 'osi'],
    ].map(([id = '', option]) => {
      const lines = of(questions)
      const at = blockAt(lines, ['questions', id, 'options']).end
      const after = inserted(lines, at, [`      ${option}: { means: Seeded }`])
      return { name: `${id} ${option}`, texts: edited(shipped, questions, after), id: 'unnamed-option', at: place(questions, at) }
    }),
  'an option of a limiting question that only a narrow rule names': () =>
    ['task: voice', 'fine-tuning: "yes"', 'task: [chat, extraction], license: any'].map((condition) => {
      const at = blockAt(of(questions), ['questions', 'data-residency', 'options']).end
      const texts = edited(shipped, questions, inserted(of(questions), at, ['      sovereign: { means: Seeded }']))
      const line = blockAt(of(steps), ['steps', 'data-residency', 'rules', 'anywhere']).start
      const narrow = row(
        'sovereign',
        `if: { data-residency: sovereign, ${condition} }, tier: self-hosted-open, only: { tiers: [self-hosted-open] }, `,
      )
      return {
        name: condition,
        texts: edited(texts, steps, inserted(of(steps), line, [narrow])),
        id: 'unnamed-option',
        at: place(questions, at),
      }
    }),
  'a figure that is stale': () =>
    figureIds.map((id) => changed('figures.yaml', ['figures', id], /^( {4}checked: ).*/, '$12024-01-31', 'stale-fact')),
  'a GPU price that is stale': () =>
    gpuIds.map((id) => changed('hardware.yaml', ['gpus', id], /^( {4}checked: ).*/, '$12025-01-31', 'stale-fact')),
  'a price that is stale': () =>
    some(offerPaths, 20).map((path) => changed('offers.yaml', path, /^( {6}as-of: ).*/, '$12025-01-31', 'stale-fact')),
  'a price that has ended': () =>
    some(offerPaths, 10).map((path) =>
      changed('offers.yaml', path, /^( {6}as-of: .*)/, '$1\n      until: 2026-11-20', 'stale-fact', (lines) =>
        lineIn(lines, path, /until:/),
      ),
    ),
  'a figure from the future': () =>
    figureIds.map((id) => changed('figures.yaml', ['figures', id], /^( {4}checked: ).*/, '$12027-01-31', 'future-date')),
  'a price from the future': () =>
    some(offerPaths, 20).map((path) => changed('offers.yaml', path, /^( {6}as-of: ).*/, '$12026-11-22', 'future-date')),
  'a source from the future': () =>
    some(below(of('sources.yaml'), ['sources']), 20).map((id) =>
      changed('sources.yaml', ['sources', id], /^( {4}checked: ).*/, '$12026-11-22', 'future-date'),
    ),
  'an example that expects another tier': () =>
    some(exampleIds, 20).map((id) => {
      const other = (line: string) => (line.includes('hosted-open') && !line.includes('self') ? 'frontier-private' : 'hosted-open')
      const line = of('examples.yaml')[lineIn(of('examples.yaml'), ['examples', id], /^ {4}expect: /)] ?? ''
      return { ...changed('examples.yaml', ['examples', id], /^( {4}expect: ).*/, `$1${other(line)}`, 'failing-example'), examples: [id] }
    }),
  'an example that misses a model': () =>
    some(
      exampleIds.filter(
        (id) => !slice(of('examples.yaml'), blockAt(of('examples.yaml'), ['examples', id])).some((line) => /^ {4}shortlist: /.test(line)),
      ),
      10,
    ).map((id) => ({
      ...changed('examples.yaml', ['examples', id], /^( {4}expect: .*)/, '$1\n    shortlist: [gpt-4]', 'failing-example', (lines) =>
        lineIn(lines, ['examples', id], /^ {4}shortlist: /),
      ),
      examples: [id],
    })),

  'a tab': () => everyRule.map((path) => changed(steps, path, /^ {8}because: /, '\tbecause: ', 'syntax')),
  'a second document': () => everyRule.slice(0, 5).map((path) => changed(steps, path, /^( {8}because: .*)/, '---\n$1', 'syntax')),
  'an anchor': () => everyRule.map((path) => changed(steps, path, /^( {8}because: )/, '$1&a ', 'forbidden-yaml')),
  'a tag': () => everyRule.map((path) => changed(steps, path, /^( {8}because: )"?([^"]*)"?$/, '$1!!str "$2"', 'forbidden-yaml')),
  'a merge key': () => everyRule.map((path) => changed(steps, path, /^( {8})because: .*/, '$1<<: { because: x }', 'forbidden-yaml')),
  'a key twice': () =>
    everyRule.map((path) =>
      changed(
        steps,
        path,
        /^( {8}because: .*)/,
        '        because: First.\n$1',
        'duplicate-key',
        (lines) => lineIn(lines, path, /^ {8}because: First/) + 1,
      ),
    ),
  'a hidden character': () =>
    everyRule.map((path) => changed(steps, path, /^( {8}because: )"?([^"]*)"?$/, '$1"$2\\u202e"', 'hidden-characters')),
  'nested too deep': () =>
    [70, 200, 5000].map((depth) => added(cautions, [`  seeded-${depth}: ${'['.repeat(depth)}${']'.repeat(depth)}`], 'too-deep')),
  'a misspelled key': () => everyRule.map((path) => changed(steps, path, /^( {8})because: /, '$1becuase: ', 'unknown-key')),
  'a misspelled section': () =>
    ['steps', 'questions', 'tiers', 'cautions', 'picks', 'examples', 'models', 'offers'].map((id) =>
      changed(`${id}.yaml`, [id], new RegExp(`^${id}:`), `${id.slice(0, -1)}:`, 'unknown-key'),
    ),
  'a misspelled value': () => [
    ...everyRule
      .filter((path) => slice(of(steps), blockAt(of(steps), path)).some((line) => /^ {8}tier: /.test(line)))
      .map((path) => changed(steps, path, /^( {8}tier: ).*/, '$1frontier-closd', 'unknown-value')),
    ...some(modelIds, 10).map((id) => changed('models.yaml', ['models', id], /^( {4}status: ).*/, '$1currant', 'unknown-value')),
    ...below(of(questions), ['questions']).map((id) =>
      changed(questions, ['questions', id], /^( {4}kind: ).*/, '$1chioce', 'unknown-value'),
    ),
  ],
  'a figure without its unit, date, source or value': () =>
    figureIds.flatMap((id) =>
      ['unit', 'checked', 'sources', 'value'].map((key) =>
        changed('figures.yaml', ['figures', id], new RegExp(`^ {4}${key}:`), undefined, 'wrong-shape', heading(['figures', id])),
      ),
    ),
  'a rule without its reason or source': () =>
    everyRule.flatMap((path) =>
      ['because', 'sources'].map((key) => changed(steps, path, new RegExp(`^ {8}${key}: `), undefined, 'wrong-shape', heading(path))),
    ),
  'a price of cached tokens above the others': () =>
    some(
      offerPaths.filter((path) => below(of('offers.yaml'), path).includes('cached')),
      10,
    ).map((path) => changed('offers.yaml', path, /^( {6}cached: ).*/, '$1999', 'odd-figure')),
  'a price that is no number': () =>
    some(offerPaths, 10).flatMap((path) =>
      ['"4"', '-1', 'cheap'].map((value) => changed('offers.yaml', path, /^( {6}input: ).*/, `$1${value}`, 'wrong-shape')),
    ),
  'a date that is none': () =>
    figureIds
      .slice(0, 10)
      .flatMap((id) =>
        ['2026-02-31', '21.11.2026', 'today'].map((value) =>
          changed('figures.yaml', ['figures', id], /^( {4}checked: ).*/, `$1${value}`, 'wrong-shape'),
        ),
      ),
  'a question that is not there': () =>
    rulesWithIf().map((path) => changed(steps, path, /^( {8}if: \{ )([a-z-]+)/, '$1$2x', 'unknown-name')),
  'an option that is not there': () =>
    rulesWithIf()
      .filter((path) => !String(path.at(-1)).startsWith('saving'))
      .map((path) => changed(steps, path, /^( {8}if: \{ [a-z-]+: )("?)(\[?)([a-z-]+)/, '$1$2$3x$4', 'unknown-name')),
  'a source that is not there': () => everyRule.map((path) => changed(steps, path, /^( {8}sources: \{ )/, '$1"005": x, ', 'unknown-name')),
  'a figure that is not there': () =>
    ['saving', 'saving-hosted'].map((rule) =>
      changed(steps, ['steps', 'ops-capacity', 'rules', rule], /worthwhile-saving/, 'worthwile-saving', 'unknown-name'),
    ),
  'a model that is not there': () => [
    ...pickTables.flatMap((table) =>
      rowsOf(table).map(({ key }) => changed(picks, [...table.path, key], /^ {8}([a-z0-9.-]+):/, '        $1x:', 'unknown-name')),
    ),
    ...some(
      modelIds.filter((id) =>
        slice(of('models.yaml'), blockAt(of('models.yaml'), ['models', id])).some((line) => /replaced-by/.test(line)),
      ),
      5,
    ).map((id) => changed('models.yaml', ['models', id], /^( {4}replaced-by: ).*/, '$1nothing', 'unknown-name')),
  ],
  'a license that is not there': () =>
    some(modelIds, 10).map((id) => changed('models.yaml', ['models', id], /^( {4}license: ).*/, '$1mitt', 'unknown-name')),
  'a host that is not there': () =>
    some(offerPaths, 10).map((path) => changed('offers.yaml', path, /^( {4})([a-z0-9-]+):/, '$1$2x:', 'unknown-name')),
  'a GPU that is not there': () =>
    some(below(of('hardware.yaml'), ['deployments']), 5).map((model) =>
      changed('hardware.yaml', ['deployments', model], /^( {6}gpu: )(.*)/, '$1$2x', 'unknown-name'),
    ),
  'a measured model that is not there': () => {
    const lines = of('hardware.yaml')
    return below(lines, ['deployments'])
      .filter((id) => slice(lines, blockAt(lines, ['deployments', id])).some((line) => /measured-on/.test(line)))
      .map((model) => changed('hardware.yaml', ['deployments', model], /^( {6}measured-on: )(.*)/, '$1$2x', 'unknown-name'))
  },
  'an answer of an example that is not there': () =>
    some(exampleIds, 10).flatMap((id) => [
      changed('examples.yaml', ['examples', id], /^( {4}answers: \{ )data-residency/, '$1data-residence', 'unknown-name'),
      changed('examples.yaml', ['examples', id], /^( {4}answers: \{ data-residency: )/, '$1x', 'unknown-name'),
    ]),
  'a step that is not there': () =>
    below(of(questions), ['questions']).map((id) => changed(questions, ['questions', id], /^( {4}step: )(.*)/, '$1$2x', 'unknown-name')),
  'a bill that is not there': () =>
    below(of('claims.yaml'), ['claims']).map((id) => changed('claims.yaml', ['claims', id], /^( {4}of: )(.*)/, '$1$2x', 'unknown-name')),
  'a rule to stand before that is not there': () =>
    everyRule.slice(0, 5).map((path) => changed(steps, path, /^( {8}because: )/, '        before: nothing\n$1', 'unknown-name')),
  'an assumption that is no option': () =>
    ['task', 'stage', 'license', 'latency', 'region'].map((id) =>
      changed(questions, ['questions', id, 'assume', 0], /(value: )"?([a-z]+)"?/, '$1x$2', 'unknown-name'),
    ),
  'a table that ends in a condition': () => [
    ...stepIds.map((step) => withoutLast(steps, ['steps', step, 'rules'])),
    ...pickTables.filter(({ path }) => rowsOf({ file: picks, path, twist: reword }).length > 1).map(({ path }) => withoutLast(picks, path)),
    withoutLast(questions, ['questions', 'frontier-need', 'assume']),
    ...wordTables.filter((table) => rowsOf(table).length > 1).map(({ file, path }) => withoutLast(file, path)),
  ],
  'a row behind the one for everything': () =>
    stepIds.map((step) => {
      const lines = of(steps)
      const at = blockAt(lines, ['steps', step, 'rules']).end
      const after = inserted(lines, at, [row('seeded', 'if: { task: voice }, ')])
      return { name: String(step), texts: edited(shipped, steps, after), id: 'open-end', at: place(steps, at) }
    }),
  'rules that stand before each other': () =>
    stepIds.map((step) => {
      const [a, b] = below(of(steps), ['steps', step, 'rules'])
      const lines = of(steps)
      const put = (all: readonly string[], id: string, before: string) =>
        inserted(all, blockAt(all, ['steps', step, 'rules', id]).start + 1, [`        before: ${before}`])
      const after = put(put(lines, String(a), String(b)), String(b), String(a))
      return {
        name: String(step),
        texts: edited(shipped, steps, after),
        id: 'misfit',
        at: place(steps, lineIn(after, ['steps', step, 'rules', a ?? ''], /before:/)),
      }
    }),
  'models that replace each other': () => {
    const lines = of('models.yaml')
    return some(
      modelIds.filter((id) => slice(lines, blockAt(lines, ['models', id])).some((line) => /replaced-by/.test(line))),
      5,
    ).map((id) => changed('models.yaml', ['models', id], /^( {4}replaced-by: ).*/, `$1${id}`, 'misfit'))
  },
  'an assumption by the tier': () =>
    ['task', 'stage', 'license', 'latency', 'region'].map((id) => {
      const at = blockAt(of(questions), ['questions', id, 'assume']).start + 1
      const after = inserted(of(questions), at, [
        '      - if: { tier: hosted-open }',
        `        value: ${/value: (.*)/.exec(of(questions)[at] ?? '')?.[1]}`,
        '        because: It is usual.',
      ])
      return { name: id, texts: edited(shipped, questions, after), id: 'misfit', at: place(questions, at) }
    }),
  'picks for a split': () =>
    ['mistral-large-3', 'gpt-5'].map((model) =>
      added(picks, ['  hybrid:', `    general: { models: { ${model}: Good }, sources: { "003": x } }`], 'misfit'),
    ),
  'picks for a tier that never is the one of the rest': () =>
    pickTables.flatMap((table) => {
      const first = rowsOf(table)[0]
      if (!first) return []
      const dead = withIf(renamed(first.row), 'tier: undecided')
      const at = first.block.start + dead.findIndex((line) => ifOf(dead).test(line))
      return [mutantOf(table, first.key, inserted(of(table.file), first.block.start, dead), 'unreachable-rule', at)]
    }),
  'a limit that leaves out the tier of its own rule': () =>
    ['air-gapped', 'own-network'].map((rule) =>
      changed(steps, ['steps', 'data-residency', 'rules', rule], /tiers: \[self-hosted-open\]/, 'tiers: [hosted-open]', 'misfit'),
    ),
  'a volume that is none': () =>
    below(of('claims.yaml'), ['claims']).map((id) => changed('claims.yaml', ['claims', id], /^( {4}tokens: ).*/, '$1much', 'misfit')),
}

function rulesWithIf(): Keys[] {
  return everyRule.filter((path) => slice(of(steps), blockAt(of(steps), path)).some((line) => /^ {8}if: /.test(line)))
}

/** The questions are not the last section of their file. */
function withQuestion(
  lines: readonly string[],
  id: string,
  marker: string,
  others: readonly (readonly [string, readonly string[]])[],
): Mutant {
  const own = of(questions)
  const { end } = blockAt(own, ['questions'])
  const after = inserted(own, end, lines)
  let texts = edited(shipped, questions, after)
  for (const [file, more] of others) texts = edited(texts, file, [...linesOf(texts, file).slice(0, -1), ...more, ''])
  return {
    name: others.map(([, more]) => more.join(' ')).join(' '),
    texts,
    id,
    at: place(
      questions,
      after.findIndex((line, index) => index >= end && line === marker),
    ),
  }
}

/** Told at the condition of the row that is the last one then, or where rows have no names at the key of the table. */
function withoutLast(file: string, path: Keys): Mutant {
  const lines = of(file)
  const block = blockAt(lines, [...path, below(lines, path).at(-1) ?? ''])
  const after = replaced(lines, block, [])
  const last = below(after, path).at(-1)
  return {
    name: path.join('.'),
    texts: edited(shipped, file, after),
    id: 'open-end',
    at: place(file, typeof last === 'string' ? lineIn(after, [...path, last], /\bif:/) : blockAt(lines, path).start),
  }
}

const cited = 'sources.yaml'

/** Changes that leave everything sound. */
export const harmless: Readonly<Record<string, () => { readonly name: string; readonly texts: Texts }[]>> = {
  'keys in another order': () =>
    everyRule.map((path) => {
      const lines = of(steps)
      const at = lineIn(lines, path, /^ {8}because: /)
      const without = replaced(lines, { start: at, end: at + 1 }, [])
      return { name: path.join('.'), texts: edited(shipped, steps, inserted(without, blockAt(lines, path).start + 1, [lines[at] ?? ''])) }
    }),
  'a reworded sentence': () => [
    ...everyRule.map((path) => changed(steps, path, /^( {8}because: ).*/, '$1Said in other words.', '')),
    ...below(of(questions), ['questions']).map((id) => changed(questions, ['questions', id], /^( {4}ask: ).*/, '$1What about it?', '')),
  ],
  'independent rows in another order': () =>
    [
      ...stepIds.slice(0, 1).map((step): [string, Keys, number] => [steps, ['steps', step, 'rules'], 3]),
      [picks, ['picks', 'self-hosted-open'], 0] as [string, Keys, number],
    ].flatMap(([file, path, last]) => {
      const rows = rowsOf({ file, path, twist: reword })
      const pairs = last > 0 ? rows.slice(0, last).map((first, index) => [first, rows[index + 1]] as const) : [[rows[2], rows[3]] as const]
      return pairs.flatMap(([first, second]) =>
        first && second
          ? [
              {
                name: `${path.join('.')}.${first.key}`,
                texts: edited(
                  shipped,
                  file,
                  replaced(of(file), { start: first.block.start, end: second.block.end }, [...second.row, ...first.row]),
                ),
              },
            ]
          : [],
      )
    }),
  'another source, cited': () =>
    everyRule.map((path) => {
      const { texts, name } = added(cited, ['  seeded: { title: A memo, kind: decision, checked: 2026-11-20 }'], '')
      const lines = of(steps)
      const at = lineIn(lines, path, /^ {8}sources: \{ /)
      return {
        name: `${name} ${path.join('.')}`,
        texts: edited(texts, steps, replaced(lines, { start: at, end: at + 1 }, [(lines[at] ?? '').replace('{ ', '{ seeded: page 2, ')])),
      }
    }),
  'a lower price': () => some(offerPaths, 10).map((path) => changed('offers.yaml', path, /^( {6}output: ).*/, '$10.01', '')),
  'another figure': () =>
    [0.2, 0.35, 0.9].map((value) => changed('figures.yaml', ['figures', 'worthwhile-saving'], /^( {4}value: ).*/, `$1${value}`, '')),
  'a fact looked up today': () => figureIds.map((id) => changed('figures.yaml', ['figures', id], /^( {4}checked: ).*/, '$12026-11-21', '')),
  'a comment and an empty line': () =>
    everyRule.map((path) => changed(steps, path, /^( {8}because: .*)/, '\n        # Asked for by legal.\n$1', '')),
  'a stricter assumption': () =>
    ['eu', 'us'].map((value) => changed(questions, ['questions', 'region', 'assume', 0], /value: other/, `value: ${value}`, '')),
  'a row between two others that takes the numbers between them': () =>
    ['', ', traffic: bursty', ', ops-capacity: "no"'].map((others) => {
      const { texts } = measuredRow('', 'saving', undefined, 0.1, `${others}, task: voice`, 'new')
      const lines = linesOf(texts, steps)
      const at = blockAt(lines, ['steps', 'ops-capacity', 'rules', 'saving']).start
      const middle = row(
        'middle',
        `if: { self-host-saving: { at-least: seeded-to, below: worthwhile-saving }${others} }, slice: hosted-open, `,
      )
      return { name: others, texts: edited(texts, steps, inserted(lines, at, [middle])) }
    }),
  'a row in front of a data limit that limits as much': () =>
    [
      'if: { data-residency: contract, task: voice }, tier: self-hosted-open, only: { tiers: [self-hosted-open] }, ',
      'if: { data-residency: region, task: voice }, needs: [region], only: { region: region, tiers: [hosted-open, self-hosted-open, frontier-private] }, ',
      'if: { data-residency: anywhere, task: voice }, ',
    ].map((rule) => {
      const at = blockAt(of(steps), ['steps', 'data-residency', 'rules', 'air-gapped']).start
      return { name: rule, texts: edited(shipped, steps, inserted(of(steps), at, [row('seeded', rule)])) }
    }),
  'a new option with a row of its own': () => {
    const at = blockAt(of(questions), ['questions', 'data-residency', 'options']).end
    const texts = edited(shipped, questions, inserted(of(questions), at, ['      public: { means: Public data }']))
    const line = blockAt(of(steps), ['steps', 'data-residency', 'rules', 'anywhere']).start
    return [{ name: 'public', texts: edited(texts, steps, inserted(of(steps), line, [row('public', 'if: { data-residency: public }, ')])) }]
  },
  'a ban': () => [
    { name: 'cn', texts: edited(shipped, 'ours.yaml', ['bans: { ours: { origins: [cn], because: Legal has not cleared it. } }', '']) },
  ],
}
