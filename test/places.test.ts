// A position in a text → its line, column, and an excerpt in which the caret stands under what is meant.

import { describe, expect, it } from 'vitest'
import { placesOf } from '../src/rules/places.ts'
import { isClean } from '../src/sanitize.ts'

const long = Array.from({ length: 60 }, (_, index) => `key${index}`).join(' ')

describe('an excerpt', () => {
  it('of a short line is the line', () => {
    expect(placesOf('a', 'one\n  two: x\r\n')(6)).toEqual({ file: 'a', line: 2, column: 3, excerpt: '  two: x', caret: 3 })
  })

  it('of a long line is what stands around the place, with the caret under it', () => {
    const at = placesOf('a', `first\n${long}\nlast`)
    for (let index = 0; index < 60; index++) {
      const offset = 6 + long.indexOf(`key${index}`)
      const { excerpt = '', caret = 0, column } = at(offset)
      expect(column).toBe(offset - 5)
      expect(excerpt.slice(caret - 1)).toMatch(new RegExp(`^key${index}( |…|$)`))
      expect(excerpt.replaceAll('…', '').length).toBe(120)
      expect(excerpt.startsWith('…')).toBe(!excerpt.startsWith('key0 '))
      expect(excerpt.endsWith('…')).toBe(!excerpt.endsWith('key59'))
    }
  })

  it('has the caret in place also behind what is written out, and cuts no character in two', () => {
    expect(placesOf('a', 'a\u202eb: x\t\tc')(8)).toMatchObject({ excerpt: 'a\\u{202e}b: x c', caret: 15 })
    const faces = '\u{1f600}'.repeat(100)
    for (const offset of [0, 2, 62, 120, 198]) {
      const { excerpt = '' } = placesOf('a', faces)(offset)
      expect(isClean(excerpt)).toBe(true)
    }
  })

  it('is there at the end of the text, and of an empty line', () => {
    expect(placesOf('a', 'one')(3)).toMatchObject({ excerpt: 'one', caret: 4 })
    expect(placesOf('a', 'one\n\n')(4)).toMatchObject({ line: 2, excerpt: '', caret: 1 })
  })
})
