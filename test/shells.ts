// Shells with a completion script → what they offer, and what a line becomes by Tab in a real terminal.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'

export const has = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/**
 * What bash offers for each list of words, the last of which is being written. They are split as bash splits them, so
 * that `--format=json` is three. The outer quotes of what is offered are as they would stand in the line.
 */
export function bashOffers(script: string, lines: readonly (readonly string[])[]): string[][] {
  const calls = lines.map(
    (words) =>
      `COMP_WORDS=(pick-llm ${words.map(quoted).join(' ')}) COMP_CWORD=${words.length}; _pick_llm; printf '%s\\n' \${COMPREPLY[@]+"\${COMPREPLY[@]}"} --end--`,
  )
  const ran = spawnSync('bash', ['--norc', '--noprofile'], { input: ['set -u', script, ...calls].join('\n'), encoding: 'utf8' })
  if (ran.stderr !== '') throw new Error(ran.stderr)
  return ran.stdout
    .split('--end--\n')
    .slice(0, -1)
    .map((block) => block.split('\n').filter((line) => line !== ''))
}

interface Started {
  readonly words: readonly string[]
  readonly rc: string
  /** Its file of settings, in a folder that is home and everything else. */
  readonly file: string
}

/** Each has a `pick-llm` that writes its arguments down, and tells so that it is ready for a line. */
const started: Readonly<Record<string, Started>> = {
  bash: {
    words: ['--noprofile', '--rcfile', '.bashrc', '-i'],
    file: '.bashrc',
    rc: `pick-llm() { printf '<%s>' "$@" >> out; echo >> out; }
source ./script
PROMPT_COMMAND='echo ready >> out'`,
  },
  zsh: {
    words: ['-d', '-i'],
    file: '.zshrc',
    rc: `pick-llm() { printf '<%s>' "$@" >> out; echo >> out; }
autoload -U compinit && compinit -D -u
source ./script
precmd() { echo ready >> out }`,
  },
  fish: {
    words: ['-i'],
    file: 'fish/config.fish',
    rc: `function pick-llm; printf '<%s>' $argv >> out; echo >> out; end
source ./script
set -g fish_greeting
set -g fish_autosuggestion_enabled 0
function fish_prompt; echo ready >> out; echo '> '; end`,
  },
}

/** Types each line in a terminal, ends it by Enter, and tells the arguments that the command got, as `<one><two>`. */
export async function typed(shell: string, folder: string, script: string, lines: readonly string[]): Promise<string[]> {
  const { words, rc, file } = started[shell] as Started
  mkdirSync(join(folder, 'fish'), { recursive: true })
  writeFileSync(join(folder, file), `${rc}\n`)
  writeFileSync(join(folder, 'script'), script)
  const out = join(folder, 'out')
  const told = () => (existsSync(out) ? readFileSync(out, 'utf8').split('\n').slice(0, -1) : [])
  const got = () => told().filter((line) => line.startsWith('<'))
  const { PATH = '' } = process.env
  const env = { PATH, HOME: folder, ZDOTDIR: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, LC_ALL: 'C.UTF-8', TERM: 'xterm' }
  const pty = spawn(shell, [...words], { name: 'xterm', cols: 120, rows: 40, cwd: folder, env })
  let screen = ''
  pty.onData((data) => (screen += data))
  const until = async (holds: () => boolean) => {
    const patience = performance.now() + 30_000
    while (!holds()) {
      if (performance.now() > patience) throw new Error(`${shell} did not get on: ${screen}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  try {
    for (const [index, line] of lines.entries()) {
      await until(() => told().at(-1) === 'ready' && got().length === index)
      pty.write(`${line}\r`)
      await until(() => got().length > index)
    }
    return got()
  } finally {
    pty.kill('SIGKILL')
  }
}
