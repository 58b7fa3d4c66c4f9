// Prices of a cache that do not fit the rules → the built-in rules, and a warning.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rules, sha256 } from 'virtual:built-in-rules'
import { expect, it, vi } from 'vitest'
import { workingRules } from '../src/cli/overlays.ts'
import type { Terminal } from '../src/cli/terminal.ts'
import { host, model, plain } from './price-lists.ts'

const cached = vi.hoisted(() => vi.fn<() => Promise<unknown>>())
vi.mock('../src/cli/cache.ts', () => ({ cachedLayer: cached }))
vi.mock('../src/cli/cache-folder.ts', () => ({ hasCache: () => true }))

const unfit = 'The prices in the file do not fit.'
const terminal = { environment: {}, stdin: process.stdin } as unknown as Terminal
const layerCiting = (source: string) => {
  const offer = { id: plain.id, input: plain.input * 2, output: plain.output, 'as-of': '2027-01-01', sources: { [source]: 'x' } }
  cached.mockResolvedValue({ layer: { offers: { [model]: { [host]: offer } }, models: {} }, warning: undefined, unfit })
}
const priceIn = ({ tree }: Awaited<ReturnType<typeof workingRules>>) =>
  tree.catalog.models.get(model)?.offers.find((offer) => offer.host.id === host)?.input
const fileOf = (text: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'pick-llm-')), 'own.yaml')
  writeFileSync(path, text)
  return ['--rules', path]
}

it.each([[[]], [fileOf('figures: { peak-steady: { value: 2 } }')]])('falls back with %j', async (argv) => {
  layerCiting('models-dev')
  const fits = await workingRules(argv, terminal)
  expect([priceIn(fits), fits.warning, fits.overlays[0]]).toEqual([plain.input * 2, undefined, 'refreshed-prices'])
  layerCiting('evil')
  const falls = await workingRules(argv, terminal)
  expect([priceIn(falls), falls.warning]).toEqual([plain.input, unfit])
  expect(falls.overlays).toEqual(fits.overlays.slice(1))
  if (argv.length === 0) expect(falls.sha256).toBe(sha256)
})

it("tells the user's own mistake as such", async () => {
  layerCiting('models-dev')
  const argv = fileOf(`offers: { ${model}: { ${host}: { sources: { nothing: x } } } }`)
  await expect(workingRules(argv, terminal)).rejects.toThrow('The rules do not fit together')
  expect(rules.sources).not.toHaveProperty('nothing')
})
