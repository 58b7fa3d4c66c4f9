// Slips of the pen in a file of rules that YAML reads as something else → what is told of them, with the place.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { told } from './laid.ts'

describe('a number with a comma is not read as another number', () => {
  it.each([
    ['figures:\n  worthwhile-saving: { value: 0,5 }', ['2:31 0,5 is read as the number 0 and a key "5"; write 0.5 with a point']],
    ['gpus: { h100: { low: 1,6, mid: 1.6 } }', ['1:22 1,6 is read as the number 1 and a key "6"; write 1.6 with a point']],
    [
      'gpus: { h100: { low: 1,60, mid: 1,60 } }',
      [
        '1:22 1,60 is read as the number 1 and a key "60"; write 1.60 with a point',
        '1:33 1,60 is read as the number 1 and a key "60"; write 1.60 with a point',
      ],
    ],
    [
      'figures: { overhead: { value: 1,200 } }',
      ['1:31 1,200 is read as the number 1 and a key "200"; write 1200 without the comma, or 1.200 with a point'],
    ],
    [
      'figures: { overhead: { value: 1,200,000 } }',
      ['1:31 1,200,000 is read as the number 1 and a key "200"; write 1200000 without commas'],
    ],
    ['figures: { overhead: { value: -0, 5 } }', ['1:31 -0,5 is read as the number -0 and a key "5"; write -0.5 with a point']],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected.map((line) => `a.yaml:${line}`))
  })
})

describe('one mistake is told once, and as what it is', () => {
  it.each([
    [
      'lines after one that begins too far left',
      'steps:\n  license:\n    rules:\n      voice:\n        if: { task: voice }\n       only: { license: permissive }\n        because: x\n        tier: x\n',
      ['6:8 the line does not begin where those beside it do; indent keys of one map alike, with spaces'],
    ],
    ['a number below two bounds', 'gpus: { h100: { low: -1.6, mid: 1.6, high: 1.6 } }', ['1:22 gpus.h100.low: write a number above 0']],
    [
      'a misspelled section and what names its entries',
      'source:\n  pol: { title: P, kind: decision, checked: 2026-11-21 }\nfigures: { overhead: { sources: { pol: x } } }\n',
      ['1:1 there is no key "source" here. Did you mean "sources"?'],
    ],
    [
      'a comma in a text',
      'steps: { license: { rules: { permissive: { because: We, the team } } } }',
      ['1:57 steps.license.rules.permissive: there is no key "the team" here. A text with a comma in braces needs quotes.'],
    ],
    [
      'a colon in a text',
      'steps: { license: { rules: { permissive: { because: Note: x } } } }',
      [expect.stringContaining('or a text holds a colon and a space; write')],
    ],
    [
      'a row for a list of rows',
      'steps: { license: { otherwise: { because: x. } } }',
      ['1:32 steps.license.otherwise: write a list of rows, such as `[{ because: … }]`'],
    ],
    [
      'a condition on the last row',
      'steps: { cost-dominance: { rules: { production: { if: { stage: production } } } } }',
      ['1:51 steps.cost-dominance.rules.production.if: the last row of the table must have no `if`, so that every answer leads somewhere'],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(text).map((line) => line.replace('a.yaml:', ''))).toEqual(expected)
  })
})

describe('a null takes out only what can be there', () => {
  it.each([
    ['figures: { overhead: { valeu: null } }', '1:24 figures.overhead: there is no key "valeu" here. Did you mean "value"?'],
    [
      'figures: { overhead: { 5: } }',
      '1:24 figures.overhead: there is no key "5" here. Known are title, value, low, high, unit, more-than, at-least, at-most, checked, sources.',
    ],
    ['modells: null', '1:1 there is no key "modells" here. Did you mean "models"?'],
    ['words: { kep: null }', '1:10 words: there is no key "kep" here. Did you mean "kept"?'],
    ['picks: { hosted-opn: null }', '1:10 picks: there is no key "hosted-opn" here. Did you mean "hosted-open"?'],
    [
      'steps: { license: { rules: { permissive: { befor: null } } } }',
      '1:44 steps.license.rules.permissive: there is no key "befor" here. Did you mean "before"?',
    ],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual([`a.yaml:${expected}`])
  })

  it('an id or a key that may be there is taken out', () => {
    expect(told('figures: { overhead: { low: null } }\nexamples: { no-such-id: null }\nbans: { no-such-id: null }')).toEqual([])
  })
})

