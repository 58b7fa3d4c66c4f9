// The worked example: its files are what its commands make, its records hold, its CI lines and the lines of the guides run.

import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'rolldown'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Ran, run } from './run-here.ts'

const acme = 'examples/acme'
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const workflowFile = '.github/workflows/decisions.yml'

let work: string
let folder: string
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'pick-llm-'))
  mkdirSync(join(work, 'bin'))
  // `npx pick-llm@<version> …` is the built command; any other name or version is refused.
  const npx = `#!/bin/sh
[ "$1" = --yes ] && shift
case "$1" in pick-llm|pick-llm@${version}) shift ;; *) echo "npx: $1" >&2; exit 99 ;; esac
exec '${process.execPath}' '${resolve('bin/pick-llm.js')}' "$@"
`
  writeFileSync(join(work, 'bin/npx'), npx)
  chmodSync(join(work, 'bin/npx'), 0o755)
})
afterAll(() => rmSync(work, { recursive: true, force: true }))
beforeEach(() => {
  folder = join(mkdtempSync(join(work, 'copy-')), 'acme')
  cpSync(acme, folder, { recursive: true })
})

const sh = (line: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  run([], { shell: `cd '${folder}' && PATH='${join(work, 'bin')}':"$PATH" && ${line}`, env })

const text = (path: string, at = folder): string => readFileSync(join(at, path), 'utf8')
const change = (path: string, from: string, to: string): void => {
  expect(text(path)).toContain(from)
  writeFileSync(join(folder, path), text(path).replaceAll(from, to))
}
const files = (at: string): string[] =>
  readdirSync(at, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(at, path)).isFile())
    .sort()

