// `pick-llm export`: every path through the tree to every target, and the command itself.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { RecommendationJson } from '../src/contract.ts'
import { UserError } from '../src/errors.ts'
import { exporters } from '../src/export/targets.ts'
import { attempt, everyResult, inputFor, parts, unnamedRegion, workloads } from './export-support.ts'
import { run } from './run-here.ts'
import { tree } from './support.ts'

const results = everyResult()

/** Addresses of providers, and whatever looks like a key of one. */
const outside = /https:\/\/(?!vllm\.internal)|@ai-sdk\/(?!openai-compatible)|bedrock|anthropic:|mistral[:/]/
const secret = /\b(sk|gsk|xai|key|AKIA)[-_][A-Za-z0-9]{8,}|Bearer /

const yaml = new Set(['litellm', 'promptfoo'])

const loaded = await Promise.all(Object.entries(exporters).map(async ([target, load]) => [target, await load()] as const))

describe.each(loaded)('%s, for every path through the tree', (target, exporter) => {
  const told = new Map<RecommendationJson, string | UserError>()
  for (const result of results)
    told.set(
      result,
      attempt((input) => exporter(input).text, { entries: [{ name: 'default', result }], ...parts(tree) }),
    )

  it('is a text, or a refusal with its reasons', () => {
    let texts = 0
    for (const answer of told.values())
      if (answer instanceof UserError) {
        expect([answer.code, answer.exit]).toEqual(['E_EXPORT', 1])
        expect(answer.message.split('\n').length).toBeGreaterThan(1)
      } else {
        expect(answer.endsWith('\n')).toBe(true)
        texts += 1
      }
    expect(texts).toBeGreaterThan(results.length / 10)
  })

  it('holds no key, and no reference that is not filled', () => {
    for (const answer of told.values())
      if (typeof answer === 'string') {
        expect(answer).not.toMatch(secret)
        expect(answer.replace(/^(#|\/\/).*$/gm, '')).not.toMatch(/[:'(] ?undefined|NaN|\bnull\b|\[object/)
      }
  })

  if (yaml.has(target))
    it('reads the same as YAML 1.1 and 1.2', () => {
      const texts = [...told.values()].flatMap((answer) => (typeof answer === 'string' ? [answer] : []))
      // Without the comments, most of them are the same.
      const bodies = new Set(texts.map((text) => text.replace(/^#.*$/gm, '')))
      expect(bodies.size).toBeGreaterThan(50)
      for (const body of bodies) expect(parse(body, { version: '1.1' })).toEqual(parse(body))
    })

  it('calls nothing outside when nothing may leave', () => {
    let inside = 0
    for (const [result, answer] of told) {
      const residency = result.answers['data-residency']?.value
      if (residency !== 'own-network' && residency !== 'air-gapped') continue
      inside += 1
      if (target === 'openrouter') expect(answer).toBeInstanceOf(UserError)
      else if (typeof answer === 'string') expect(answer.replace(/^(#|\/\/).*$/gm, '')).not.toMatch(outside)
    }
    expect(inside).toBeGreaterThan(0)
  })

  it('lists every model of the shortlist, or says why not', () => {
    for (const [{ shortlist, answers }, answer] of told)
      if (typeof answer === 'string' && target !== 'promptfoo' && answers['task']?.value !== 'embeddings')
        for (const { title, idAtHost, model } of shortlist) {
          const id = target === 'openrouter' ? (tree.gateways().routers.get('openrouter')?.models.get(model) ?? '?') : (idAtHost ?? model)
          expect(
            answer.includes(id) ||
              answer.includes(`${title} at `) ||
              answer.includes(`${title} is `) ||
              (target === 'openrouter' && answer.includes('runs on your own machines')),
            `${title}: ${answer}`,
          ).toBe(true)
        }
  })
})

describe.each(loaded)('%s, for a region that nobody named', (_, exporter) => {
  const input = inputFor({ fine: workloads['hosted open'] ?? {}, 'Patienten 1': unnamedRegion, second: unnamedRegion })

  it('is refused, with every workload that it is about and how to name the region', () => {
    const [one] = inputFor({ one: unnamedRegion }).entries
    expect(attempt(exporter, { ...input, entries: one ? [one] : [] })).toMatchObject({
      code: 'E_REGION',
      exit: 2,
      message: expect.stringMatching(/^one: .*nobody named it/),
      hint: expect.stringMatching(/--region eu\|uk\|us\|ca\|ch\|in\|au\|jp\. .*export adr/),
    })
  })

  it('in a file, is refused as a fault of the file', () => {
    const refused = attempt(exporter, { ...input, fromFile: true })
    expect(refused).toMatchObject({ exit: 3, hint: expect.stringContaining('(region: eu|') })
    expect(refused instanceof UserError && refused.message.split('\n').map((line) => line.split(':')[0])).toEqual(['Patienten 1', 'second'])
  })

  it('is no matter where an answer is one of a rule that this program does not know: that is refused too', () => {
    const entries = input.entries.slice(0, 1).map((entry) => {
      return { ...entry, result: { ...entry.result, answers: { 'data-residency': { value: 'embassy', source: 'flag' as const } } } }
    })
    expect(attempt(exporter, { ...input, entries })).toMatchObject({
      code: 'E_EXPORT',
      exit: 1,
      message: expect.stringContaining('fine: '),
    })
  })
})

describe('the facts on hosts', () => {
  it('cover every host that has an offer, for one target at least', () => {
    const hosts = new Set(
      [...tree.catalog.models.values()].flatMap(({ offers }) =>
        offers.filter(({ host }) => host.kind !== 'router').map(({ host }) => host.id),
      ),
    )
    for (const host of hosts)
      expect(
        tree
          .gateways()
          .hosts.get(host)
          ?.some(({ litellm, aiSdk, promptfoo }) => litellm || aiSdk || promptfoo),
        host,
      ).toBe(true)
  })

  it('keep a region only where the host is known to be in it', () => {
    const hosts = new Map([...tree.catalog.models.values()].flatMap(({ offers }) => offers.map(({ host }) => [host.id, host])))
    for (const [id, rows] of tree.gateways().hosts)
      for (const row of rows)
        for (const region of [
          ...row.inRegion,
          ...[row.litellm, row.aiSdk, row.promptfoo].flatMap((call) => [...(call?.regions.keys() ?? [])]),
        ])
          expect(hosts.get(id)?.regions.has(region), `${id} ${region}`).toBe(true)
  })

  it('say the same regions for every target that can keep a request in one', () => {
    for (const [id, rows] of tree.gateways().hosts)
      for (const { litellm, aiSdk, promptfoo } of rows) {
        const regions = [litellm, aiSdk, promptfoo].flatMap((call) =>
          call && call.regions.size > 0 ? [[...call.regions.keys()].sort().join()] : [],
        )
        expect(new Set(regions).size, id).toBeLessThanOrEqual(1)
      }
  })
})

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-export-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('prints the config on stdout, and takes answers as every command does', async () => {
    const flags = await run(['export', 'litellm', '--data-residency', 'anywhere', '--yes'])
    expect([flags.code, flags.stderr]).toEqual([0, ''])
    expect(Object.keys(parse(flags.stdout) as object)).toContain('model_list')
    const environment = await run(['export', 'litellm', '--yes'], { env: { PICK_LLM_DATA_RESIDENCY: 'anywhere' } })
    const file = await run(['export', 'litellm', '--yes', '--answers', '-'], { input: 'data-residency: anywhere\n' })
    expect([environment.stdout, file.stdout]).toEqual([flags.stdout, flags.stdout])
  })

  it('writes a file, and replaces one only with --force', async () => {
    const path = join(folder, 'models.ts')
    const words = ['export', 'ai-sdk', '--data-residency', 'anywhere', '--yes', '-o', path]
    expect((await run(words)).code).toBe(0)
    expect(readFileSync(path, 'utf8')).toContain('customProvider')
    expect((await run(words)).code).toBe(4)
    expect((await run([...words, '--force'])).code).toBe(0)
  })

  it('exits with 1 and a reason when the target cannot satisfy the answers, and writes nothing', async () => {
    const path = join(folder, 'openrouter.json')
    const refused = await run(['export', 'openrouter', '--data-residency', 'air-gapped', '--yes', '-o', path])
    expect([refused.code, refused.stdout, existsSync(path)]).toEqual([1, '', false])
    expect(refused.stderr).toContain('a third party, and nothing may leave')
    const json = await run(['export', 'openrouter', '--data-residency', 'air-gapped', '--yes'], { env: { PICK_LLM_FORMAT: 'json' } })
    expect((JSON.parse(json.stdout) as { error: { code: string } }).error.code).toBe('E_EXPORT')
  })

  it.each([
    [['export'], /The target is missing\.\nWrite one of litellm/],
    [['export', 'litelm', '--yes'], /no target "litelm"\. Did you mean "litellm"\?/],
    [['export', '__proto__', '--yes'], /no target "__proto__"/],
    [['export', 'litellm', 'more', '--yes'], /no argument "more"/],
    [['export', 'litellm', '--yes'], /--data-residency <anywhere/],
    [['export', 'litellm', '--data-residency', 'anywhere', '--yes', '--format', 'json'], /--format: "json" is not known here/],
  ])('%j is told and exits with 2', async (words, message) => {
    const { code, stderr, stdout } = await run(words)
    expect([code, stdout.startsWith('{') || stdout === '']).toEqual([2, true])
    expect(stderr).toMatch(message)
  })
})