describe('a key without anything behind it does not take out what stands there', () => {
  const says = (key: string) =>
    `\`${key}:\` has nothing behind it, which would take out what stands there: write \`null\` to mean that, or indent something under it`

  it('in blocks and in braces, built in or in an earlier file', () => {
    expect(told('cautions:\n  is-it-physical:\n    # because: x\n')).toEqual([`a.yaml:2:3 ${says('is-it-physical')}`])
    expect(told('questions: { region: { assume: } }\n')).toEqual([`a.yaml:1:24 ${says('assume')}`])
    expect(told('bans: { ours: { origins: [cn], because: x. } }\n', 'bans:\n  ours:\n')).toEqual([`b.yaml:2:3 ${says('ours')}`])
  })

  it('but null does, as does JSON, and a key that is nowhere else', () => {
    for (const text of [
      'cautions:\n  is-it-physical: null\n',
      'cautions: { is-it-physical: ~ }\n',
      '{ "cautions": { "is-it-physical": null } }',
      'bans:\n  ours:\n',
    ])
      expect(told(text)).toEqual([])
  })
})

describe('a section without anything in it does not take out the built-in one', () => {
  const sections = Object.keys(rules).filter((section) => section !== 'version')

  it.each(sections)('%s, in YAML, as null, and in JSON', (section) => {
    const says = `\`${section}:\` is empty, so it would take out all of the built-in ${section}: indent something under it, or delete the line`
    expect(told(`# ours\n${section}:\n  # an-id: { title: x }\n`)).toEqual([`a.yaml:2:1 ${says}`])
    expect(told(`${section}: null\n`)).toEqual([`a.yaml:1:1 ${says}`])
    expect(told(`{ "${section}": null }`)).toEqual([`a.yaml:1:3 ${says}`])
  })

  it('in each of several files, and also where nothing is built in', () => {
    expect(told('bans:\n', 'bans:\npicks:\n')).toEqual([
      'a.yaml:1:1 `bans:` is empty: indent something under it, or delete the line',
      'b.yaml:1:1 `bans:` is empty: indent something under it, or delete the line',
      expect.stringMatching(/^b\.yaml:2:1 `picks:` is empty, so it would take out/),
    ])
  })

  it('nor does a version without a value', () => {
    expect(told('version:\n')).toEqual(['a.yaml:1:1 `version:` is empty: write one behind it, or delete the line'])
  })

  it('is told where keys that belong into it are not indented, and what names them is not wrong for that', () => {
    expect(told('gpus:\nh100:\n  low: 1.6\n  mid: 1.6\n')).toEqual([
      expect.stringMatching(/^a\.yaml:2:1 there is no key "h100" here\. It may have to be indented under gpus, which is empty\./),
    ])
    const two =
      'sources:\nour-policy: { title: x, kind: decision, checked: 2026-11-21 }\nother-policy: null\nbans: { x: { origins: [cn], because: y, sources: { our-policy: z, other-policy: z } } }\n'
    expect(told(two)).toEqual(
      ['2:1 there is no key "our-policy"', '3:1 there is no key "other-policy"'].map((start) =>
        expect.stringMatching(new RegExp(`^a\\.yaml:${start} here\\. It may have to be indented under sources, which is empty\\.`)),
      ),
    )
  })

  it('is told beside a key that is misspelled', () => {
    expect(told('gpus:\nmodells: {}\n')).toEqual([
      expect.stringMatching(/^a\.yaml:1:1 `gpus:` is empty/),
      'a.yaml:2:1 there is no key "modells" here. Did you mean "models"?',
    ])
  })
})

