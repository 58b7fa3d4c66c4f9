// The built library, bundled for browsers, gives in a browser what it gives in Node.

import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import vm from 'node:vm'
import { rolldown } from 'rolldown'
import { afterAll, describe, expect, it } from 'vitest'
import type * as Library from '../src/index.ts'

type Run = (library: typeof Library, overlay: string) => Promise<unknown>

/** What is done in Node and in the browser. Its text is part of the page, so it names nothing around it. */
const work: Run = async ({ bills, loadRules, recommend, walk }, overlay) => {
  const rules = await loadRules()
  const own = await loadRules([{ file: 'ours.yaml', text: overlay }])
  const broken = await loadRules([{ file: 'ours.yaml', text: 'models: [' }]).catch((error) => error.problems)
  const answers = { 'data-residency': 'region', region: 'eu', 'frontier-need': 'slice', tokens: '300M' }
  return {
    rules,
    own: recommend(own, { 'data-residency': 'own-network', tokens: 2e9 }),
    broken,
    walks: [walk(rules, {}), walk(rules, { 'data-residency': 'air-gapped' }), walk(rules, answers)],
    results: ['anywhere', 'contract', 'air-gapped'].map((place) => recommend(rules, { 'data-residency': place, tokens: 2e9 })),
    split: recommend(rules, answers),
    bills: bills(rules, answers, [1e6, '1B']),
  }
}

const overlay = readFileSync('examples/overlays/own-gpu-price.yaml', 'utf8')
const expected = JSON.stringify(await work(createRequire(import.meta.url)(resolve('dist/index.cjs')), overlay))

/** One classic script that hands the result, or the error, to `done`. */
const bundle = await (async () => {
  const entry = `import * as library from ${JSON.stringify(resolve('dist/index.mjs'))}
    (${work})(library, ${JSON.stringify(overlay)}).then((result) => done(JSON.stringify(result)), (error) => done(String(error.stack)))`
  const warnings: string[] = []
  const made = await rolldown({
    input: 'entry',
    platform: 'browser',
    onLog: (_, { message }) => warnings.push(message),
    plugins: [
      { name: 'entry', resolveId: (id) => (id === 'entry' ? '\0entry' : undefined), load: (id) => (id === '\0entry' ? entry : undefined) },
    ],
  })
  const { output } = await made.generate({ format: 'iife', minify: true, codeSplitting: false })
  return { files: output.map((file) => (file.type === 'chunk' ? { code: file.code, imports: file.imports } : undefined)), warnings }
})()
const script = bundle.files[0]?.code ?? ''

it('bundles into one file that needs nothing else', () => {
  expect(bundle.warnings).toEqual([])
  expect(bundle.files.map((file) => file?.imports)).toEqual([[]])
  expect(script).not.toMatch(/\brequire\(|["'`]node:/)
})

it('gives the same in a context that has JavaScript and TextEncoder alone, without Node', async () => {
  const given = await new Promise((done) => vm.runInNewContext(script, { done, TextEncoder, URL }))
  expect(given).toBe(expected)
})

/** The environment names it, or it stands where it is usually installed. */
function findBrowser(): string | undefined {
  const { PICK_LLM_BROWSER, CHROME_PATH, PATH = '' } = process.env
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
  const usual = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]
  const named = PICK_LLM_BROWSER ?? CHROME_PATH
  if (named !== undefined) return named
  return [...PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))), ...usual].find((path) => existsSync(path))
}

const browser = findBrowser()

describe('in headless Chromium (PICK_LLM_BROWSER or CHROME_PATH names another one)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
  afterAll(() => rmSync(folder, { recursive: true, maxRetries: 5 }))

  it.skipIf(browser === undefined)('gives the same', async () => {
    const page = join(folder, 'page.html')
    // In base64, as the page is printed with marks of its own for `<` and the like.
    const done = 'const done = (text) => { document.body.textContent = btoa(unescape(encodeURIComponent(text))) + "!" }'
    writeFileSync(
      page,
      `<!doctype html><meta charset="utf-8"><body><script>${done}\n${script.replaceAll('</script', '<\\/script')}</script>`,
    )
    const flags = [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      `--user-data-dir=${folder}/profile`,
      '--virtual-time-budget=20000',
    ]
    const { stdout } = await promisify(execFile)(browser ?? '', [...flags, '--dump-dom', pathToFileURL(page).href], {
      maxBuffer: 1e8,
      timeout: 50_000,
    })
    const [, base64 = ''] = /<body>([\w+/=]+)!<\/body>/.exec(stdout) ?? []
    expect(Buffer.from(base64, 'base64').toString()).toBe(expected)
  })
})
