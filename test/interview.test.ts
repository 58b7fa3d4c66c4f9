// What the interview promises, kept in a real terminal on the built command.

import { describe, expect, it } from 'vitest'
import type { Answers, Prompt } from './pty/interview.ts'
import {
  answer,
  answerAll,
  back,
  choices,
  commandIn,
  flagsOf,
  flat,
  forbidden,
  keys,
  longest,
  nextPrompt,
  notSure,
  pathTo,
  point,
  promptOn,
  questions,
} from './pty/interview.ts'
import { inTerminal, type Session } from './pty/terminal.ts'

const timeout = 120_000

async function expectGoodEnd(session: Session): Promise<void> {
  const { code, modesRestored } = await session.exit()
  expect({ code, modesRestored, cursorVisible: session.cursorVisible }).toEqual({ code: 0, modesRestored: true, cursorVisible: true })
  expect(session.tooWide).toEqual([])
  // Each prompt is replaced by its answer, so nothing of it is left.
  expect(flat(session.lines)).not.toContain('Askedbecause')
}

function expectSteadyProgress(prompts: readonly Prompt[]): void {
  expect(prompts.map(({ position }) => position)).toEqual(prompts.map((_, index) => index + 1))
  const most = prompts.map(({ atMost }) => atMost)
  expect(most).toEqual([...most].sort((a, b) => b - a))
  expect(most.at(-1)).toBeGreaterThanOrEqual(prompts.length)
}

/** The names in a prompt, in order, on a terminal wide enough for a line each. */
const optionsIn = ({ lines }: Prompt): string[] => lines.slice(1, lines.indexOf('')).map((line) => line.slice(2).split('  ')[0] ?? '')

describe.concurrent('answering leads to every tier', () => {
  const inSight = new Map<string, string[]>()
  const tiers = Object.entries(pathTo)

  it.each(tiers)('%s', { timeout }, async (tier, answers) => {
    await inTerminal({ columns: 80, rows: 24 }, async (session) => {
      const prompts = await answerAll(session, answers)
      await expectGoodEnd(session)
      expectSteadyProgress(prompts)
      expect(session.lines.filter((line) => line.startsWith(`${tier}  `))).toHaveLength(1)
      expect(commandIn(session.lines)).toMatch(/^npx pick-llm --data-residency /)
      inSight.set(tier, session.screen)
    })
  })

  it.sequential.each(tiers)('%s, and the answer is still in sight on 80 by 24 when the command has ended', (tier) => {
    expect(inSight.get(tier)?.join('\n')).toMatch(new RegExp(`^${tier}  `, 'm'))
  })
})

describe.concurrent('every prompt says how far it is, what each option means, why it is asked, and an example where there is one', () => {
  const met = new Set<string>()

  it.each([
    ['own GPUs by choice', longest],
    ['own machines by force', forbidden],
  ])('on the way to %s', { timeout }, async (_, answers) => {
    await inTerminal({ columns: 120, rows: 40 }, async (session) => {
      const prompts: Prompt[] = []
      for (let prompt = await nextPrompt(session); prompt !== 'end'; prompt = await nextPrompt(session)) {
        prompts.push(prompt)
        met.add(prompt.question.id)
        if (prompt.question.kind === 'choice') await expectExplained(session, prompt)
        await answer(session, promptOn(session) ?? prompt, answers[prompt.question.id] ?? notSure)
      }
      await expectGoodEnd(session)
      expectSteadyProgress(prompts)
      expect(prompts[0]?.lines[0]).toContain(`(1 of at most ${prompts[0]?.atMost})`)
      expect(session.lines.filter((line) => line.startsWith('self-hosted-open  '))).toHaveLength(1)
    })
  })

  it.sequential('which is every choice there is', () => {
    expect([...met]).toEqual(expect.arrayContaining(choices.map(({ id }) => id)))
  })
})

/** Walks up to the first option, and down through all. */
async function expectExplained(session: Session, { question, position, lines }: Prompt): Promise<void> {
  const options = question.options ?? []
  for (const { id, means } of options) expect(lines.some((line) => line.slice(2).replace(/ {2,}/, '  ') === `${id}  ${means}`)).toBe(true)
  const names = [...options.map(({ id }) => id), ...(question.required ? [] : [notSure]), ...(position > 1 ? [back] : [])]
  expect(optionsIn({ lines } as Prompt)).toEqual(names)
  for (let now = promptOn(session)?.highlighted; now !== names[0]; now = promptOn(session)?.highlighted) {
    session.send(keys.up)
    await session.until('the pointer moved up', () => promptOn(session)?.highlighted !== now || undefined)
  }
  for (const [index, name] of names.entries()) {
    if (index > 0) session.send(keys.down)
    const shown = await session.until(`the pointer on ${name}`, () => {
      const now = promptOn(session)
      return now?.highlighted === name ? flat(now.lines) : undefined
    })
    expect(shown).toContain(flat(`Asked because: ${question.why}`))
    const { example } = options[index] ?? {}
    if (example) expect(shown).toContain(flat(`For example: ${example}`))
    else expect(shown).not.toContain('Forexample:')
  }
}