describe('what YAML tells of the wrong line is told of the line with the slip, once', () => {
  it.each([
    [
      'gpus:\n  h100:\n    low: 1.6\n     mid: 1.6\n    high: 1.6\n',
      '4:6 the line begins one space further right than the key above, which has a value already; indent both alike',
    ],
    [
      'words:\n  kept: x\n\n      named-in: y\n',
      '4:7 the line begins 4 spaces further right than the key above, which has a value already; indent both alike',
    ],
    ['bans:\n  no-cn:\n    because: "Legal.\n', '3:14 a quote opens here and does not close; write it at the end of the text, too'],
    ["words:\n  kept: 'a\n  named-in: b\n", '2:9 a quote opens here and does not close; write it at the end of the text, too'],
    ['bans:\n  no-cn:\n    origins:[cn]\n    because: Legal.\n', '3:12 put a space after the colon, such as `key: value`'],
    ['bans:\n  no-cn:\n    because: Legal.\n    origins:[cn]\n', '4:12 put a space after the colon, such as `key: value`'],
    ['bans:\n  no-cn:\n    because:Legal.\n    origins: [cn]\n', '3:12 put a space after the colon, such as `key: value`'],
  ])('%j', (text, expected) => {
    expect(told(text)).toEqual([`a.yaml:${expected}`])
  })

  it.each(['', '# comment\n', '\n\n', '      # one\n\n# two\n'])(
    'a line that begins in the wrong place is told at itself, also behind %j',
    (between) => {
      const line = 6 + between.split('\n').length - 1
      const indent = 'the line does not begin where those beside it do; indent keys of one map alike, with spaces'
      const list = `bans:\n  no-cn:\n    origins:\n      - cn\n    because: Legal.\n`
      expect(told(`${list}${between}     hosts: [together]\n`)[0]).toMatch(new RegExp(`^a\\.yaml:${line}:6 `))
      expect(told(`${list}${between}   hosts: [together]\n`)).toEqual([`a.yaml:${line}:4 ${indent}`])
      expect(told(`${list}${between}- hosts\n`)[0]).toMatch(new RegExp(`^a\\.yaml:${line}:1 `))
    },
  )

  it('a second colon in a line stays one', () => {
    expect(told('words:\n  kept: a: b\n  named-in: y\n')[0]).toContain('2:9 a second colon follows in the same line')
  })
})

describe('a # that cuts a text without quotes short is told', () => {
  const says = 'this # begins a comment, so the text ends in front of it; put the text in quotes, or a space behind the # of a comment'
  const ban = (because: string) => `bans:\n  x:\n    origins: [cn]\n    because: ${because}\n`

  it.each([
    [ban('Ticket #42 says so'), ['4:21']],
    [ban('We wrote it down in\n      Ticket #42'), ['5:14']],
    [ban('See channel #legal'), ['4:26']],
    [ban('#42 says so'), ['4:14']],
    [ban('#legal says so'), ['4:14']],
    ['bans: { x: { origins: [cn], because: Legal., sources: { "003": #7 } } }', ['1:64']],
    ['bans: { x: { origins: [cn], because: Ticket #42 says so } }', ['1:45']],
    ['bans: { x: { origins: [cn], because: Ticket #42, sources: { "003": Step #4 } } }', ['1:45', '1:73']],
    ['gpus: { h100: { title: Rack #4 } }\nsources: { "003": { title: Page #4 } }', ['1:29', '2:33']],
  ])('%j', (text, places) => {
    expect(told(text)).toEqual(places.map((place) => `a.yaml:${place} ${says}`))
  })

  it.each([
    ban('Legal. # Ticket 42'),
    ban('"Ticket #42"'),
    ban("'Ticket #42' #ours"),
    ban('>- #ours\n      Ticket #42'),
    ban('Ticket#42'),
    ban('Legal says so. ## ours'),
    ban('Legal says so. #! ours'),
    ban('Legal. #ours'),
    'bans:\n  x: #ours\n    because: Legal.\n    #old: { a: b }\n    origins: [cn] #ours\n',
    'figures: #ours\n\n# more\n    # of it\n  worthwhile-saving:\n    value: 0.5\n',
    'figures: #ours\n  worthwhile-saving:\n    value: 0.5 #ours\n    checked: 2026-11-21 #1\n',
    'claims:\n  001-own-5-to-20-times:\n    tokens: 1B #2 of them\n',
  ])('and an ordinary comment is not: %j', (text) => {
    expect(told(text)).toEqual([])
  })
})

