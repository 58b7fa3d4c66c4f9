// A volume as people write it → tokens a month, or a refusal where there is any doubt.

import { describe, expect, it } from 'vitest'
import { aboutTokens, parseVolume, shortTokens } from '../src/volume.ts'
import fc from './fc.ts'

const accepted: [string, number, string][] = [
  ['50M', 50_000_000, '50M'],
  ['50m', 50_000_000, '50M'],
  ['1.5B', 1_500_000_000, '1.5B'],
  ['2e9', 2_000_000_000, '2B'],
  ['2E+9', 2_000_000_000, '2B'],
  ['50_000_000', 50_000_000, '50M'],
  ['300000000', 300_000_000, '300M'],
  ['0.1B', 100_000_000, '100M'],
  ['1.1M', 1_100_000, '1.1M'],
  ['1.1T', 1_100_000_000_000, '1.1T'],
  ['10k', 10_000, '10k'],
  ['7', 7, '7'],
  ['12.0', 12, '12'],
  ['1.05M', 1_050_000, '1.05M'],
  ['1.234M', 1_234_000, '1.234M'],
  ['1.50k', 1500, '1.5k'],
  ['1234567', 1_234_567, '1234567'],
  ['50M/month', 50_000_000, '50M'],
  ['10M/day', 304_166_667, '10M/day'],
  ['1.5b/DAY', 45_625_000_000, '1.5B/day'],
  [' 50 M ', 50_000_000, '50M'],
]

const refused = [
  ...['', ' ', '0', '0M', '-5M', '+5M', '1,5', '1,500', '50,000,000', '0x10', '0b1', '1e400', '1e20', 'NaN', 'Infinity', '50MM'],
  ...[
    '50 million',
    '5_0',
    '_50',
    '50_',
    '50__000',
    '1_50',
    '1.5',
    '1.',
    '.5M',
    '1.2.3M',
    '50M/week',
    '50M/',
    '/day',
    '1e-3',
    '0.0001k',
    '٥M',
    '５M',
    '50M\n10',
  ],
  ...['9007199254740993', '10000000T', '9000T/day', '0.0', '12.05'],
]

describe('a volume', () => {
  it.each(accepted)('%j is %d tokens a month, in short %s', (text, perMonth, short) => {
    expect(parseVolume(text)).toEqual({ perMonth, text: short })
  })

  it.each(refused)('%j is refused', (text) => {
    expect(parseVolume(text)).toBeUndefined()
  })

  it('survives being written in short and read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 50 }), fc.constantFrom('', '/day'), (amount, period) => {
        fc.pre(period === '' || amount < 2 ** 45)
        const volume = parseVolume(String(amount) + period)
        expect(parseVolume(volume?.text ?? '')).toEqual(volume)
        expect(period === '' ? volume?.perMonth : Math.round(amount * (730 / 24))).toBe(period === '' ? amount : volume?.perMonth)
        expect(volume?.text).toBe(shortTokens(amount) + period)
      }),
    )
  })

  it.each([
    [304_166_667, 'about 304M'],
    [19_343_778_802, 'about 19.3B'],
    [999_999, 'about 1M'],
    [300_000_000, '300M'],
    [1, '1'],
  ])('%d is told as %s', (amount, told) => {
    expect(aboutTokens(amount)).toBe(told)
  })

  it('never throws, and never takes a part of a text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const volume = parseVolume(text)
        if (volume) expect(text.trim()).toMatch(/^\d[\d_.]*(e\+?\d+)?\s?[kmbt]?(\/(day|month))?$/i)
      }),
    )
  })
})
