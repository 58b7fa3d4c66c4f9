// Limits of several rules together: each narrows what the others left, whatever their order.

import { describe, expect, it } from 'vitest'
import { demandsOf } from '../src/catalog/demands.ts'
import type { Narrowing, Option } from '../src/types.ts'

const option = (id: string, anyHost = false): Option => ({ id, means: id.toUpperCase(), example: undefined, anyHost })
const of = (narrowings: readonly Narrowing[], regions: readonly (Option | undefined)[] = []) =>
  demandsOf(narrowings, (narrowing) => regions[narrowings.indexOf(narrowing)], {})

describe('limits of several rules', () => {
  it('a laxer license never loosens a stricter one', () => {
    const [strict, lax]: Narrowing[] = [{ license: 'permissive' }, { license: 'commercial' }]
    expect([of([strict as Narrowing, lax as Narrowing]).license, of([lax as Narrowing, strict as Narrowing]).license]).toEqual([
      'permissive',
      'permissive',
    ])
    expect(of([lax as Narrowing]).license).toBe('commercial')
  })

  it('a region of any host never loosens one that was named', () => {
    const two: Narrowing[] = [{}, {}]
    expect(of(two, [option('eu'), option('anyplace', true)]).region).toBe('eu')
    expect(of(two, [option('anyplace', true), option('eu')]).region).toBe('eu')
    expect(of(two, [option('anyplace', true), undefined]).region).toBeUndefined()
  })

  it('two regions leave no host', () => {
    const { region, regionTitle } = of([{}, {}], [option('eu'), option('us')])
    expect([region, regionTitle]).toEqual(['eu and us', 'EU and US'])
  })
})
