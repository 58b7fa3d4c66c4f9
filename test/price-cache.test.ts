// Places where `refresh` must not run or cannot write, and what is read back of what it wrote.

import { mkdirSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cachedLayer } from '../src/cli/cache.ts'
import type { Terminal } from '../src/cli/terminal.ts'
import type { PriceLayer } from '../src/price-changes.ts'
import { agreeing, host, model, plain, provider } from './price-lists.ts'
import { answers, cacheFile, cacheOf, folder, json, refresh, requests, send } from './price-server.ts'
import { run } from './run-here.ts'

describe.concurrent('where it does not run', () => {
  it.each([{ CI: 'true' }, { PICK_LLM_OFFLINE: '1' }])('%o exits with 2 without a request', async (env) => {
    const { code, stderr, path, written } = await refresh(json(agreeing()), { env })
    expect([code, written, requests.filter((one) => one.path === path)]).toEqual([2, [], []])
    expect(stderr).toContain('unset')
  })

  it.each(['http://example.com/api.json', 'ftp://localhost/x', 'https://user:secret@example.com/', 'file:///etc/passwd', 'nonsense'])(
    '--from %s exits with 2',
    async (from) => {
      expect((await run(['refresh', '--from', from], { env: { HOME: folder() } })).code).toBe(2)
    },
  )

  it.each(['0', '-1', 'soon', '1e3', '601'])('--timeout %s exits with 2', async (timeout) => {
    expect((await run(['refresh', `--timeout=${timeout}`], { env: { HOME: folder() } })).code).toBe(2)
  })

  it('no home exits with 4 before anything is fetched', async () => {
    const { code, stderr, path } = await refresh(json(agreeing()), { env: { HOME: '' } })
    expect([code, requests.filter((one) => one.path === path)]).toEqual([4, []])
    expect(stderr).toContain('PICK_LLM_CACHE')
  })

  it('a folder that cannot be made exits with 4', async () => {
    const home = folder()
    writeFileSync(join(home, 'file'), '')
    const { code, stderr } = await refresh(json(agreeing()), { env: { PICK_LLM_CACHE: join(home, 'file/x') } })
    expect(code).toBe(4)
    expect(stderr).toContain('PICK_LLM_CACHE')
  })

  it.each(['PICK_LLM_CACHE', 'XDG_CACHE_HOME'])('%s names the folder', async (name) => {
    const home = folder()
    const { written } = await refresh(json(agreeing()), { home, env: { [name]: join(home, 'deep/er') } })
    expect(written).toEqual([name === 'PICK_LLM_CACHE' ? 'deep/er/prices.json' : 'deep/er/pick-llm/prices.json'])
  })
})