/** The lines of the `sh` blocks, each with the exit code that a comment behind it names. */
const linesOf = (markdown: string) =>
  [...markdown.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].flatMap(([, block = '']) =>
    block
      .trim()
      .split('\n')
      .map((line) => ({ line: line.replace(/\s+# .*$/, '').trim(), code: Number(/# exit (\d+)$/.exec(line)?.[1] ?? 0) })),
  )

const checkAll = "npx pick-llm check 'decisions/*.json' plan.json --rules ours.yaml"
const dearGpus = () => change('ours.yaml', 'low: 2.05, mid: 2.05, high: 2.05', 'low: 3.5, mid: 3.5, high: 3.5')

describe('the folder', () => {
  it('is what its commands make, to the last byte, with the waivers kept', async () => {
    for (const path of ['plan.json', 'adr.md', 'litellm.yaml', 'models.ts', 'promptfooconfig.yaml']) rmSync(join(folder, path))
    for (const name of readdirSync(join(folder, 'decisions'))) {
      const { waivers } = JSON.parse(text(`decisions/${name}`))
      writeFileSync(join(folder, 'decisions', name), JSON.stringify({ waivers }))
    }
    const { code, stderr } = await run([], { shell: `node scripts/examples.mjs '${folder}'` })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(files(folder)).toEqual(files(acme))
    for (const path of files(acme))
      expect(text(path, acme), `${path} is stale: npm run examples makes it anew, then read its diff`).toBe(text(path))
  })

  it('has eight workloads on all five tiers, a pair that shares GPUs, and a bill below the frontier', () => {
    const { workloads, sharedGpus, total } = JSON.parse(text('plan.json'))
    expect(workloads).toHaveLength(8)
    const tiers = workloads.flatMap(
      ({ recommendation: { tier, parts } }: { recommendation: { tier: string; parts: { tier: string }[] } }) => [
        tier,
        ...parts.map((part) => part.tier),
      ],
    )
    expect([...new Set(tiers)].sort()).toEqual(['frontier-closed', 'frontier-private', 'hosted-open', 'hybrid', 'self-hosted-open'])
    expect(sharedGpus.map((shared: { workloads: string[] }) => shared.workloads)).toEqual([['Plant manuals', 'Shift reports']])
    expect(total.everythingFrontier.monthlyUsd).toBeGreaterThan(total.everythingFrontier.planUsd)
  })

  it('has an overlay whose changes are at most 15 lines each, with sources', () => {
    const changes = text('ours.yaml')
      .split(/^# \d\. /m)
      .slice(1)
    expect(changes).toHaveLength(4)
    for (const each of changes) {
      expect(each.trimEnd().split('\n').length).toBeLessThanOrEqual(15)
      expect(each).toMatch(/sources: \{ acme-/)
    }
  })

  it('names every file in its README', () => {
    for (const path of files(acme).filter((each) => each !== 'README.md')) expect(text('README.md')).toContain(`](${path})`)
  })
})

describe('its records', () => {
  it('hold, and writing them anew changes no byte', async () => {
    const { stdout, code } = await sh(checkAll)
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, last: 'All 10 decisions hold; 2 notes.' })
    expect((await sh(`${checkAll} --update`)).code).toBe(0)
    for (const path of files(acme)) expect(text(path), path).toBe(text(path, acme))
  })

  it.each([
    [
      'a dearer lease',
      'low: 2.05, mid: 2.05, high: 2.05',
      'low: 3.5, mid: 3.5, high: 3.5',
      'Plant manuals',
      'GPU h100, mid: $2.05 → $3.5 an hour',
    ],
    ['a dearer offer', 'input: 0.35', 'input: 0.7', 'Support chat', 'price qwen3.8-27b@deepinfra, input: $0.35 → $0.7 per million tokens'],
    [
      'no model left out',
      '{ models: { deepseek-v4-flash: null }, sources',
      '{ sources',
      'Invoice extraction',
      'DeepSeek V4.1 Flash is new',
    ],
  ])('no longer hold with %s in the overlay', async (_, from, to, workload, reason) => {
    change('ours.yaml', from, to)
    const { stdout, code } = await sh(checkAll)
    expect(code).toBe(1)
    const [, found = ''] = stdout.split(`changed  plan.json: ${workload} `)
    expect(found.split(/^(?:holds|changed) /m)[0]).toContain(reason)
  })

  it('have a waiver that counts until its last day, and not a day longer', async () => {
    const line = 'npx pick-llm check decisions/similar-products.json --rules ours.yaml --fail-on staleness'
    const on = (day: string) => sh(line, { SOURCE_DATE_EPOCH: String(Date.parse(day) / 1000) })
    expect((await on('2027-01-31')).code).toBe(0)
    const { stdout, code } = await on('2027-02-01')
    expect(code).toBe(1)
    expect(stdout).toContain('The waiver for staleness by Web shop has expired')
    change('decisions/similar-products.json', '"for": "staleness"', '"for": "cost"')
    expect((await on('2027-01-31')).code).toBe(1)
  })
})

describe('the GitHub workflow', () => {
  const workflow = () => parse(text(workflowFile), { strict: true })
  const step = () => workflow().jobs.check.steps.find((each: { run?: string }) => each.run).run

  it('is read by GitHub’s own parser, which refuses a misspelled key', async () => {
    const input = `import { NoOperationTraceWriter, parseWorkflow, convertWorkflowTemplate } from '@actions/workflow-parser'
export const errorsIn = async (content) => {
  const { context, value } = parseWorkflow({ name: 'w.yml', content }, new NoOperationTraceWriter())
  const template = value && await convertWorkflowTemplate(context, value)
  return [...context.errors.getErrors().map(String), ...(template?.errors ?? []).map(({ Message }) => Message)]
}`
    // It imports JSON without saying so, which bundlers take and Node does not.
    const { output } = await build({
      input: 'entry',
      platform: 'node',
      write: false,
      logLevel: 'silent',
      plugins: [
        {
          name: 'entry',
          resolveId: (id) => (id === 'entry' ? resolve('test/entry.mjs') : null),
          load: (id) => (id === resolve('test/entry.mjs') ? input : null),
        },
      ],
    })
    const module = join(work, 'parser.mjs')
    writeFileSync(module, output[0].code)
    const { errorsIn } = await import(/* @vite-ignore */ module)
    expect(await errorsIn(text(workflowFile))).toEqual([])
    expect(await errorsIn(text(workflowFile).replace('runs-on', 'run-on'))).not.toEqual([])
    expect(await errorsIn(text(workflowFile).replace('contents: read', 'content: read'))).not.toEqual([])
  })

  it('may only read, and names no secret', () => {
    expect(workflow().permissions).toEqual({ contents: 'read' })
    expect(text(workflowFile)).not.toMatch(/secrets\.|pull_request_target|\$\{\{/)
    expect(Object.keys(workflow().on)).toEqual(['pull_request', 'schedule', 'workflow_dispatch'])
  })

  it('passes and writes the job summary; with drift it fails, with an annotation on the file', async () => {
    const summary = join(folder, 'summary.md')
    const env = { GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS: 'true', CI: 'true' }
    const held = await sh(step(), env)
    expect([held.code, held.stdout.match(/^::error/gm)]).toEqual([0, null])
    expect(readFileSync(summary, 'utf8')).toMatch(/^# All 10 decisions hold; 2 notes\.\n\n\| Decision \| /)
    dearGpus()
    const moved = await sh(step(), env)
    expect(moved.code).toBe(1)
    expect(moved.stdout).toMatch(
      /^::error file=plan\.json,line=(?!1,)\d+,title=.*Plant manuals::.*GPU h100, mid: \$2\.05 → \$3\.5 an hour/m,
    )
    expect(readFileSync(summary, 'utf8')).toContain('# 2 of 10 decisions no longer hold.')
  })
})

describe('the GitLab job', () => {
  const job = () => parse(text('.gitlab-ci.yml'), { strict: true }).decisions

  it('is taken by gitlab-ci-local, which refuses a misspelled key', async () => {
    // It is built for Node 22; this is all that Node 20 lacks.
    const older = 'Set.prototype.union ??= function (other) { return new Set([...this, ...other]) }'
    const cli = `'${process.execPath}' --import 'data:text/javascript,${encodeURIComponent(older)}' '${resolve('node_modules/gitlab-ci-local/dist/index.js')}'`
    const list = (source: string) =>
      sh(`git init -q . && ${cli} --list-json --variable CI_PIPELINE_SOURCE=${source} --ignore-predefined-vars CI_PIPELINE_SOURCE`)
    const { stdout, code } = await list('schedule')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'decisions', allow_failure: false, when: 'on_success' }])
    expect(JSON.parse((await list('push')).stdout)).toMatchObject([{ name: 'decisions', when: 'never' }])
    change('.gitlab-ci.yml', 'expose_as', 'exposed_as')
    const refused = await list('schedule')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain("'exposed_as' property is not expected")
  }, 60_000)

  it('passes, and leaves its artifact and its log also when a decision no longer holds', async () => {
    const { script, after_script, artifacts } = job()
    expect(artifacts).toMatchObject({ when: 'always', paths: ['check.md'] })
    expect((await sh(script.join('\n'))).code).toBe(0)
    expect((await sh(after_script.join('\n'))).stdout).toMatch(/^# All 10 decisions hold; 2 notes\./)
    rmSync(join(folder, 'check.md'))
    dearGpus()
    expect((await sh(script.join('\n'))).code).toBe(1)
    expect((await sh(after_script.join('\n'))).stdout).toMatch(/^# 2 of 10 decisions no longer hold\./)
    expect(existsSync(join(folder, 'check.md'))).toBe(true)
  })
})

describe('the pre-commit hooks', () => {
  const hooks = () => parse(text('.pre-commit-config.yaml'), { strict: true }).repos[0].hooks
  const matching = (pattern: string) => files(folder).filter((path) => new RegExp(pattern).test(path))

  it('check the records of a commit, and all of them when the overlay changes', async () => {
    const [records, rules] = hooks()
    expect(matching(records.files)).toEqual(
      expect.arrayContaining(['plan.json', 'decisions/phone-line.json', 'decisions/similar-products.json']),
    )
    expect(matching(records.files)).toHaveLength(3)
    expect(matching(rules.files)).toEqual(['ours.yaml', 'plan.json', 'workloads.yaml'])
    expect(rules.pass_filenames).toBe(false)
    const both = [`${records.entry} ${matching(records.files).join(' ')}`, rules.entry]
    for (const line of both) expect((await sh(line)).code, line).toBe(0)
    dearGpus()
    for (const line of both) expect((await sh(line)).code, line).toBe(1)
  })

  it('take records in YAML as well', () => {
    const [records] = hooks()
    for (const path of ['decisions/a.yaml', 'decisions/a.yml', 'plan.yaml']) expect(path).toMatch(new RegExp(records.files))
  })
})

describe('whatever runs the check', () => {
  const lines = () => [
    parse(text(workflowFile)).jobs.check.steps.at(-1).run as string,
    parse(text('.gitlab-ci.yml')).decisions.script[0] as string,
    parse(text('.pre-commit-config.yaml')).repos[0].hooks[1].entry as string,
  ]

  it('fails when somebody changes workloads.yaml alone', async () => {
    change('workloads.yaml', 'data-residency: air-gapped, task: chat, ops', 'data-residency: anywhere, task: chat, ops')
    for (const line of lines()) {
      const { code, stdout } = await sh(`${line}; code=$?; cat check.md 2>/dev/null; exit $code`)
      expect([code, stdout.replace(/\s+/g, ' ')]).toEqual([
        1,
        expect.stringContaining(
          'Plant manuals: data-residency was air-gapped and is now anywhere; plan it again: pick-llm plan workloads.yaml',
        ),
      ])
      rmSync(join(folder, 'check.md'), { force: true })
    }
  })

  it('reads records in YAML too', async () => {
    for (const extension of ['yaml', 'yml']) {
      const made = `npx pick-llm --data-residency anywhere --yes --rules ours.yaml --format yaml --output decisions/more.${extension}`
      expect((await sh(made)).code).toBe(0)
    }
    for (const line of lines()) expect((await sh(`${line}; cat check.md 2>/dev/null`)).stdout).toContain('All 12 decisions hold')
  })
})

describe('the guides', () => {
  it.each(['docs/plan-and-check.md', 'docs/ci.md'])(
    'every line of %s runs, with the exit code behind it',
    async (path) => {
      const lines = linesOf(readFileSync(path, 'utf8'))
      expect(lines.length).toBeGreaterThan(6)
      for (const { line, code } of lines) {
        const ran = await sh(line)
        expect(ran.code, `${line}\n${ran.stderr}`).toBe(code)
      }
    },
    180_000,
  )

  it('so does every line of the README about plans, checks and overlays', async () => {
    const lines = linesOf(readFileSync('README.md', 'utf8')).filter(({ line }) => / (plan|check|adr) |--rules/.test(line))
    expect(lines.length).toBeGreaterThanOrEqual(4)
    for (const { line, code } of lines) expect((await sh(line)).code, line).toBe(code)
  })

  it('the guide to CI has the very lines of the files', () => {
    const guide = readFileSync('docs/ci.md', 'utf8')
    expect(guide).toContain(parse(text(workflowFile)).jobs.check.steps.at(-1).run)
    expect(guide).toContain(parse(text('.gitlab-ci.yml')).decisions.script[0])
    expect(guide).toContain(parse(text('.pre-commit-config.yaml')).repos[0].hooks[0].entry)
  })
})