describe.concurrent('the bills stand above the question whether cost decides', () => {
  const upToVolume = ['--data-residency', 'anywhere', '--task', 'chat', '--fine-tuning', 'no', '--frontier-need', 'none']
  const titles = ['Hosted open', 'Self-hosted', 'Closed flagship', 'Closed small', 'Private frontier', 'Hybrid']

  it.each([
    [80, '300M', 'Bills a month at 300M tokens'],
    [80, notSure, 'Bills a month, by tokens a month'],
    [40, '300M', 'Bills a month at 300M tokens'],
    [40, notSure, 'Bills a month, by tokens a month'],
  ])('in %i columns, with the volume %s', { timeout }, async (columns, volume, head) => {
    await inTerminal({ columns, rows: 40, args: upToVolume }, async (session) => {
      await answerAll(session, { tokens: volume }, 'cost-dominant')
      const above = session.lines.slice(
        0,
        session.lines.findLastIndex((line) => line.startsWith('? ')),
      )
      const start = above.indexOf(head)
      for (const title of titles) expect(above.slice(start).some((line) => line.includes(title) && /\$[\d,.]+/.test(line))).toBe(true)
      expect(session.tooWide).toEqual([])
    })
  })

  it('once, also when the question is asked again, and anew for another volume', { timeout }, async () => {
    await inTerminal({ columns: 80, rows: 60, args: upToVolume }, async (session) => {
      const heads = () => session.lines.filter((line) => line.startsWith('Bills a month at '))
      const again = async (option: string, volume: string) => {
        const prompt = (await answerAll(session, { tokens: volume }, 'cost-dominant')).at(-1)
        if (prompt) await answer(session, prompt, option)
      }
      await again(back, '300M')
      await again(back, '300M')
      expect(heads()).toEqual(['Bills a month at 300M tokens'])
      await again('yes', '2B')
      expect(heads()).toEqual(['Bills a month at 300M tokens', 'Bills a month at 2B tokens'])
    })
  })
})

describe.concurrent('Back', () => {
  it('leads from every question to the one before, with its answer highlighted, and forward again', { timeout }, async () => {
    await inTerminal({ columns: 100, rows: 40 }, async (session) => {
      const seen: Prompt[] = []
      for (let prompt = await nextPrompt(session); prompt !== 'end'; prompt = await nextPrompt(session)) {
        const before = seen.at(-1)
        seen.push(prompt)
        if (before) {
          await answer(session, prompt, back)
          const again = await nextPrompt(session)
          const { question, position, atMost } = before
          const chosen = longest[question.id] ?? notSure
          expect(again).toMatchObject({ question, position, atMost, highlighted: question.kind === 'choice' ? chosen : undefined })
          await answer(session, again === 'end' ? before : again, chosen)
          expect(await nextPrompt(session)).toEqual(prompt)
        }
        await answer(session, prompt, longest[prompt.question.id] ?? notSure)
      }
      await expectGoodEnd(session)
      expectSteadyProgress(seen)
      for (const flag of flagsOf(seen, longest)) expect(commandIn(session.lines)).toContain(flag)
    })
  })

  it('through all questions forgets every answer on the way', { timeout }, async () => {
    await inTerminal({ columns: 100, rows: 40 }, async (session) => {
      await answerAll(session, longest, 'ops-capacity')
      for (let prompt = await nextPrompt(session); prompt !== 'end' && prompt.position > 1; prompt = await nextPrompt(session))
        await answer(session, prompt, back)
      const others = { 'data-residency': 'air-gapped', task: 'voice', 'fine-tuning': 'yes', license: 'any' }
      const prompts = await answerAll(session, others)
      await expectGoodEnd(session)
      const command = commandIn(session.lines).replace(/ --yes$/, '')
      expect(command).toBe(['npx pick-llm', ...flagsOf(prompts, others)].join(' '))
    })
  })

  it('is not offered at the first question, nor is Not sure', { timeout }, async () => {
    await inTerminal({ columns: 100 }, async (session) => {
      const first = await nextPrompt(session)
      if (first === 'end') throw new Error('Nothing was asked.')
      expect(first.question.id).toBe('data-residency')
      expect(optionsIn(first)).toEqual(first.question.options?.map(({ id }) => id))
    })
  })
})

