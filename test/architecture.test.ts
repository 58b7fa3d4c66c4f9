// The house rules, so that nobody has to remember them.

import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Layer → the layers it may import. `.` is the nouns and small tools that all share. */
const mayImport: Record<string, readonly string[]> = {
  '.': [],
  rules: ['.'],
  engine: ['.'],
  catalog: ['.'],
  cost: ['.', 'catalog'],
  advise: ['.', 'engine', 'catalog', 'cost'],
  decisions: ['.', 'engine', 'catalog', 'cost', 'advise'],
  verify: ['.', 'engine', 'advise'],
  render: ['.'],
  export: ['.', 'render'],
  cli: ['.', 'rules', 'engine', 'catalog', 'cost', 'advise', 'decisions', 'verify', 'render', 'export'],
}

/** Files at the top that are no shared noun: the public face may see everything, and the contract only types. */
const composing = ['index.ts']

const paths = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))

const files = paths.map((path) => {
  const text = readFileSync(`src/${path}`, 'utf8')
  const layer = path.includes('/') ? (path.split('/')[0] ?? '') : '.'
  const imports = [...text.matchAll(/(?:from |import\()'([^']+)'/g)].map(([, target]) => target ?? '')
  return { path, text, layer, imports }
})

const layerOf = (path: string, target: string): string => {
  const parts = new URL(target, `file:///src/${path}`).pathname.split('/').slice(2)
  return parts.length > 1 ? (parts[0] ?? '') : '.'
}

it.each(files.filter(({ path }) => !composing.includes(path)))('$path imports only the layers below', ({ path, layer, imports }) => {
  const layers = imports.filter((target) => target.startsWith('.')).map((target) => layerOf(path, target))
  expect([layer, ...(mayImport[layer] ?? [])]).toEqual(expect.arrayContaining(layers))
})

it.each(files.filter(({ layer }) => layer !== 'cli'))('$path does no input or output', ({ path, text, imports }) => {
  // The library hands out the rules that were compiled in; test/browser.test.ts holds that nothing it imports needs Node.
  const compiledIn = composing.includes(path) ? ['virtual:built-in-rules'] : []
  expect(imports.filter((target) => target.startsWith('node:') || target.startsWith('virtual:'))).toEqual(compiledIn)
  expect(text).not.toMatch(/\b(console|process)\.|\bDate\b/)
})

it.each(files)('$path is at most 250 lines and says first what it turns into what', ({ text }) => {
  expect(text.split('\n').length).toBeLessThanOrEqual(250)
  expect(text).toMatch(/^\/\/ \S/)
})

it('has no import cycle', () => {
  const edges = new Map(
    files.map(({ path, imports }) => [
      path,
      imports
        .filter((target) => target.startsWith('.'))
        .map((target) => new URL(target, `file:///src/${path}`).pathname.slice('/src/'.length)),
    ]),
  )
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]) => {
    expect(trail, `${[...trail, path].join(' → ')}`).not.toContain(path)
    if (done.has(path)) return
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
})

it('keeps advice out of the code: no rule, model, threshold or sentence of the rules stands in TypeScript', () => {
  const rules = readdirSync('rules').map((file) => readFileSync(`rules/${file}`, 'utf8'))
  const models = rules
    .flatMap((text) => (text.includes('\nmodels:') ? [...text.matchAll(/^ {2}([a-z][a-z0-9.-]*\d[a-z0-9.-]*):$/gm)] : []))
    .map(([, id]) => id ?? '')
  const sentences = rules.flatMap((text) => [...text.matchAll(/because: (.{25,})$/gm)]).map(([, sentence]) => sentence ?? '')
  expect(models.length).toBeGreaterThan(40)
  expect(sentences.length).toBeGreaterThan(60)
  for (const { path, text } of files)
    for (const phrase of [...models, ...sentences]) expect(text.includes(phrase), `${path}: ${phrase}`).toBe(false)
})
