// The interview as it stands on the screen: which question, which options, what is highlighted; and how to answer it.

import { execFileSync } from 'node:child_process'
import { bin, type Session } from './terminal.ts'

export interface Question {
  readonly id: string
  readonly kind: 'choice' | 'volume'
  readonly ask: string
  readonly why: string
  readonly required: boolean
  readonly options?: readonly { readonly id: string; readonly means: string; readonly example?: string }[]
}

/** As the command itself lists them. */
export const questions: readonly Question[] = JSON.parse(
  execFileSync(process.execPath, [bin, 'questions', '--json'], { encoding: 'utf8' }),
).questions

export const choices = questions.filter(({ kind }) => kind === 'choice')

export interface Prompt {
  readonly question: Question
  readonly position: number
  readonly atMost: number
  /** Name of the option under the pointer; undefined where a volume is typed. */
  readonly highlighted: string | undefined
  /** From the question to the line of keys. */
  readonly lines: readonly string[]
}

export const keys = { down: '\u001b[B', up: '\u001b[A', enter: '\r', ctrlC: '\u0003', ctrlD: '\u0004' } as const

export const notSure = 'Not sure'
export const back = 'Back'

/** Text that does not depend on where lines break. */
export const flat = (text: string | readonly string[]): string => [text].flat().join('').replace(/\s+/g, '')

/** The prompt that waits for an answer, once it stands there whole. */
export function promptOn({ lines: all, exited }: Session): Prompt | undefined {
  const start = all.findLastIndex((line) => line.startsWith('? '))
  if (start < 0 || exited) return undefined
  const lines = all.slice(start)
  const text = flat(lines)
  const question = questions.find(({ ask }) => text.startsWith(flat(`?${ask}(`)))
  const progress = /\((\d+)ofatmost(\d+)\)/.exec(text)
  if (!question || !progress) return undefined
  const [, position, atMost] = progress.map(Number)
  const pointed = lines.find((line) => line.startsWith('❯ '))
  const whole = question.kind === 'choice' ? pointed !== undefined && text.endsWith('⏎select') : text.includes('?whennotsure')
  if (!whole || position === undefined || atMost === undefined) return undefined
  return { question, position, atMost, highlighted: pointed?.slice(2).split('  ')[0], lines }
}

/** Waits for a prompt, or for the end of the command. */
export const nextPrompt = (session: Session): Promise<Prompt | 'end'> =>
  session.until('a prompt or the end', () => promptOn(session) ?? (session.exited ? 'end' : undefined))

/** Types the beginning of the option, or the volume, and leaves the confirmation to the caller. */
export async function point(session: Session, prompt: Prompt, option: string): Promise<void> {
  const { question } = prompt
  if (question.kind === 'choice') {
    if (prompt.highlighted === option) return
    await typed(session, option, `the pointer on ${option}`, () => promptOn(session)?.highlighted === option || undefined)
    return
  }
  const text = option === notSure ? '?' : option === back ? '<' : option
  await typed(session, text, `the typed ${text}`, () => flat(promptOn(session)?.lines ?? '').endsWith(`:${text}`) || undefined)
}

/** A prompt is on the screen a moment before it listens, so what got lost is typed again, as a person would. */
async function typed(session: Session, text: string, what: string, look: () => true | undefined): Promise<void> {
  session.send(text)
  const again = setInterval(() => session.send(erase.repeat(text.length) + text), 3000)
  try {
    await session.until(what, look)
  } finally {
    clearInterval(again)
  }
}

const erase = '\u007f'

/** Answers the prompt on the screen and waits until it stands there as answered; while it is drawn anew it is gone for a moment. */
export async function answer(session: Session, prompt: Prompt, option: string): Promise<void> {
  await point(session, prompt, option)
  const done = flat(`✔${prompt.question.ask}`)
  const times = () => flat(session.lines).split(done).length
  const before = times()
  session.send(keys.enter)
  await session.until(`the answer ${option} to ${prompt.question.id} taken`, () => times() > before || undefined)
}

export type Answers = Readonly<Record<string, string>>

/** Answers whatever is asked until the command ends, or until the question `stopAt` stands there. Returns the prompts in order. */
export async function answerAll(session: Session, answers: Answers, stopAt?: string): Promise<Prompt[]> {
  const seen: Prompt[] = []
  for (;;) {
    const prompt = await nextPrompt(session)
    if (prompt === 'end') return seen
    seen.push(prompt)
    const { id } = prompt.question
    if (id === stopAt) return seen
    const option = answers[id] ?? usual(prompt)
    if (option === undefined) throw new Error(`The question ${id} was not expected.`)
    await answer(session, prompt, option)
  }
}

/** Nobody is expected to know a volume. */
const usual = ({ question }: Prompt): string | undefined => (question.kind === 'volume' ? notSure : undefined)

export type Steps = readonly (readonly [id: string, option: string])[]

/** Answers in exactly this order, for paths that ask a question twice, then by `rest`. Returns the last option of each question. */
export async function follow(session: Session, steps: Steps, rest: Answers): Promise<ReadonlyMap<string, string>> {
  const chosen = new Map<string, string>()
  for (const [id, option] of steps) {
    const prompt = (await answerAll(session, {}, id)).at(-1)
    if (prompt?.question.id !== id) throw new Error(`The question ${id} was not asked.`)
    await answer(session, prompt, option)
    chosen.set(id, option)
  }
  for (const { question } of await answerAll(session, rest)) chosen.set(question.id, rest[question.id] ?? notSure)
  return chosen
}

/** The plainest answers; what a path does not meet is left over. */
const plain: Answers = {
  task: 'chat',
  'fine-tuning': 'no',
  'frontier-need': 'none',
  'cost-dominant': 'no',
  stage: 'production',
  license: 'permissive',
  latency: 'interactive',
  traffic: 'steady',
  'ops-capacity': 'no',
}

/** A path to each tier. */
export const pathTo = {
  'self-hosted-open': { ...plain, 'data-residency': 'own-network' },
  'hosted-open': { ...plain, 'data-residency': 'anywhere' },
  'frontier-closed': { ...plain, 'data-residency': 'anywhere', task: 'agentic-coding', 'frontier-need': 'all' },
  'frontier-private': { ...plain, 'data-residency': 'contract', task: 'reasoning', 'frontier-need': 'all' },
  hybrid: { ...plain, 'data-residency': 'anywhere', task: 'extraction', 'frontier-need': 'slice' },
} satisfies Record<string, Answers>

/** Own machines, and work for which some models have a license with conditions: the path that asks for the license. */
export const forbidden: Answers = { ...plain, 'data-residency': 'own-network', task: 'multimodal' }

/** A path through every other choice. It leads to own GPUs. */
export const longest: Answers = { ...plain, 'data-residency': 'region', region: 'eu', latency: 'realtime', 'ops-capacity': 'yes' }

/** The command at the end of the result, on one line. */
export function commandIn(lines: readonly string[]): string {
  const start = lines.findLastIndex((line) => line.startsWith('npx pick-llm'))
  return lines
    .slice(start)
    .map((line) => line.replace(/ ?\\$/, '').trim())
    .join(' ')
    .trim()
}

/** How the answers to these prompts stand in a command: in the order of the questions' list. */
export function flagsOf(prompts: readonly Prompt[], answers: Answers): string[] {
  const asked = new Set(prompts.map(({ question }) => question.id))
  const given = questions.filter(({ id }) => asked.has(id) && answers[id] !== undefined && answers[id] !== notSure)
  return given.map(({ id }) => `--${id} ${answers[id]}`)
}
