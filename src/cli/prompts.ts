// A question → a prompt in the terminal, on stderr. Loaded only when something is asked.

import { input, select } from '@inquirer/prompts'
import { UserError } from '../errors.ts'
import { renderBills } from '../render/bills.ts'
import { wrap } from '../render/layout.ts'
import { styleFor } from '../render/style.ts'
import { echo } from '../sanitize.ts'
import type { ChoiceQuestion, VolumeQuestion } from '../types.ts'
import { acceptedVolumes, parseVolume } from '../volume.ts'
import type { ColorFlag } from './context.ts'
import type { Ask, Asking, Reply } from './interview.ts'
import { print, type Terminal, wantsColor } from './terminal.ts'

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

const showCursor = '\u001b[?25h'

/** Asks in the terminal. Throws `UserError` with exit code 130, 143 or 129 when the user or the system ends it. */
export function askInTerminal(terminal: Terminal, color: ColorFlag): Ask {
  const look = { color: wantsColor(terminal, color, terminal.stderr) }
  let shown = ''
  outliving(terminal)
  return async (asking) => {
    const columns = terminal.stderr.columns || 80
    const priced = Object.entries(asking.pricedAs).map(([id, value]) => `${id} ${value}`)
    const note = priced.length === 0 ? [] : [...wrap(`Priced as if ${priced.join(', ')} had been answered.`, columns), '']
    const bills = renderBills(asking.costs, { ...look, columns }) + note.map((line) => `${line}\n`).join('')
    // Going back and forth does not repeat what stands there already.
    if (bills !== shown) await print(terminal.stderr, bills)
    if (bills !== '') shown = bills
    return ended(terminal, (signal) => prompt(asking, terminal, look, signal))
  }
}

/**
 * A terminal that is gone takes no mode and no text, which is no error of ours. At its end Node would try to restore it, and abort
 * where it cannot; who dies of the hangup restores nothing.
 */
function outliving(terminal: Terminal): void {
  const { stdin } = terminal
  const { setRawMode } = stdin
  stdin.setRawMode = (mode) => {
    try {
      return setRawMode.call(stdin, mode)
    } catch {
      process.once('exit', () => {
        process.removeAllListeners('SIGHUP')
        process.kill(process.pid, 'SIGHUP')
      })
      return stdin
    }
  }
  screenOf(terminal).on('error', () => undefined)
}

/** Questions are asked in a terminal alone, which is written to by its stream. */
const screenOf = ({ stderr }: Terminal) => stderr as NodeJS.WriteStream

function prompt(asking: Asking, terminal: Terminal, look: { color: boolean }, signal: AbortSignal): Promise<Reply> {
  const output = screenOf(terminal)
  const context = { input: terminal.stdin, output, signal }
  const { columns = 80, rows = 24 } = output
  const progress = `(${asking.position} of at most ${asking.atMost})`
  if (asking.question.kind === 'volume') return askVolume(asking.question, asking, progress, look, columns, context)
  const choices = choicesFor(asking.question, asking, columns)
  const theme = themeFor(look, asking.question.ask, progress, columns, choices.length)
  // After going back, the answer that was given; else the one that would be assumed, so that Enter alone is never a bold claim.
  const start = choices.find(({ value }) =>
    asking.before === null ? value.kind === 'unsure' : value.kind === 'answer' && value.value === (asking.before ?? asking.assumed?.value),
  )
  const pageSize = Math.max(3, rows - linesAround)
  return select<Reply>(
    { message: asking.question.ask, choices, pageSize, loop: false, theme, ...(start ? { default: start.value } : {}) },
    context,
  )
}

/** The question, the description and the key help, which stay on screen around the options. */
const linesAround = 8

function choicesFor({ options, why }: ChoiceQuestion, { canGoBack, assumed }: Asking, columns: number) {
  const width = Math.max(...options.map(({ id }) => id.length), 'Not sure'.length) + 2
  const choice = (value: Reply, name: string, means: string, example: string | undefined) => ({
    value,
    name: wrap(means, columns - width - cursorWidth)
      .map((line, index) => (index === 0 ? name : '').padEnd(width) + line)
      .join(`\n${' '.repeat(cursorWidth)}`),
    description: [...(example ? [example] : []), `Asked because: ${why}`].flatMap((line) => wrap(line, columns)).join('\n'),
    short: name,
  })
  return [
    ...options.map(({ id, means, example }) => choice({ kind: 'answer', value: id }, id, means, example && `For example: ${example}`)),
    ...(assumed ? [choice({ kind: 'unsure' }, 'Not sure', `Assume ${assumed.value}`, assumed.because)] : []),
    ...(canGoBack ? [choice({ kind: 'back' }, 'Back', 'Return to the question before', undefined)] : []),
  ]
}

