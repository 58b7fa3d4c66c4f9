// A local server that answers well, slowly, hugely, falsely or with malice → what `refresh` prints, keeps and exits with.

import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readLayer } from '../src/catalog/price-layer.ts'
import { agreeing, type Entry, host, listWith, model, plain, provider } from './price-lists.ts'
import { answers, cacheFile, cacheOf, elsewhere, folder, json, originOf, refresh, requests, send } from './price-server.ts'
import { run } from './run-here.ts'

describe.concurrent('an answer that can be used', () => {
  it('with nothing new exits with 0 and confirms the prices of today', async () => {
    const { stdout, stderr, code, home, written } = await refresh(json(agreeing()), { env: { SOURCE_DATE_EPOCH: '1800000000' } })
    expect([code, written]).toEqual([0, [cacheFile]])
    expect(stdout).toContain('Nothing new')
    expect(stderr).toMatch(/^Wrote .*prices\.json\.\n$/)
    const layer = readLayer(cacheOf(home).layer)
    expect(layer?.offers[model]?.[host]).toMatchObject({ input: plain.input, 'as-of': '2027-01-15', sources: { 'models-dev': provider } })
  })

  it('prints the difference as text and JSON, and keeps it', async () => {
    const list = listWith(({ cost, limit }) => {
      cost['input'] = plain.input * 1.5
      limit['context'] = (plain.context ?? 0) * 2
    })
    const text = await refresh(json(list))
    expect(text.code).toBe(0)
    expect(text.stdout).toMatch(new RegExp(`Taken \\(2\\)\\n${model}\\s+${host}\\s+input\\s+${plain.input} → ${plain.input * 1.5}\\n`))
    const { stdout, home } = await refresh(json(list), { flags: ['--json'] })
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: '1', ok: true, accepted: 2, rejected: 0, written: join(home, cacheFile) })
    expect(readLayer(cacheOf(home).layer)?.offers[model]?.[host]).toMatchObject({
      input: plain.input * 1.5,
      context: (plain.context ?? 0) * 2,
    })
  })

  it('compressed is read as well', async () => {
    const { code } = await refresh(send(gzipSync(JSON.stringify(agreeing())), { 'content-encoding': 'gzip' }))
    expect(code).toBe(0)
  })

  it('is asked for with the tag of the last one, and 304 is nothing new', async () => {
    const answer: RequestListener = (request, response) =>
      request.headers['if-none-match'] === '"one"'
        ? send('', {}, 304)(request, response)
        : send(JSON.stringify(agreeing()), { etag: '"one"' })(request, response)
    const first = await refresh(answer)
    const second = await refresh(first.path, { home: first.home, env: { SOURCE_DATE_EPOCH: '1900000000' } })
    expect([first.code, second.code]).toEqual([0, 0])
    expect(second.stdout).toContain('Nothing new: the list has not changed.')
    expect(requests.filter(({ path }) => path === first.path).map(({ etag }) => etag)).toEqual([undefined, '"one"'])
    expect(readLayer(cacheOf(first.home).layer)?.offers[model]?.[host]?.['as-of']).toBe('2030-03-17')
  })

  it('with --dry-run writes nothing, also without a home', async () => {
    const { code, written, stderr } = await refresh(json(agreeing()), { flags: ['--dry-run'], env: { HOME: '' } })
    expect([code, written, stderr]).toEqual([0, [], 'Nothing was written.\n'])
  })

  it('a move of 5 times is taken only with --accept, although the list is unchanged', async () => {
    const moved = JSON.stringify(listWith(({ cost }) => Object.assign(cost, { input: plain.input * 5 })))
    const answer: RequestListener = (request, response) =>
      (request.headers['if-none-match'] ? send('', {}, 304) : send(moved, { etag: '"five"' }))(request, response)
    const first = await refresh(answer)
    expect(first.code).toBe(1)
    expect(first.stdout).toContain('Rejected')
    expect(readLayer(cacheOf(first.home).layer)?.offers[model]?.[host]).toBeUndefined()
    const again = await refresh(first.path, { home: first.home })
    expect([again.code, again.stdout.includes('1 of its values are still rejected')]).toEqual([1, true])
    const accepted = await refresh(first.path, { home: first.home, flags: ['--accept'] })
    expect(accepted.code).toBe(0)
    expect(readLayer(cacheOf(first.home).layer)?.offers[model]?.[host]?.input).toBe(plain.input * 5)
  })

  it.each<[string, (entry: { cost: Record<string, unknown> } & Entry) => void, string]>([
    ['a missing price', ({ cost }) => delete cost['input'], 'missing'],
    ['no prices at all', (entry) => Object.assign(entry, { cost: undefined }), 'missing'],
    ['a zero', ({ cost }) => Object.assign(cost, { output: 0 }), 'zero'],
    ['a negative price', ({ cost }) => Object.assign(cost, { output: -1 }), 'negative'],
    ['a text', ({ cost }) => Object.assign(cost, { input: 'NaN\u001b[31m\u202e' }), 'not a number'],
    ['a list', ({ cost }) => Object.assign(cost, { input: [[[[1]]]] }), 'not a number'],
    ['a price over the ceiling', ({ cost }) => Object.assign(cost, { input: 5000 }), 'not below the ceiling of 1000'],
    ['cached input dearer than input', ({ cost }) => Object.assign(cost, { cache_read: plain.input * 1.01 }), 'dearer than input'],
  ])('%s is rejected, also with --accept, and the rest is kept', async (_, change, because) => {
    const { stdout, code, home } = await refresh(json(listWith(change)), { flags: ['--accept', '--json'] })
    expect(code).toBe(1)
    expect(stdout).toContain(because)
    const layer = readLayer(cacheOf(home).layer)
    expect(layer?.offers[model]?.[host]).toBeUndefined()
    expect(Object.keys(layer?.offers ?? {}).length).toBeGreaterThan(10)
  })

  it('1e999 is no price', async () => {
    const text = JSON.stringify(listWith(({ cost }) => Object.assign(cost, { input: 'HUGE' }))).replace('"HUGE"', '1e999')
    const { stdout, code } = await refresh(send(text), { flags: ['--json'] })
    expect(code).toBe(1)
    expect(stdout).toContain('"new": "Infinity"')
  })

  it('hostile ids, prototype keys, unknown models and 100,000 providers change nothing', async () => {
    const text = JSON.stringify({
      ...agreeing(),
      ...Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`p${index}`, { models: { x: 1 } }])),
      '\u001b]0;owned\u0007': { models: { '\u001b[2J': { cost: { input: 1 } } } },
      constructor: { models: { prototype: { cost: { input: 1 } } } },
    }).replace('{', '{"__proto__":{"models":{"x":{}},"input":1,"polluted":true},')
    const { stdout, code, home } = await refresh(send(text), { flags: ['--json'] })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ differences: [], accepted: 0, rejected: 0 })
    expect(readFileSync(join(home, cacheFile), 'utf8')).not.toMatch(/owned|polluted|p99999/)
  })

  it('offers that the list does not have are counted and stay', async () => {
    const list = agreeing()
    delete list[provider]?.models[plain.id]
    const { stdout, code } = await refresh(json(list), { flags: ['--json'] })
    expect(code).toBe(0)
    expect((JSON.parse(stdout) as { unlisted: unknown[] }).unlisted).toContainEqual({ model, host })
  })
})

