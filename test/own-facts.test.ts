// Numbers, references and removals of an overlay: what they inherit, keep or misspell is told.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { originOf } from '../src/rules/origins.ts'
import { valueAt } from '../src/value-at.ts'
import { check } from './checked.ts'
import { laid, told } from './laid.ts'

const source = (checked: string, id = 'ours') => `sources: { ${id}: { title: Our lease, kind: decision, checked: ${checked} } }\n`

/** The ids with the given one, where they are told and what they say. */
const found = async (id: string, ...texts: string[]) =>
  (await check(...texts)).filter((each) => each.id === id).map(({ path, line, note, says }) => ({ path, line, note, says }))

describe('a new number without a date', () => {
  const gpu = 'gpus:\n  h100: { low: 1.6, mid: 1.6, high: 1.6, sources: { ours: x } }\n'
  const date = ['gpus', 'h100', 'checked']

  it('takes the newest date of the sources that it stands under', () => {
    const [old, newer] = [
      source('2023-11-21'),
      source('2024-02-01', 'later')
        .replace('sources: { ', '  ')
        .replace(/ \}\n$/, '\n'),
    ]
    const both = `${old.replace('sources: { ', 'sources:\n  ').replace(/ \}\n$/, '\n')}${newer}${gpu.replace('ours: x', 'ours: x, later: x')}`
    expect(valueAt(laid(old + gpu).merged, date)).toBe('2023-11-21')
    expect(valueAt(laid(both).merged, date)).toBe('2024-02-01')
    expect(laid(old + gpu).tree.figures.get('engineer-rate')?.checked).toBe(rules.figures?.['engineer-rate']?.checked)
  })

  it('has the date of a source that another file gives or renews', () => {
    expect(valueAt(laid(gpu, source('2023-11-21')).merged, date)).toBe('2023-11-21')
    expect(valueAt(laid(source('2023-11-21') + gpu, 'sources: { ours: { checked: 2026-11-20 } }').merged, date)).toBe('2026-11-20')
  })

  it('keeps a date that its file writes, and the date that is there under the sources that are there', () => {
    const own = rules.gpus?.['h100']?.checked
    expect(valueAt(laid(source('2023-11-21') + gpu.replace('sources', 'checked: 2026-11-20, sources')).merged, date)).toBe('2026-11-20')
    expect(valueAt(laid('gpus: { h100: { low: 1.6 } }').merged, date)).toBe(own)
    expect(valueAt(laid(`${source('2023-11-21')}gpus: { h100: { sources: { ours: x } } }`).merged, date)).toBe(own)
  })

  it('is never newer than a number that is kept beside it', () => {
    const engineer = (checked: string) =>
      laid(`${source(checked)}figures: { engineer-rate: { value: 90, sources: { ours: x } } }`).tree.figures.get('engineer-rate')?.checked
    expect(engineer('2023-11-21')).toBe('2023-11-21')
    expect(engineer('2026-11-22')).toBe(rules.figures?.['engineer-rate']?.checked)
  })

  it('is stale where its source is', async () => {
    const says = 'ours was last looked up on 2023-11-21; that is before 2026-05-25'
    const [stale, ...others] = await found('stale-fact', source('2023-11-21') + gpu)
    expect(others).toEqual([])
    expect({ ...stale, says: stale?.says.replace(/before .*/, 'before 2026-05-25') }).toEqual({
      path: 'gpus.h100.sources.ours',
      line: 3,
      note: false,
      says,
    })
    const offer = 'offers:\n  mistral-large-3: { mistral: { input: 0.4, output: 0.3, sources: { ours: x } } }\n'
    const figure = 'figures:\n  engineer-rate: { value: 90, sources: { ours: x } }\n'
    expect((await found('stale-fact', source('2023-11-21') + offer + figure)).map(({ path, line }) => [path, line])).toEqual([
      ['figures.engineer-rate.sources.ours', 5],
      ['offers.mistral-large-3.mistral.sources.ours', 3],
    ])
    expect(await found('stale-fact', source('2026-11-20') + gpu)).toEqual([])
    const dated = `${source('2026-11-20', 'theirs')}${gpu.replace('sources: { ours', 'checked: 2026-11-20, sources: { theirs')}`
    expect((await found('stale-fact', dated, source('2023-11-21') + gpu.replaceAll('1.6', '1.7'))).map(({ path }) => path)).toEqual([
      'gpus.h100.sources.ours',
    ])
  })

  it('is told at its source alone where that is dated after today', async () => {
    expect((await found('future-date', source('2027-11-21') + gpu)).map(({ path }) => path)).toEqual(['sources.ours.checked'])
  })

  it('shows where its date comes from', () => {
    expect(originOf(laid(source('2023-11-21') + gpu), date)).toEqual({ file: 'a.yaml', line: 1, column: 63 })
    const both = laid(
      source('2026-11-20') + gpu.replace('sources', 'checked: 2026-11-20, sources'),
      source('2023-11-21') + gpu.replaceAll('1.6', '1.7'),
    )
    expect(originOf(both, date).file).toBe('b.yaml')
    expect(originOf(laid('gpus: { h100: { low: 1.6 } }'), date).file).toBe('built-in')
  })
})

