// The last change to the code of the package: plainer, and the same when it runs.

import vm from 'node:vm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plain } from '../scripts/plain-code.ts'

const template = (text: string) => `\`${text.replace(/[\\`$]/g, '\\$&').replaceAll('\r', '\\r')}\``

it('any text is the same as a literal', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom("'", '"', '`', '\\', '$', '{', '\n', '\r', '\u2028') }),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const code = plain(`(${template(text)})`)
      return /^\(['"]/.test(code) && vm.runInNewContext(code) === text
    }),
  )
})

it('leaves templates that are filled in or tagged, and what is in them is plain', () => {
  const code = (inner: string) => `const a=\`x\${b(${inner})}\`,c=d\`z\``
  expect(plain(code('`y`'))).toBe(code("'y'"))
})

const exporting = (name: string, local: string) =>
  `Object.defineProperty(exports,"${name}",{enumerable:!0,get:function(){return ${local}}})`

it('exports a value that stays, and lets others be looked at each time', () => {
  const code = `let e=1,t=2,n=3;function r(){e=4;n++}${['a:t', 'b:e', 'c:r', 'd:n'].map((each) => exporting(...(each.split(':') as [string, string]))).join(',')};`
  const made = plain(code)
  expect(made.match(/exports\.\w+=\w+/g)).toEqual(['exports.a=t', 'exports.c=r'])
  const exports: Record<string, unknown> = {}
  vm.runInNewContext(made, { exports })
  ;(exports['c'] as () => void)()
  expect([exports['a'], exports['b'], exports['d']]).toEqual([2, 4, 4])
})