describe.concurrent('an answer that cannot be used exits with 3 and leaves nothing behind', () => {
  const chunk = Buffer.alloc(1024 * 1024, 0x20)
  const whole = JSON.stringify(agreeing())
  const drip: RequestListener = (_, response) => {
    const timer = setInterval(() => response.write(' '), 50)
    response.on('close', () => clearInterval(timer))
  }
  const endless: RequestListener = (_, response) => {
    const pump = () => {
      while (!response.destroyed && response.write(chunk));
      response.once('drain', pump)
    }
    pump()
  }
  const cut: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-length': String(whole.length) })
    response.write(whole.slice(0, 2000), () => response.destroy())
  }
  it.each<[string, RequestListener, RegExp, string[]?]>([
    ['silence', () => undefined, /E_NETWORK.*did not answer in full within 0\.5 s/, ['--timeout', '0.5']],
    ['drops', drip, /E_NETWORK.*did not answer in full within 0\.5 s/, ['--timeout', '0.5']],
    ['a stream without end', endless, /E_ANSWER.*larger than 16 MiB/],
    ['a size over the cap', send('{}', { 'content-length': String(17 * 1024 * 1024) }), /E_ANSWER.*larger than 16 MiB/],
    [
      'a small file that unfolds',
      send(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)), { 'content-encoding': 'gzip' }),
      /larger than 16 MiB/,
    ],
    ['a broken connection', cut, /E_NETWORK.*cannot be read/],
    ['half a file', send(whole.slice(0, whole.length / 2)), /E_ANSWER.*not JSON, or not all of it/],
    ['half a compressed file', send(gzipSync(whole).subarray(0, 900), { 'content-encoding': 'gzip' }), /E_(ANSWER|NETWORK)/],
    ['bytes that are not compressed', send(whole, { 'content-encoding': 'gzip' }), /E_NETWORK/],
    ['HTML', send('<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }), /not JSON/],
    ['nothing', send(''), /not JSON/],
    ['Latin-1', send(Buffer.from([0x22, 0xe9, 0x22])), /not UTF-8/],
    ['deep nesting', send('['.repeat(1_000_000)), /not JSON|not a map/],
    ['a list', send('[]'), /not a map/],
    ['null', send('null'), /not a map/],
    ['no known offer', send('{"error":"gone"}'), /lists none of the \d+ known offers/],
    ['500', send('oops', {}, 500), /E_NETWORK.*status 500/],
    ['304 that nobody asked for', send('', {}, 304), /E_NETWORK.*status 304/],
    ['a redirect', (...both) => send('', { location: originOf(elsewhere) }, 302)(...both), /E_NETWORK.*redirects/],
  ])('%s', async (_, answer, message, flags = []) => {
    const { stdout, code, written } = await refresh(answer, { flags: ['--json', ...flags] })
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string } }
    expect(`${error.code} ${error.message}`).toMatch(message)
    expect([code, written]).toEqual([3, []])
  })

  it('and what an earlier one left stays as it was', async () => {
    const { home, path } = await refresh(json(agreeing()))
    const before = readFileSync(join(home, cacheFile))
    answers.set(path, send('{"'))
    expect((await refresh(path, { home })).code).toBe(3)
    expect(readFileSync(join(home, cacheFile))).toEqual(before)
  })

  it('nobody listening', async () => {
    const { code, stderr } = await run(['refresh', '--from', 'http://127.0.0.1:1/'], { env: { HOME: folder() } })
    expect(code).toBe(3)
    expect(stderr).toMatch(/^pick-llm: 127\.0\.0\.1:1 cannot be read/)
  })
})
