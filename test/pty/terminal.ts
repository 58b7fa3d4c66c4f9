// A real pseudo-terminal around the built command: types as a user does, and reads the screen as a user does.

import { spawn } from '@lydell/node-pty'
import { Terminal } from '@xterm/headless'

export const root = `${import.meta.dirname}/../..`
export const bin = `${root}/bin/pick-llm.js`

export interface Options {
  readonly args?: readonly string[]
  readonly columns?: number
  readonly rows?: number
  /** On top of a minimal environment; `TERM` may be replaced. */
  readonly env?: Readonly<Record<string, string>>
  /** Standard output goes to this file instead of the terminal. */
  readonly stdoutTo?: string
}

export interface Exit {
  /** As `$?` of a shell: 128 and the number of the signal for a process that was killed. */
  readonly code: number
  /** Whether echo, line editing and so on are as they were before. */
  readonly modesRestored: boolean
  readonly milliseconds: number
}

/** Session time-outs are for hangs only, so they leave a slow machine all the time it needs. */
const patience = 45_000

// The shell tells pid and exit code by an escape sequence that no terminal shows. It comes after all output of the
// command and keeps the terminal open, where the exit of the pty's own process may overtake what is still to be read.
const script = `
out=$1; shift
before=$(stty -g)
sh -c 'printf "\\033]7701;pid %s\\007" "$$"; if [ -n "$0" ]; then exec "$@" > "$0"; else exec "$@"; fi' "$out" "$@"
code=$?
if [ "$before" = "$(stty -g)" ]; then modes=restored; else modes=changed; fi
printf '\\033]7701;exit %s %s\\007' "$code" "$modes"
read -r _
`

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal bytes are what this file is about
const markers = /\u001b\]7701;[^\u0007]*\u0007/g

export class Session {
  readonly #terminal: Terminal
  readonly #pty: ReturnType<typeof spawn>
  readonly #checks = new Set<() => void>()
  readonly #tooWide = new Set<string>()
  #bytes = ''
  #pid: number | undefined
  #started = 0
  #exit: Exit | undefined
  #gone = false

  constructor({ args = [], columns = 80, rows = 24, env = {}, stdoutTo = '' }: Options) {
    this.#terminal = new Terminal({ cols: columns, rows, scrollback: 2000, allowProposedApi: true })
    this.#terminal.parser.registerOscHandler(7701, (data) => this.#told(data))
    const { PATH = '', HOME = '' } = process.env
    const TERM = env['TERM'] ?? 'xterm-256color'
    this.#pty = spawn('sh', ['-c', script, 'sh', stdoutTo, process.execPath, bin, ...args], {
      name: TERM,
      cols: columns,
      rows,
      cwd: root,
      env: { PATH, HOME, ...env, TERM },
    })
    this.#pty.onData((data) => {
      this.#bytes += data
      this.#terminal.write(data, () => this.#changed())
    })
    this.#pty.onExit(() => {
      this.#gone = true
      this.#changed()
    })
  }

  #told(data: string): boolean {
    const [what, value, modes] = data.split(' ')
    if (what === 'pid') [this.#pid, this.#started] = [Number(value), performance.now()]
    else this.#exit = { code: Number(value), modesRestored: modes === 'restored', milliseconds: performance.now() - this.#started }
    return true
  }

  #changed(): void {
    const { active } = this.#terminal.buffer
    for (let index = 0; index < active.length; index++) {
      const line = active.getLine(index)
      if (line?.isWrapped) this.#tooWide.add(`${active.getLine(index - 1)?.translateToString(true)}|${line.translateToString(true)}`)
    }
    for (const check of this.#checks) check()
  }

  /** Everything on the terminal, also what scrolled away; without the empty lines at the end. */
  get lines(): string[] {
    return this.#rows(0, this.#terminal.buffer.active.length)
  }

  /** What is in sight. */
  get screen(): string[] {
    const { baseY } = this.#terminal.buffer.active
    return this.#rows(baseY, baseY + this.#terminal.rows)
  }

  #rows(from: number, to: number): string[] {
    const { active } = this.#terminal.buffer
    const rows = Array.from(
      { length: to - from },
      (_, index) =>
        active
          .getLine(from + index)
          ?.translateToString(true)
          .trimEnd() ?? '',
    )
    return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1)
  }

  /** Lines that were wider than the terminal at any time, so that the terminal had to break them. */
  get tooWide(): string[] {
    return [...this.#tooWide]
  }

  /** What the command wrote to the terminal, byte for byte. */
  get raw(): string {
    return this.#bytes.replace(markers, '')
  }

  get cursorVisible(): boolean {
    return this.#bytes.lastIndexOf('\u001b[?25l') <= this.#bytes.lastIndexOf('\u001b[?25h')
  }

  get exited(): Exit | undefined {
    return this.#exit
  }

  send(keys: string): void {
    this.#pty.write(keys)
  }

  /** To the command itself, not to the shell around it. */
  signal(name: NodeJS.Signals): void {
    if (this.#pid === undefined) throw new Error('The command has not started.')
    process.kill(this.#pid, name)
  }

  /** Looks again after every change of the screen. */
  until<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        this.#checks.delete(check)
        act()
      }
      const failure = (why: string) => new Error(`${why} while waiting for ${what}. On the terminal:\n${this.lines.join('\n')}`)
      const timer = setTimeout(() => settle(() => reject(failure('Time-out'))), patience)
      const check = () => {
        const seen = look()
        if (seen !== undefined) settle(() => resolve(seen))
        else if (this.#gone) settle(() => reject(failure('The terminal closed')))
      }
      this.#checks.add(check)
      check()
    })
  }

  exit(): Promise<Exit> {
    return this.until('the exit', () => this.#exit)
  }

  close(): void {
    if (!this.#gone) this.#pty.kill('SIGKILL')
    if (this.#pid !== undefined && !this.#exit) {
      try {
        process.kill(this.#pid, 'SIGKILL')
      } catch {
        // It ended by itself.
      }
    }
    this.#terminal.dispose()
  }
}

// A few at a time: more would only make each one slower. Sessions must not be nested.
let free = 3
const waiting: (() => void)[] = []

/** Runs the command in a terminal, and ends it whatever happens. */
export async function inTerminal<T>(options: Options, use: (session: Session) => Promise<T>): Promise<T> {
  if (free > 0) free--
  else await new Promise<void>((resolve) => waiting.push(resolve))
  const session = new Session(options)
  try {
    return await use(session)
  } finally {
    session.close()
    const next = waiting.shift()
    if (next) next()
    else free++
  }
}
