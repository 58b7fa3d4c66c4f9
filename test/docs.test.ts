// What the docs show is what the program prints: outputs behind a comment with their command, and tables of figures.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from './run-here.ts'
import { tree } from './support.ts'

const docs = readdirSync('docs').map((name) => `docs/${name}`)
const pages = [...docs, 'README.md', 'CONTRIBUTING.md', 'SECURITY.md']

const output = /(<!-- \$ (.+) -->\n```\w+\n)[\s\S]*?(```\n)/g
const figures = /(<!-- figures (.+) -->\n\n)(?:\|.*\n)*\n?/g

/** What the command prints on stdout, without the colors and hints of a terminal. */
async function printed(line: string): Promise<string> {
  const shell = `set -o pipefail; ${line.replaceAll('npx pick-llm', `'${process.execPath}' '${resolve('bin/pick-llm.js')}'`)}`
  const { stdout, code } = await run([], { shell })
  expect(code, line).toBe(0)
  expect(stdout.trim(), line).not.toBe('')
  return `${stdout.trimEnd()}\n`
}

function tableOf(ids: readonly string[]): string {
  const rows = ids.map((id) => {
    const figure = tree.figures.get(id)
    if (!figure) throw new Error(`There is no figure ${id}.`)
    const { title, value, low, high, unit } = figure
    return [`\`${id}\``, title, String(value), low === value && high === value ? '' : `${low} to ${high}`, unit]
  })
  return [['figure', 'is', 'value', 'range', 'unit'], ['---', '---', '---:', '---', '---'], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')
}

async function renewed(text: string): Promise<string> {
  const outputs = await Promise.all([...text.matchAll(output)].map(([, , line = '']) => printed(line)))
  let next = 0
  return text
    .replace(output, (_, head: string, __, tail: string) => head + outputs[next++] + tail)
    .replace(figures, (_, head: string, ids: string) => `${head}${tableOf(ids.split(' '))}\n\n`)
}

describe('the outputs and figures in it are those of the program (npm run reference writes them)', () => {
  it.concurrent.each(pages.filter((path) => /<!-- (\$|figures) /.test(readFileSync(path, 'utf8'))))('%s', async (path) => {
    const text = readFileSync(path, 'utf8')
    const now = await renewed(text)
    if (process.env['UPDATE_REFERENCE']) writeFileSync(path, now)
    expect(readFileSync(path, 'utf8')).toBe(now)
  })
})

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

describe('its links lead somewhere', () => {
  it.each(pages)('%s', (path) => {
    const text = readFileSync(path, 'utf8')
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)]
    const dead = links.flatMap(([, target = '', anchor]) => {
      const file = target === '' ? path : join(dirname(path), target)
      if (!existsSync(file)) return [target]
      return anchor === undefined || anchorsOf(readFileSync(file, 'utf8')).includes(anchor) ? [] : [`${target}#${anchor}`]
    })
    expect(dead).toEqual([])
  })
})

interface Cost {
  readonly volumes: readonly {
    readonly bills: readonly {
      readonly id: string
      readonly monthlyUsd: number
      readonly derivation: readonly { readonly what: string; readonly value: number }[]
    }[]
  }[]
  readonly breakEvens: readonly {
    readonly versus: string
    readonly gpu: string
    readonly replicas: number | null
    readonly tokensPerMonth: number | null
    readonly utilisation: number
  }[]
}

describe('what docs/numbers.md says of the break-even is how it comes out, from the numbers of its own example', async () => {
  const { volumes, breakEvens } = JSON.parse((await run(['cost', '--tokens', '300M', '--json'])).stdout) as Cost
  const billOf = (id: string) => volumes[0]?.bills.find((bill) => bill.id === id)
  const own = (what: string) => billOf('self-hosted-open')?.derivation.find((step) => step.what === what)?.value ?? Number.NaN
  const [F, R, C, full] = [
    own('People'),
    own('GPUs') / own('Replicas'),
    own('Tokens a month to plan a replica for'),
    own('Tokens a month of a replica at full load'),
  ]

  it.each(['closed-flagship', 'private'])('%s', (id) => {
    const found = breakEvens.find(({ versus, gpu }) => versus === id && gpu.includes('H100'))
    const p = (billOf(id)?.monthlyUsd ?? 0) / 300e6
    const n = Math.max(own('Replicas'), Math.ceil(F / (p * C - R)))
    expect(found?.replicas).toBe(n)
    expect(found?.tokensPerMonth).toBeCloseTo((F + n * R) / p, -4)
    expect(found?.utilisation).toBeCloseTo((F + n * R) / p / (n * full), 3)
  })

  it('never', () => {
    const p = (billOf('closed-small')?.monthlyUsd ?? 0) / 300e6
    expect(p * C).toBeLessThanOrEqual(R)
    expect(breakEvens.find(({ versus }) => versus === 'closed-small')).toMatchObject({ tokensPerMonth: null, replicas: null })
  })
})

it('docs/decision-model.md is right that only where the data may go is never assumed', () => {
  expect(tree.questions.filter(({ assume }) => assume.length === 0).map(({ id }) => id)).toEqual(['data-residency'])
})
