// Recommendations → a module that the real AI SDK types and loads, without a network and with made-up keys.

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportAiSdk as exported } from '../src/export/ai-sdk.ts'
import { workloads as callsFor } from '../src/export/calls.ts'
import type { ExportInput } from '../src/export/input.ts'
import { variablesOf } from '../src/export/notes.ts'
import { isEmbedding } from '../src/export/places.ts'
import { hostile, inputFor, workloads } from './export-support.ts'
import { tree } from './support.ts'

const exportAiSdk = (input: ExportInput): string => exported(input).text

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-ai-sdk-'))

const fileOf = (name: string) => name.replaceAll(' ', '-')

/** Every offer as a shortlist of its own, so that each row of gateways.yaml meets its package. */
const everyOffer = (): ExportInput => {
  const input = inputFor({ a: workloads['hosted open'] ?? {} })
  const [entry] = input.entries
  const [listed] = entry?.result.shortlist ?? []
  if (!entry || !listed) throw new Error('no entry')
  const offers = [...tree.catalog.models.values()].flatMap(({ id, title, offers: all }) =>
    all.map(({ host, id: idAtHost }) => ({ ...listed, model: id, title, host: host.id, hostTitle: host.title, idAtHost })),
  )
  return {
    ...input,
    entries: offers.map((offer) => ({ name: `${offer.host} ${offer.model}`, result: { ...entry.result, shortlist: [offer] } })),
  }
}

/** One model of a host under each limit, whether or not the catalog would put it there. */
const under = (host: string): ExportInput => {
  const input = everyOffer()
  const { result } = input.entries.find(({ name }) => name.startsWith(`${host} gpt-`)) ?? {}
  if (!result) throw new Error(host)
  const answered = (...values: readonly string[]) =>
    Object.fromEntries(values.map((value, index) => [['data-residency', 'region'][index] ?? '', { value, source: 'flag' as const }]))
  const entry = (name: string, ...values: readonly string[]) => ({ name, result: { ...result, answers: answered(...values) } })
  const rows = input.gateways.hosts.get(host)?.map((row) => ({ ...row, inRegion: new Set(['eu']) })) ?? []
  return {
    ...input,
    gateways: { ...input.gateways, hosts: new Map([...input.gateways.hosts, [host, rows]]) },
    entries: [
      entry('contract', 'contract'),
      entry('region', 'region', 'eu'),
      entry('contract in region', 'contract', 'eu'),
      entry('anywhere', 'anywhere'),
    ],
  }
}

const modules: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(Object.entries(workloads).map(([name, answers]) => [name, () => exportAiSdk(inputFor({ [name]: answers }))])),
  'all together': () => exportAiSdk(inputFor(workloads)),
  'hostile names': () =>
    exportAiSdk(
      inputFor(Object.fromEntries(hostile.map((name, index) => [name + ' '.repeat(index), workloads['hybrid in europe'] ?? {}]))),
    ),
  'every offer': () => exportAiSdk(everyOffer()),
  'two teams': () => exportAiSdk(inputFor({ 'in the eu': workloads['private in a region'] ?? {}, inside: workloads['own network'] ?? {} })),
  'kept at openai': () => exportAiSdk(under('openai')),
  'kept at azure': () => exportAiSdk(under('azure')),
}

const flags = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom', '--types', 'node', '--skipLibCheck']