describe('a negotiated price', () => {
  const [model, host] = ['mistral-large-3', 'mistral']
  const offer = (more: string) =>
    `${source('2026-11-20')}offers:\n  ${model}:\n    ${host}: { as-of: 2026-11-20, ${more}, sources: { ours: x } }\n`
  const kept = (more: string) => found('kept-source', offer(more))

  it('says which prices stay as they were', async () => {
    const [note, ...others] = await kept('input: 0.4, output: 1.2')
    expect(others).toEqual([])
    expect(note).toEqual({
      path: `offers.${model}.${host}.input`,
      line: 4,
      note: true,
      says: 'is new, but these prices beside it are those that were there: cached, regions.eu',
    })
    expect(
      (await kept('input: 0.4, output: 1.2, cached: null, regions: { eu: { input: 0.4, output: 1.2 } }')).map(({ says }) => says),
    ).toEqual(['is new, but these prices beside it are those that were there: regions.eu.cached'])
    const whole = 'input: 0.4, output: 1.2, cached: 0.05, regions: { eu: { input: 0.4, output: 1.2, cached: 0.05 } }'
    expect((await check(offer(whole))).map(({ id }) => id)).toEqual([])
    expect(await kept('input: 0.4, output: 1.2, cached: null, regions: null')).toEqual([])
    expect(await kept('cached: 0.04')).toEqual([])
  })

  it('is odd where cached tokens are dearer than others', async () => {
    const [odd, ...others] = await found('odd-figure', offer('input: 0.04, output: 0.3'))
    expect(others).toEqual([])
    expect(odd).toEqual({
      path: `offers.${model}.${host}.input`,
      line: 4,
      note: false,
      says: 'cached tokens cost 0.05, and others 0.04: no host asks more for them',
    })
    expect((await found('odd-figure', offer('regions: { eu: { cached: 0.9 } }'))).map(({ path }) => path)).toEqual([
      `offers.${model}.${host}.regions.eu.cached`,
    ])
    expect(await found('odd-figure', offer('input: 0.05, output: 0.3'))).toEqual([])
  })
})

describe('a name in the catalog that no option has', () => {
  it('is told with what was meant', () => {
    expect(told('models: { glm-5: { good-at: [chat, chats] } }')).toEqual([
      'a.yaml:1:36 models.glm-5.good-at row 2: there is no option of task "chats". Did you mean "chat"?',
    ])
    const known = 'Options there are: eu, uk, us, ca, ch, in, au, jp, other.'
    expect(told('hosts: { mistral: { regions: [frankfurt-west] } }')).toEqual([
      `a.yaml:1:31 hosts.mistral.regions row 1: there is no option of region "frankfurt-west". ${known}`,
    ])
    expect(told('offers: { mistral-large-3: { mistral: { regions: { euu: { id: x, input: 1, output: 1 } } } } }')).toEqual([
      'a.yaml:1:52 offers.mistral-large-3.mistral.regions.euu: there is no option of region "euu". Did you mean "eu"?',
    ])
  })

  it('is fine where a file adds the option, or takes out the built-in one', () => {
    const facts = 'models: { glm-5: { good-at: [chats] } }\nhosts: { mistral: { regions: [frankfurt-west] } }\n'
    const options =
      'questions: { task: { options: { chats: { means: Chats } } }, region: { options: { frankfurt-west: { means: Frankfurt } } } }\n'
    expect(told(facts + options)).toEqual([])
    expect(told(facts, options)).toEqual([])
    expect(told('questions: { region: { options: { au: null } } }').filter((each) => /: (hosts|offers)\./.test(each))).toEqual([])
  })
})

describe('what takes out nothing', () => {
  const hint = async (text: string) => (await check(text)).filter(({ id }) => id === 'in-vain').map((each) => each.hint)

  it('names what was probably meant', async () => {
    expect(await hint('steps: { cost-dominance: { rules: { protype: null } } }')).toEqual([
      'Did you mean "prototype"? Else leave the line out.',
    ])
    expect(await hint('figures: { worthwhile-savings: null }')).toEqual(['Did you mean "worthwhile-saving"? Else leave the line out.'])
    expect(await hint('models: { qwen3: null }')).toEqual(['Did you mean "qwen-3"? Else leave the line out.'])
    expect(await hint('picks: { hosted-open: { cost: { models: { deepseek-v4-flas: null } } } }')).toEqual([
      'Did you mean "deepseek-v4-flash"? Else leave the line out.',
    ])
    expect(await hint('figures: { zzzzzzzz: null }')).toEqual(['Leave the line out.'])
  })
})

it('what is still named says how to get all names', async () => {
  const [first] = await check('questions: { traffic: null }')
  expect(first?.says).toMatch(/and \d+ more\. Take these out .* `rules check --json` names all\.$/)
  expect(first?.names?.length).toBeGreaterThan(20)
})
