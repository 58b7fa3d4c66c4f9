// Pipes, closed streams and full disks around the built command: nothing waits, nothing is lost, nothing is cut.

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bin, end, expectEnd, shell } from './faults.ts'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.concurrent('where nobody can answer it ends at once, and names what is missing:', () => {
  const places = {
    'standard input at its end': () => shell('pick-llm < /dev/null'),
    'standard input closed': () => shell('pick-llm <&-'),
    'a pipe that nobody writes to and nobody closes': () => end([], { input: 'open' }),
    'a pipe full of answers that were not asked for': () => shell(`yes anywhere | pick-llm; exit "\${PIPESTATUS[1]}"`),
    'a CI job': () => end([], { env: { CI: 'true' }, input: 'open' }),
  }

  it.each(Object.entries(places))('%s', async (_, run) => {
    const ran = await run()
    expectEnd(ran, 2)
    expect(ran.stdout).toBe('')
    expect(ran.stderr).toContain('--data-residency <anywhere|region|contract|own-network|air-gapped>')
    const line = /For example:\n {2}npx (.+)\n/.exec(ran.stderr)?.[1] ?? ''
    expectEnd(await shell(`${line} < /dev/null`), 0)
  })
})

it('--yes takes every assumption there is without reading standard input', async () => {
  const [piped, closed] = await Promise.all([
    end(['--data-residency', 'anywhere', '--yes'], { input: 'open' }),
    shell('pick-llm --data-residency anywhere --yes <&-'),
  ])
  expectEnd(piped, 0)
  expect(closed).toEqual(piped)
})

describe('what cannot be told', () => {
  it('does not change how it ends', async () => {
    const flags = '--data-residency anywhere --yes'
    const lines = {
      [`pick-llm ${flags} <&- >&- 2>&-`]: 0,
      [`pick-llm ${flags} >&-`]: 0,
      'pick-llm 2>&-': 2,
      'pick-llm 2>/dev/full': 2,
      'pick-llm --json >/dev/full 2>/dev/full': 2,
      [`pick-llm ${flags} --expect hybrid >&-`]: 1,
      'pick-llm plan nowhere.yaml >&- 2>&-': 3,
      'pick-llm --version >/dev/full': 4,
      [`pick-llm ${flags} -o /dev/full`]: 4,
    }
    await Promise.all(Object.entries(lines).map(async ([line, code]) => expectEnd(await shell(line), code, line)))
  })

  it('because its reader went away is no error, however much there was to read', async () => {
    const lines = [
      'pick-llm rules show --json | head -1',
      'pick-llm cost --json --quiet | head -c 1 > /dev/null',
      'pick-llm --data-residency anywhere --yes | (exec <&-; sleep 0.5)',
      'pick-llm --help 2>&1 | true',
    ]
    await Promise.all(
      lines.map(async (line) => {
        const ran = await shell(`${line}; exit "\${PIPESTATUS[0]}"`)
        expectEnd(ran, 0, line)
        expect(ran.stderr).toBe('')
      }),
    )
  })
})

describe.concurrent('more than a pipe holds arrives whole, from however slow a reader:', () => {
  const many = Array.from({ length: 120 }, (_, index) => `  - { name: w${index}, tokens: ${index + 1}M }\n`)
  const workloads = `defaults: { data-residency: anywhere }\nworkloads:\n${many.join('')}`

  it.each([
    ['hosted-open', 0],
    ['self-hosted-open', 1],
  ])('plan --json --expect %s', async (tier, code) => {
    const file = join(folder, `${code}.json`)
    const args = ['plan', '-', '--json', '--expect', tier]
    const child = spawn(process.execPath, [bin, ...args], {
      env: { PICK_LLM_NO_CACHE: '1', SOURCE_DATE_EPOCH: '1795219200' },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    const ended = new Promise((resolve) => child.on('close', resolve))
    child.stdin.end(workloads)
    const chunks: Buffer[] = []
    // It is done long before the first byte is taken.
    await new Promise((resolve) => setTimeout(resolve, 1000))
    for await (const chunk of child.stdout) {
      chunks.push(chunk as Buffer)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(await ended).toBe(code)
    const read = Buffer.concat(chunks)
    expect(read.length).toBeGreaterThan(256 * 1024)
    expectEnd(await end([...args, '-o', file], { input: workloads }), code)
    expect(read.equals(readFileSync(file))).toBe(true)
  })
})