beforeAll(() => {
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [name, text] of Object.entries(modules)) writeFileSync(join(folder, `${fileOf(name)}.ts`), text())
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs code after the module was imported in a Node of its own. */
const inNode = (name: string, code: string, environment: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, ['--input-type=module', '-e', `const module = await import('./${fileOf(name)}.js')\n${code}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    encoding: 'utf8',
  })

/** What the heads of the modules ask for. */
const variables = new Set(Object.values(modules).flatMap((text) => /^\/\/ Set (.*); no key/m.exec(text())?.[1]?.split(', ') ?? []))
const madeUp = Object.fromEntries([...variables].map((name) => [name, name.endsWith('_URL') ? 'http://127.0.0.1:9/v1' : 'made-up']))

describe('the real AI SDK', () => {
  it('types every module, and compiles it', () => {
    const files = Object.keys(modules).map((name) => `${fileOf(name)}.ts`)
    const run = spawnSync(resolve('node_modules/.bin/tsc'), [...flags, ...files], { cwd: folder, encoding: 'utf8' })
    expect(run.stdout).toBe('')
    expect(run.status).toBe(0)
  }, 120_000)

  it('would not type a name that is not there, nor a setting that a provider does not have', () => {
    const text = readFileSync(join(folder, 'hybrid-in-europe.ts'), 'utf8').replace('region:', 'regoin:')
    writeFileSync(join(folder, 'wrong.ts'), `${text}\nawait withFallbacks('nobody', async () => 1)\n`)
    const run = spawnSync(resolve('node_modules/.bin/tsc'), [...flags, '--noEmit', 'wrong.ts'], { cwd: folder, encoding: 'utf8' })
    expect(run.stdout).toMatch(/'"nobody"' is not assignable/)
    expect(run.stdout).toMatch(/'regoin' does not exist/)
  }, 120_000)

  it.each(Object.keys(workloads).filter((name) => name !== 'embeddings'))('loads "%s", with the ids of the shortlist', (name) => {
    const input = inputFor({ [name]: workloads[name] ?? {} })
    const code = `const all = Object.values(module.fallbacks).flat().map((id) => module.models.languageModel(id).modelId)
      console.log(JSON.stringify(all))`
    const run = inNode(name, code, madeUp)
    expect(run.stderr).toBe('')
    const wanted = callsFor(input, 'aiSdk', '').flatMap(({ lanes }) => lanes.flatMap(({ calls }) => calls.map(({ id }) => id)))
    expect(JSON.parse(run.stdout)).toEqual(wanted)
    const listed = input.entries[0]?.result.shortlist.map(({ idAtHost, model }) => idAtHost ?? model) ?? []
    expect(listed).toEqual(expect.arrayContaining(wanted))
  })

  it('loads every offer of the catalog that it knows how to call, as a chat or as an embedding model', () => {
    const input = everyOffer()
    const calls = callsFor(input, 'aiSdk', '').flatMap(({ name, lanes }) =>
      lanes.flatMap((lane) => lane.calls.map((call) => ({ name, call }))),
    )
    const code = `const ids = ${JSON.stringify(calls.map(({ name, call }) => [name, isEmbedding(call)]))}
      console.log(JSON.stringify(ids.map(([id, embedding]) => module.models[embedding ? 'embeddingModel' : 'languageModel'](id).modelId)))`
    const run = inNode('every offer', code, madeUp)
    expect(run.stderr).toBe('')
    expect(JSON.parse(run.stdout)).toEqual(calls.map(({ call }) => call.id))
    const hosts = new Set(calls.map(({ call }) => call.host))
    const known = [...tree.gateways().hosts].filter(([, rows]) => rows.some(({ aiSdk }) => aiSdk)).map(([id]) => id)
    expect([...hosts].sort()).toEqual(known.filter((id) => id !== 'own').sort())
  })

  it('tries the fallbacks in order', () => {
    const code = `const tried = []
      const answer = await module.withFallbacks('hosted-open', async ({ modelId }) => {
        tried.push(modelId)
        if (tried.length < 3) throw new Error('down')
        return modelId
      })
      const failure = await module.withFallbacks('hosted-open', async () => { throw new Error('all down') }).catch(({ message }) => message)
      console.log(JSON.stringify([tried, answer, failure]))`
    const run = inNode('hosted open', code, madeUp)
    const ids = inputFor({ a: workloads['hosted open'] ?? {} }).entries[0]?.result.shortlist.map(({ idAtHost }) => idAtHost)
    expect(JSON.parse(run.stdout)).toEqual([ids, ids?.[2], 'all down'])
  })
})

describe('the limit on the data', () => {
  it('a server of your own has no default address: without the variable the model cannot be had', () => {
    const without = Object.fromEntries(Object.entries(madeUp).filter(([name]) => !name.endsWith('_BASE_URL')))
    const run = inNode('own network', "module.models.languageModel('own-network')", without)
    expect(run.stderr).toMatch(/Set SELF_HOSTED_OWN_NETWORK__\w+_BASE_URL/)
    expect(run.status).not.toBe(0)
  })

  it('a team that needs one workload needs its variables alone', () => {
    const code = `console.log(module.models.languageModel('in-the-eu').modelId)
      try { module.models.languageModel('inside') } catch ({ message }) { console.log(message) }`
    const run = inNode('two teams', code, {})
    expect(run.stderr).toBe('')
    expect(run.stdout.split('\n')).toEqual([
      expect.stringMatching(/^eu\.anthropic\./),
      expect.stringMatching(/^Set SELF_HOSTED_OWN_NETWORK__/),
      '',
    ])
  })

  it.each(['openai', 'azure'])('%s: a request under an agreement or in a region says that it is not to be stored', (host) => {
    const code = `const bodies = []
      globalThis.fetch = async (url, { body }) => { bodies.push(JSON.parse(body)); throw new Error('no network') }
      const { generateText } = await import('ai')
      for (const id of ['contract', 'region', 'contract-in-region', 'anywhere'])
        await generateText({ model: module.models.languageModel(id), prompt: 'x', maxRetries: 0, providerOptions: { openai: { user: 'u' } } })
          .catch(() => undefined)
      console.log(JSON.stringify(bodies.map(({ store }) => store ?? 'stored')))`
    const run = inNode(`kept at ${host}`, code, { ...madeUp, OPENAI_API_KEY: 'made-up' })
    expect(run.stderr).toBe('')
    expect(JSON.parse(run.stdout)).toEqual([false, false, false, 'stored'])
  })

  it('a request goes to the address of the region and nowhere else', () => {
    const code = `const asked = []
      globalThis.fetch = async (url) => { asked.push(new URL(url).host); throw new Error('no network') }
      const { generateText } = await import('ai')
      for (const id of Object.values(module.fallbacks).flat())
        await generateText({ model: module.models.languageModel(id), prompt: 'x', maxRetries: 0 }).catch(() => undefined)
      console.log([...new Set(asked)].sort().join(' '))`
    expect(inNode('hybrid in europe', code, madeUp).stdout.trim()).toBe(
      'api.eu.mistral.ai bedrock-runtime.eu-central-1.amazonaws.com oai.endpoints.kepler.ai.cloud.ovh.net',
    )
    expect(inNode('own network', code, madeUp).stdout.trim()).toBe('127.0.0.1:9')
    expect(inNode('air-gapped', code, madeUp).stdout.trim()).toBe('127.0.0.1:9')
  })
})

describe('the text', () => {
  it('names every variable that it reads', () => {
    const input = inputFor({ a: workloads['hybrid in europe'] ?? {} })
    const calls = callsFor(input, 'aiSdk', '').flatMap(({ lanes }) => lanes.flatMap((lane) => lane.calls))
    const text = exportAiSdk(input)
    for (const variable of variablesOf(calls)) expect(text).toMatch(new RegExp(`^// Set .*\\b${variable}\\b`, 'm'))
  })

  it('asks for no variable that neither it nor a package it imports reads', () => {
    let asked = 0
    for (const text of Object.values(modules).map((make) => make())) {
      const packages = [...text.matchAll(/ from '(@ai-sdk\/[a-z-]+)/g)].map(([, name = '']) => name)
      const sources = packages.map((name) => readFileSync(`node_modules/${name}/dist/index.js`, 'utf8')).join('\n')
      const named = /^\/\/ Set (.*); no key/m.exec(text)?.[1]?.split(', ') ?? []
      // Google's own library, which the package calls, reads this one.
      for (const name of named.filter((each) => each !== 'GOOGLE_APPLICATION_CREDENTIALS')) {
        asked += 1
        expect(text.includes(`need('${name}')`) || sources.includes(`"${name}"`), name).toBe(true)
      }
      for (const [, name = ''] of text.matchAll(/need\('(\w+)'\)/g)) expect(named).toContain(name)
    }
    expect(asked).toBeGreaterThan(20)
  })

  it('keeps hostile names in comments', () => {
    const text = readFileSync(join(folder, 'hostile-names.ts'), 'utf8')
    const [head = '', body = ''] = text.split('\n\nimport ')
    for (const line of head.split('\n')) expect(line).toMatch(/^\/\//)
    expect(body).not.toMatch(/process\.exit|env\.SECRET|import "fs"|\u202e|\u2028/)
    expect(execFileSync(process.execPath, ['--check', 'hostile-names.js'], { cwd: folder, encoding: 'utf8' })).toBe('')
  })
})