describe('a quote that does not close does not hide what is wrong below it', () => {
  const quote = 'a quote opens here and does not close; write it at the end of the text, too'

  it('nor do other mistakes hide each other', () => {
    const text = `sources:
  pol: { title: Our AI policy, kind: decision, checked: 2026-11-21 }
figures:
\toverhead: { value: 0.4 }
bans:
  no-cn: { origins: [cn], because: "x. }
steps:
  license:
    rules:
      permissive: { because: Note: x }
`
    expect(told(text)).toEqual([
      expect.stringMatching(/^a\.yaml:4:1 a tab stands in front of the line/),
      `a.yaml:6:36 ${quote}`,
      expect.stringMatching(/^a\.yaml:10:30 .*or a text holds a colon and a space/),
    ])
  })

  it('nor is its own text, in several lines, told of as if it were YAML', () => {
    expect(told('bans:\n  x:\n    because: "Legal: no\n      - never: [ x\n\n      @y\n    origins: @cn\nwords:\n  kept: @x\n')).toEqual([
      `a.yaml:3:14 ${quote}`,
      expect.stringMatching(/^a\.yaml:7:14 a text cannot begin with this sign/),
      expect.stringMatching(/^a\.yaml:9:9 a text cannot begin with this sign/),
    ])
  })
})

describe('what a later file makes misfit is told there, with the place of the earlier one', () => {
  const lease = 'sources: { l: { title: Lease, kind: decision, checked: 2026-11-21 } }'
  const h100 = `gpus: { h100: { low: 1.6, mid: 1.6, high: 1.6, sources: { l: Annex } } }\n${lease}`
  const rule = (rest: string) =>
    `steps: { license: { rules: { ours: { before: permissive, if: { license: any, task: voice }, because: x, sources: { "003": y }, ${rest} } } } }`
  const later = (rest: string) => `steps: { license: { rules: { ours: { ${rest} } } } }`

  it.each([
    [h100, 'gpus: { h100: { mid: 1.7 } }', 'b.yaml:1:22 gpus.h100.high (a.yaml:1:43): 1.6 is below mid, which is 1.7'],
    [h100, 'gpus: { h100: { high: 1.5 } }', 'b.yaml:1:23 gpus.h100.high: 1.5 is below mid, which is 1.6'],
    [
      'claims: { 001-own-5-to-20-times: { low: 9, high: 10 } }',
      'claims: { 001-own-5-to-20-times: { high: 8 } }',
      'b.yaml:1:42 claims.001-own-5-to-20-times.low (a.yaml:1:41): 9 is above high, which is 8',
    ],
    [
      rule('tier: hosted-open, only: { tiers: [hosted-open] }'),
      later('tier: frontier-closed'),
      'b.yaml:1:44 steps.license.rules.ours.only.tiers (a.yaml:1:162): leaves out "frontier-closed", which the rule itself leads to',
    ],
    [
      rule('needs: [stage]'),
      later('only: { region: region }'),
      'b.yaml:1:54 steps.license.rules.ours.needs (a.yaml:1:128): nobody is asked for "region", so the limit would not hold; add it to `needs`',
    ],
    [
      `picks: { hosted-open: { a: { before: general, models: { gpt-oss-120b: x }, if: { task: chat }, sources: { "003": x } }, b: { before: a, models: { gpt-oss-120b: x }, if: { task: voice }, sources: { "003": x } } } }`,
      'picks: { hosted-open: { a: { before: b } } }',
      'b.yaml:1:38 picks.hosted-open.b.before (a.yaml:1:134): goes round in a circle by "a"',
    ],
    [
      'models: { gpt-5: { replaced-by: gpt-oss-120b } }',
      'models: { gpt-oss-120b: { replaced-by: gpt-5 } }',
      'b.yaml:1:40 models.gpt-5.replaced-by (a.yaml:1:33): goes round in a circle by "gpt-oss-120b"',
    ],
  ])('%s, %s', (first, second, expected) => {
    expect(told(first)).toEqual([])
    expect(told(first, second)).toEqual([expected])
  })
})

