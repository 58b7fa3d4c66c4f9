// No text from outside can act on a terminal.

import { describe, expect, it } from 'vitest'
import { echo, isClean, sanitize, sanitizeLine, withoutCommands } from '../src/sanitize.ts'
import fc from './fc.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
const acts = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/

const cases: [string, string][] = [
  ['plain text, Zürich, 日本, 🎉', 'plain text, Zürich, 日本, 🎉'],
  ['\u001b[31mred', '\\u{1b}[31mred'],
  ['\u001b\u001b[31m[31m x', '\\u{1b}\\u{1b}[31m[31m x'],
  ['\u009b31m', '\\u{9b}31m'],
  ['a\u0007b\rc\bd', 'a\\u{7}b\\u{d}c\\u{8}d'],
  ['left\u202eright', 'left\\u{202e}right'],
  ['tag\u{e0041}', 'tag\\u{e0041}'],
  ['variation\ufe0f\u{e0100}', 'variation\\u{fe0f}\\u{e0100}'],
  ['filler\u3164\u115f\u2800\u034f', 'filler\\u{3164}\\u{115f}\\u{2800}\\u{34f}'],
  ['half\ud800', 'half\\u{d800}'],
  ['\u202e', '\\u{202e}'],
  ['', ''],
  ['tab\tand\nnewline', 'tab\tand\nnewline'],
]

describe('sanitizing', () => {
  it.each(cases)('%j becomes %j', (text, safe) => {
    expect(sanitize(text)).toBe(safe)
    expect(isClean(text)).toBe(text === safe)
  })

  it('makes one line of several, with one blank for a gap', () => {
    expect(sanitizeLine('a\n\t\nb\u0007')).toBe('a b\\u{7}')
  })

  it.each([
    ['short', 'short'],
    ['x'.repeat(80), 'x'.repeat(80)],
    ['x'.repeat(81), `${'x'.repeat(80)}…`],
    [`${'x'.repeat(79)}\u0007${'y'.repeat(100)}`, `${'x'.repeat(79)}\\u{7}…`],
  ])('repeats %j as %j', (text, told) => {
    expect(echo(text)).toBe(told)
  })

  it.each([
    ['::error::forged', '\\u003a:error::forged'],
    ['first\n \t::stop-commands::x', 'first\n \t\\u003a:stop-commands::x'],
    ['a ##[error]b ##vso[task.x]c', 'a \\u0023#[error]b \\u0023#vso[task.x]c'],
    ['a::b, ## Heading, [x]', 'a::b, ## Heading, [x]'],
  ])('%j gives no command as %j', (text, told) => {
    expect(withoutCommands(text)).toBe(told)
  })

  it('leaves nothing that acts, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = sanitize(text)
        expect(safe).not.toMatch(acts)
        expect(sanitize(safe)).toBe(safe)
        expect(sanitizeLine(text)).not.toMatch(/[\n\t]/)
      }),
      { numRuns: 2000 },
    )
  })
})
