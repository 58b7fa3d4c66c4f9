// An answer → a local server that gives it, and a run of `refresh` against it with a home of its own.

import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { agreeing } from './price-lists.ts'
import { run } from './run.ts'

let server: Server
export let elsewhere: Server
let origin: string
export const requests: { path: string; etag: string | undefined }[] = []
export const answers = new Map<string, RequestListener>()

const listen = (listener: RequestListener): Promise<Server> =>
  new Promise((resolve) => {
    const made = createServer(listener)
    made.listen(0, '127.0.0.1', () => resolve(made))
  })
export const originOf = (one: Server): string => `http://127.0.0.1:${(one.address() as AddressInfo).port}`

beforeAll(async () => {
  server = await listen((request, response) => {
    const path = request.url ?? ''
    requests.push({ path, etag: request.headers['if-none-match'] })
    answers.get(path)?.(request, response)
  })
  elsewhere = await listen((_, response) => response.end(JSON.stringify(agreeing())))
  origin = originOf(server)
})

afterAll(() => {
  for (const one of [server, elsewhere]) {
    one.closeAllConnections()
    one.close()
  }
})

export const send =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers)
    response.end(body)
  }

export const folder = () => mkdtempSync(join(tmpdir(), 'pick-llm-'))
let count = 0

/** Runs the command against one answer, with a home of its own. */
export async function refresh(answer: RequestListener | string, { flags = [], home = folder(), env = {} }: Wish = {}) {
  count += 1
  const path = typeof answer === 'string' ? answer : `/${count}.json`
  if (typeof answer !== 'string') answers.set(path, answer)
  const ran = await run(['refresh', '--from', `${origin}${path}`, ...flags], { env: { HOME: home, ...env } })
  const written = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((file) => !statSync(join(home, file)).isDirectory())
  expect(ran.stdout + ran.stderr).not.toMatch(/\n\s+at |ExperimentalWarning|UnhandledPromise/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing that acts on a terminal may come out
  expect(ran.stdout + ran.stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/)
  return { ...ran, home, path, written }
}

interface Wish {
  flags?: string[]
  home?: string
  env?: Record<string, string>
}

export const cacheFile = '.cache/pick-llm/prices.json'
export const cacheOf = (home: string) =>
  JSON.parse(readFileSync(join(home, cacheFile), 'utf8')) as { etag?: string; layer: unknown; rejected: number }
export const json = (value: unknown) => send(JSON.stringify(value))