describe('a space that looks like one and is none', () => {
  const nbsp = '\u00a0'
  const says = 'a no-break space (U+00A0) stands where a space belongs; type a space instead'

  it.each([
    [`bans:\n  x:\n    origins: [cn]\n    because:${nbsp}Legal.\n`, ['4:13']],
    [`figures:\n  worthwhile-saving: { value: 0.5${nbsp}}\n`, ['2:34']],
    [`figures:\n  worthwhile-saving: {${nbsp}value: 0.5 }\n`, ['2:23']],
    [`figures: { worthwhile-saving: { value:${nbsp}0.5,${nbsp}checked: 2026-11-21 } }\n`, ['1:39', '1:44']],
    [`bans:\n  x:\n    origins: [cn]${nbsp}\n    because: Legal.\n`, ['3:18']],
    [`bans:\n  x:\n    origins: [cn]\n    because: Legal.${nbsp}\n`, ['4:20']],
    [`bans:\n  x:\n    origins: [cn]\n    because: "Legal."${nbsp} # why\n`, ['4:22']],
    [`bans:\n  x:\n    origins:\n      -${nbsp}cn\n    because: Legal.\n`, ['4:8']],
    [`bans:\n  x:\n${nbsp}   origins: [cn]\n  ${nbsp} because: Legal.\n`, ['3:1', '4:3']],
    [`bans:\n  x${nbsp}:\n    origins: [cn]\n    because: Legal.\n`, ['2:4']],
    [`bans:${nbsp}\n  x:\n    origins: [cn]\n    because: Legal.\n`, ['1:6']],
    [`bans:\n  x:\n    origins: [cn]\n    because: >-${nbsp}\n      Legal.\n`, ['4:16']],
    [`{ "bans":${nbsp}{ "x": { "origins": ["cn"], "because": "Legal." } } }`, ['1:10']],
  ])('%j', (text, places) => {
    expect(told(text)).toEqual(places.map((place) => `a.yaml:${place} ${says}`))
  })

  it('and other mistakes of the file are told as if it were one', () => {
    expect(told(`figures:\n  overhead: { value: 0.5${nbsp}}\n  overhead: { value: 0.4 }\n`)).toEqual([
      `a.yaml:2:25 ${says}`,
      'a.yaml:3:3 the key "overhead" is there twice, first in line 2',
    ])
    expect(told('figures:\n  overhead: { value: 0.5\u2003}\n')).toEqual([
      'a.yaml:2:25 a space of another kind (U+2003) stands where a space belongs; type a space instead',
    ])
  })

  it.each([
    `Legal${nbsp}says no.`,
    `"Legal:${nbsp}no"`,
    `'${nbsp}Legal'`,
    `Note:${nbsp}no`,
    `>-\n      Legal${nbsp}:\n      no${nbsp}\n`,
    `Legal # and${nbsp}more`,
  ])('may stand in a sentence or a comment: %j', (because) => {
    expect(told(`bans:\n  x:\n    origins: [cn]\n    because: ${because}\n`)).toEqual([])
  })
})

describe('a key that is not indented under what it belongs to', () => {
  it('behind an empty section may belong into that, and the sections are named', () => {
    expect(told('bans:\nno-cn:\n  origins: [cn]\n  because: Legal.\n')).toEqual([
      expect.stringMatching(
        /^a\.yaml:2:1 there is no key "no-cn" here\. It may have to be indented under bans, which is empty\. The sections are steps, .*, bans, .*, routers\.$/,
      ),
    ])
    expect(told('models: {}\nno-cn: x\n')[0]).not.toContain('indented')
    expect(told('no-cn: x\n')[0]).not.toContain('indented')
  })

  it('behind an empty entry may belong into that, one level down as well', () => {
    const hint = 'write a map, such as `{ origins: …, models: …, hosts: … }`. It may have to be indented under no-cn, which is empty.'
    expect(told('bans:\n  no-cn:\n  origins: [cn]\n  because: Legal.\n')).toEqual([
      `a.yaml:3:12 bans.origins: ${hint}`,
      `a.yaml:4:12 bans.because: ${hint}`,
    ])
  })

  it('of a step is a rule where it looks like one', () => {
    const ours = '{ before: prototype, if: { stage: prototype }, tier: hosted-open, because: x }'
    expect(told(`steps:\n  cost-dominance:\n    ours: ${ours}\n`)).toEqual([
      'a.yaml:3:5 steps.cost-dominance: there is no key "ours" here. It looks like a rule: put it under rules:.',
    ])
    expect(told('steps:\n  cost-dominance:\n    ours: { x: y }\n').join()).not.toContain('rule:')
  })

  it('behind an entry that would take it may belong into that', () => {
    expect(told('bans:\n  no-cn:\n    origins: [cn]\n  because: Legal.\n')).toContain(
      'a.yaml:4:12 bans.because: write a map, such as `{ origins: …, models: …, hosts: … }`. Or is it a key of no-cn? Then indent it further.',
    )
    expect(told('bans:\n  no-cn: { because: Legal. }\n  other: Legal.\n').join()).not.toContain('indent')
  })
})