describe.concurrent('Not sure takes the assumption and the result lists it', () => {
  const unsure: Answers = Object.fromEntries(questions.map(({ id }) => [id, notSure]))
  const paths: Record<string, Answers> = {
    'where nothing is known': { ...unsure, 'data-residency': 'anywhere' },
    'in an unknown region': { ...unsure, 'data-residency': 'region' },
    'in real time': { ...unsure, 'data-residency': 'anywhere', latency: 'realtime' },
    'in real time, with a GPU team': { ...unsure, 'data-residency': 'anywhere', latency: 'realtime', 'ops-capacity': 'yes' },
    'on own machines': { ...unsure, ...forbidden, license: notSure },
  }
  const met = new Set<string>()

  it.each(Object.entries(paths))('%s', { timeout }, async (_, answers) => {
    await inTerminal({ columns: 80, rows: 30 }, async (session) => {
      const prompts = await answerAll(session, answers)
      await expectGoodEnd(session)
      const ids = prompts.map(({ question }) => question.id).filter((id) => answers[id] === notSure)
      for (const id of ids) met.add(id)
      const lines = session.lines.slice(session.lines.findIndex((line) => line.startsWith('Assumed ')))
      const end = lines.findIndex((line, index) => index > 0 && !line.startsWith(' '))
      const assumed = lines.slice(0, end).join(' ')
      for (const id of ids) expect(assumed).toMatch(new RegExp(`[ ,]${id} `))
      expect(commandIn(session.lines)).toMatch(/ --yes$/)
      for (const id of ids) expect(commandIn(session.lines)).not.toContain(`--${id}`)
    })
  })

  it.sequential('at every question but the data residency', () => {
    expect([...met]).toEqual(expect.arrayContaining(choices.filter(({ required }) => !required).map(({ id }) => id)))
  })
})

describe.concurrent('a volume is asked for in whole words, and what is refused is gone', () => {
  const args = ['--data-residency', 'anywhere', '--task', 'chat', '--fine-tuning', 'no', '--frontier-need', 'none']
  const said = ({ lines }: Session) => lines.join(' ').replaceAll(/\s+/g, ' ')

  it.each([80, 50, 40])('in %i columns', { timeout }, async (columns) => {
    await inTerminal({ columns, rows: 30, args }, async (session) => {
      const prompt = await nextPrompt(session)
      if (prompt === 'end' || prompt.question.kind !== 'volume') throw new Error('No volume was asked for.')
      expect(said(session)).toContain(`Asked because: ${prompt.question.why} Write 50M, 1.5B, 2e9 or 50_000_000, each also with /day`)
      expect(session.lines.at(-1)).toBe('Volume:')
      // Narrow lines that are full but for a word, so that none stands alone.
      const [, ...help] = session.lines.slice(
        session.lines.findIndex((line) => line.startsWith('Asked because')),
        -1,
      )
      expect(help.slice(0, -1).every((line) => line.split(' ').length > 2)).toBe(true)
      await point(session, prompt, '1,5zillions')
      session.send(keys.enter)
      const refused = '> "1,5zillions" is no volume. Write 50M, 1.5B, 2e9 or 50_000_000, each also with /day or /month, or ? when not sure.'
      await session.until('the refusal', () => (said(session).endsWith(refused) && session.lines.includes('Volume:')) || undefined)
      await answer(session, promptOn(session) ?? prompt, '300M')
      expect(flat(session.lines)).toContain(flat(`✔ ${prompt.question.ask} 300M`))
      expect(flat(session.lines)).not.toContain('zillions')
      expect(session.tooWide).toEqual([])
    })
  })
})

describe.concurrent('a narrow terminal is enough', () => {
  const cases = [60, 40].flatMap((columns) => [
    [columns, 'self-hosted-open', longest] as const,
    [columns, 'hybrid', pathTo.hybrid] as const,
  ])

  it.each(cases)('%i columns, to %s', { timeout }, async (columns, tier, answers) => {
    await inTerminal({ columns, rows: 24 }, async (session) => {
      const prompts = await answerAll(session, answers)
      await expectGoodEnd(session)
      expectSteadyProgress(prompts)
      const text = flat(session.lines)
      for (const { question } of prompts) expect(text.split(flat(`✔ ${question.ask}`))).toHaveLength(2)
      expect(session.lines.some((line) => line.startsWith(`${tier}  `))).toBe(true)
      for (const flag of flagsOf(prompts, answers)) expect(commandIn(session.lines)).toContain(flag)
    })
  })
})

describe.concurrent('a late question that nothing is assumed for', () => {
  const overlay = 'test/pty/no-assumption.yaml'
  const args = ['--rules', overlay, '--data-residency', 'anywhere', '--frontier-need', 'none', '--tokens', '1B']

  it('is asked in its turn, and the bills before it say what they go by', { timeout }, async () => {
    await inTerminal({ columns: 100, rows: 60, args }, async (session) => {
      const prompts = await answerAll(session, { ...pathTo['hosted-open'], task: 'multimodal', license: 'any' })
      await expectGoodEnd(session)
      const ids = prompts.map(({ question }) => question.id)
      expect(ids.indexOf('license')).toBeGreaterThan(ids.indexOf('cost-dominant'))
      expect(session.lines).toContain('Priced as if license permissive had been answered.')
      expect(session.lines.filter((line) => line.startsWith('hosted-open  '))).toHaveLength(1)
      expect(commandIn(session.lines)).toContain('--license any')
    })
  })
})