describe('the cache', () => {
  const terminalWith = (environment: Record<string, string>) => ({ environment, stdin: process.stdin }) as unknown as Terminal
  const prepared = (text: string) => {
    const home = folder()
    mkdirSync(join(home, '.cache/pick-llm'), { recursive: true })
    writeFileSync(join(home, cacheFile), text)
    return home
  }

  it('is read back as it was written, and not with PICK_LLM_NO_CACHE', async () => {
    const { home } = await refresh(json(agreeing()))
    const { layer, warning } = await cachedLayer(terminalWith({ HOME: home }))
    expect(warning).toBeUndefined()
    expect(layer?.offers[model]?.[host]?.input).toBe(plain.input)
    expect((await cachedLayer(terminalWith({ HOME: home, PICK_LLM_NO_CACHE: '1' }))).layer).toBeUndefined()
  })

  it('that is missing is nothing to talk about', async () => {
    expect(await cachedLayer(terminalWith({ HOME: folder() }))).toEqual({ layer: undefined, warning: undefined })
    expect(await cachedLayer(terminalWith({}))).toEqual({ layer: undefined, warning: undefined })
  })

  it.each([
    ['nothing', ''],
    ['half of it', '{"schemaVersion":"1","layer":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['another version', '{"schemaVersion":"2"}'],
    ['another shape', '{"schemaVersion":"1","layer":{"offers":{"x":1}}}'],
    ['far too much', ' '.repeat(300_000)],
  ])('with %s in it is not used, with a warning, and refresh writes it anew', async (_, text) => {
    const home = prepared(text)
    const { layer, warning } = await cachedLayer(terminalWith({ HOME: home }))
    expect([layer, warning?.includes('not used')]).toEqual([undefined, true])
    expect((await refresh(json(agreeing()), { home })).code).toBe(0)
    expect((await cachedLayer(terminalWith({ HOME: home }))).warning).toBeUndefined()
  })

  it.each<[string, (offer: Record<string, unknown>, cache: Record<string, unknown>) => unknown]>([
    ['another source', (offer) => Object.assign(offer, { sources: { evil: 'x' } })],
    ['a free price', (offer) => Object.assign(offer, { input: 0 })],
    ['a price beyond all', (offer) => Object.assign(offer, { output: 1e308 })],
    ['a day that is in no calendar', (offer) => Object.assign(offer, { 'as-of': '9999-99-99' })],
    ['a day to come', (offer) => Object.assign(offer, { 'as-of': '9999-12-31' })],
    ['an answer to come', (_, cache) => Object.assign(cache, { fetched: '9999-12-31' })],
    ['no names of what was confirmed', (_, cache) => Object.assign(cache, { confirmed: [1] })],
  ])('with %s in it counts as not there, in every command', async (_, change) => {
    const { home } = await refresh(json(agreeing()))
    const cache = cacheOf(home)
    const offer = (cache.layer as PriceLayer).offers[model]?.[host]
    change(offer as unknown as Record<string, unknown>, cache as unknown as Record<string, unknown>)
    writeFileSync(join(home, cacheFile), JSON.stringify(cache))
    const { layer, warning } = await cachedLayer(terminalWith({ HOME: home }))
    expect([layer, warning]).toEqual([undefined, expect.stringContaining(join(home, cacheFile))])
    const env = { HOME: home, PICK_LLM_NO_CACHE: '' }
    const { code, stderr, stdout } = await run(['cost', '--json'], { env })
    expect([code, stderr.split(`${warning}\n`).length]).toEqual([0, 2])
    expect(stdout).toBe((await run(['cost', '--json'])).stdout)
    expect((await refresh(json(agreeing()), { home, env })).code).toBe(0)
    expect((await run(['cost'], { env })).stderr).not.toContain('not used')
  })

  it('of a day to come is used where SOURCE_DATE_EPOCH says that it has come', async () => {
    const { home } = await refresh(json(agreeing()), { env: { SOURCE_DATE_EPOCH: '4000000000' } })
    const at = (epoch: string) => cachedLayer(terminalWith({ HOME: home, SOURCE_DATE_EPOCH: epoch }))
    expect((await at('4000000000')).layer).toBeDefined()
    expect((await at('3999913600')).layer).toBeDefined()
    expect((await at('3999800000')).layer).toBeUndefined()
    expect((await at('soon')).layer).toBeUndefined()
  })

  it('keeps a day that an unchanged list says nothing about', async () => {
    const list = agreeing()
    const answer: RequestListener = (request, response) =>
      (request.headers['if-none-match'] ? send('', {}, 304) : send(JSON.stringify(list), { etag: '"same"' }))(request, response)
    const first = await refresh(answer)
    const day = () => (cacheOf(first.home).layer as PriceLayer).offers[model]?.[host]?.['as-of']
    const before = day()
    delete list[provider]?.models[plain.id]
    // Of the same day, and so of the same date.
    answers.set(first.path, send(JSON.stringify(list), { etag: '"other"' }))
    await refresh(first.path, { home: first.home })
    answers.set(first.path, answer)
    const { stdout } = await refresh(first.path, { home: first.home, env: { SOURCE_DATE_EPOCH: '1900000000' } })
    expect(stdout).toContain('the list has not changed')
    expect([before, day()]).toEqual(['2026-11-21', '2026-11-21'])
  })
})