describe('a name that nothing has is told with what it may be', () => {
  const row = (condition: string) =>
    `steps: { license: { rules: { ours: { before: permissive, if: { ${condition} }, because: x, sources: { "003": y } } } } }`
  const ban = (list: string) => `bans: { x: { ${list}, because: y } }`

  it.each([
    [row('stage: prod'), 'there is no option of stage "prod". Did you mean "production"?'],
    [row('stage: live'), 'there is no option of stage "live". Options there are: prototype, production.'],
    [row('data-residency: nowhere'), 'there is no option of data-residency "nowhere". Did you mean "anywhere"?'],
    [
      row('data-residency: cloud'),
      'there is no option of data-residency "cloud". Options there are: anywhere, region, contract, own-network, air-gapped.',
    ],
    [ban('hosts: [bedrock]'), 'there is no host "bedrock". Did you mean "amazon-bedrock"?'],
    [ban('licenses: [apache2]'), 'there is no license "apache2". Did you mean "apache-2.0"?'],
    [
      `sources: { our-policy: { title: x, kind: decision, checked: 2026-11-21 } }\n${ban('origins: [cn], sources: { our-polcy: x }')}`,
      'there is no source "our-polcy". Did you mean "our-policy"?',
    ],
  ])('%s', (text, expected) => {
    expect(told(text).map((line) => line.slice(-expected.length))).toEqual([expected])
  })

  it('a section that is not there lists the sections', () => {
    expect(told('prices: { x: 1 }\n')).toEqual([
      expect.stringMatching(/^a\.yaml:1:1 there is no key "prices" here\..* The sections are steps, .*offers.*, routers\.$/),
    ])
  })
})

describe('a shape is told by what was meant', () => {
  const rule = (condition: string) =>
    `steps: { ops-capacity: { rules: { ours: { before: saving, if: { ${condition} }, tier: self-hosted-open, because: x, sources: { "003": y } } } } }`
  const figure = 'write the id of a figure; the number stands in the figure, as its value'
  const compare = 'is compared with figures; write `{ at-least: … }` or `{ below: … }` with the id of a figure'

  it.each([
    [rule('self-host-saving: { at-least: 0.5 }'), `if.self-host-saving.at-least: ${figure}`],
    [rule('self-host-saving: { below: 1B }'), `if.self-host-saving.below: ${figure}`],
    [rule('self-host-saving: { atleast: overhead }'), 'if.self-host-saving: there is no key "atleast" here. Did you mean "at-least"?'],
    [rule('self-host-saving: 0.5'), `if.self-host-saving: ${compare}`],
    [rule('self-host-saving: "0.5"'), `if.self-host-saving: ${compare}`],
    [rule('tokens: { at-least: overhead }'), 'if.tokens: there is no measure "tokens". Measures there are: self-host-saving.'],
    ['questions: { region: { assume: eu } }', '1:32 questions.region.assume: write a list of rows, such as `[{ value: eu, because: … }]`'],
    ['questions: { region: { assume: [eu] } }', '1:33 questions.region.assume row 1: write a row, such as `{ value: eu, because: … }`'],
    ['questions: { region: { assume: 5 } }', 'write a list of rows, such as `[{ value: …, because: … }]`'],
    ['offers: { mistral-large-3: { together: { id: m, input: 1, output: 1, sources: { "003": x } } } }', 'write also as-of (a date)'],
    ['figures: { overhead: { checked: 2026 } }', 'figures.overhead.checked: write the date as 2026-01-31'],
    ['steps:\n  license:\n    rules: null\n', '3:5 steps.license.rules: cannot be taken out; write a map, such as `{ id: … }`'],
    [
      'steps: { cost-dominance: { rules: { prototype-private: { because: null } } } }',
      '1:58 steps.cost-dominance.rules.prototype-private.because: cannot be taken out; write text, such as `some words`',
    ],
  ])('%s', (text, expected) => {
    const all = told(text)
    expect(all.map((line) => line.slice(-expected.length))).toEqual([expected])
  })
})
