// What a variable demands holds, or is refused: no overlay takes the wish or the question for it out in silence.

import { describe, expect, it } from 'vitest'
import { collect } from '../src/cli/answers.ts'
import { check } from './checked.ts'
import { laid, told } from './laid.ts'

const collected = (overlay: string, environment: Readonly<Record<string, string>>) => collect(laid(overlay).tree, {}, { environment }, {})

describe('a wish that an overlay takes out', () => {
  it.each([
    ['exclude-origin', 'cn'],
    ['context', '32k'],
    ['min-replicas', '2'],
  ])('is refused where its variable is set: %s', (id, value) => {
    const name = `PICK_LLM_${id.toUpperCase().replaceAll('-', '_')}`
    const overlay = `settings: { ${id}: null }\n`
    expect(() => collected(overlay, { [name]: value })).toThrow(`${name}: The rules in use have no ${id}, so it would not hold.`)
    expect(() => collected(overlay, { [name]: '' })).not.toThrow()
    expect(() => collected('figures: { overhead: { value: 0.4 } }\n', { [name]: value })).not.toThrow()
  })

  it.each(['exclude-origin', 'context'])('is a note where it leaves models out: %s', async (id) => {
    const all = await check(`settings: { ${id}: null }\n`)
    expect(all.map((each) => [each.id, each.note, each.file.slice(-9), each.line, each.path])).toEqual([
      ['lifted-limit', true, 'ours.yaml', 1, `settings.${id}`],
    ])
  })

  it('of an earlier overlay is a note at the later one', async () => {
    const first = 'settings: { window: { kind: tokens, means: Tokens of ours, example: 32k } }\n'
    const all = await check(first, 'settings: { window: null }\n')
    expect(all.filter(({ id }) => id === 'lifted-limit').map(({ note, file, path }) => [note, file.slice(-9), path])).toEqual([
      [true, 'ours.yaml', 'settings.window'],
    ])
  })

  it('is no note where it is reworded', async () => {
    expect(await check('settings: { context: { means: Tokens of one request } }\n')).toEqual([])
  })
})

it('a license that is not known cannot be made one that passes', () => {
  const says = /licenses\.unknown: what is not known passes no filter/
  expect(told('licenses: { unknown: { permissive: "yes" } }\n')).toEqual([expect.stringMatching(says)])
  expect(told('licenses: { unknown: { commercial: conditions } }\n')).toEqual([expect.stringMatching(says)])
  expect(told('licenses: { unknown: { title: Not read } }\n')).toEqual([])
})