const cursorWidth = 2
/** Room for the longest answer behind an answered question. */
const answerWidth = 16

async function askVolume(
  question: VolumeQuestion,
  { canGoBack }: Asking,
  progress: string,
  look: { color: boolean },
  columns: number,
  context: Parameters<typeof input>[1],
): Promise<Reply> {
  const back = canGoBack ? ', < for the question before' : ''
  // Wrapped once, in the theme; what is typed gets a line of its own, so that it is never broken.
  const help = [`Asked because: ${question.why}`, `Write ${acceptedVolumes}; ? when not sure${back}.`, 'Volume:']
  const theme = themeFor(look, question.ask, [progress, ...help].join('\n'), columns)
  const text = await input(
    {
      message: question.ask,
      // What was refused is gone, as the message says it again; typing on would add to it.
      theme: { ...theme, validationFailureMode: 'clear' },
      validate: (typed) => isWord(typed, canGoBack) || parseVolume(typed) !== undefined || refusal(typed),
    },
    context,
  )
  if (text.trim() === '?') return { kind: 'unsure' }
  if (text.trim() === '<') return { kind: 'back' }
  const volume = parseVolume(text)
  return volume ? { kind: 'answer', value: volume.perMonth, written: volume.text } : { kind: 'unsure' }
}

const refusal = (typed: string): string =>
  `${typed.trim() === '' ? 'Nothing was typed.' : `"${echo(typed)}" is no volume.`} Write ${acceptedVolumes}, or ? when not sure.`

const isWord = (typed: string, canGoBack: boolean): boolean => typed.trim() === '?' || (canGoBack && typed.trim() === '<')

/** The progress is shown with the open question and dropped from the answered ones. */
function themeFor(look: { color: boolean }, ask: string, progress: string, columns: number, options = 0) {
  const style = styleFor(look)
  const open = wrap(`${style.strong(ask)} ${style.faint(progress)}`, columns - cursorWidth).join('\n')
  const done = wrap(style.strong(ask), Math.max(20, columns - cursorWidth - answerWidth)).join('\n')
  return {
    prefix: { idle: style.good('?'), done: style.good('✔') },
    style: {
      message: (_: string, status: string) => (status === 'done' ? done : open),
      answer: (text: string) => style.good(text),
      highlight: (text: string) => style.good(text),
      description: (text: string) => style.faint(text),
      error: (text: string) => wrap(style.warn(`> ${text}`), columns - 1).join('\n'),
      keysHelpTip: (keys: [string, string][]) =>
        style.faint(keys.map(([key, action]) => `${key} ${action === 'navigate' ? `navigate ${options} options` : action}`).join(', ')),
    },
  }
}

/** Runs a prompt so that Ctrl-C, Ctrl-D, a hangup and a kill all end it in the same orderly way. */
async function ended(terminal: Terminal, run: (signal: AbortSignal) => Promise<Reply>): Promise<Reply> {
  const controller = new AbortController()
  let code: 129 | 130 | 143 = signals.SIGINT
  const end = (signal: keyof typeof signals) => {
    code = signals[signal]
    controller.abort()
  }
  // Listening with `once` would let the prompt's own exit hook believe that nobody listens, and kill the process first.
  const onKey = (_: unknown, key: { readonly ctrl?: boolean; readonly name?: string } | undefined) => {
    if (key?.ctrl && key.name === 'd') controller.abort()
  }
  // Ctrl-D is a key here, so it is the terminal that has ended.
  const onEnd = () => end('SIGHUP')
  // Coming back from a suspension, Node leaves the input paused, which would end the prompt.
  const onContinue = () => setImmediate(() => terminal.stdin.resume())
  for (const signal of Object.keys(signals)) process.on(signal, end)
  terminal.stdin.on('keypress', onKey).on('end', onEnd)
  process.on('SIGCONT', onContinue)
  try {
    return await run(controller.signal)
  } catch (error) {
    if (error instanceof Error && /^(Abort|Exit|Cancel)PromptError$/.test(error.name)) throw cancelled(code)
    throw error
  } finally {
    for (const signal of Object.keys(signals)) process.off(signal, end)
    terminal.stdin.off('keypress', onKey).off('end', onEnd)
    process.off('SIGCONT', onContinue)
    terminal.stderr.write(showCursor)
  }
}

function cancelled(code: 129 | 130 | 143): UserError {
  const what = code === 130 ? 'Cancelled' : 'Stopped'
  return new UserError('E_CANCELLED', `${what}; nothing was written.`, '', code)
}
