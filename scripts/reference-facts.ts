// What the program cannot tell of itself: what each variable does, and a line that ends with each exit code.

import type { exit } from '../src/errors.ts'

/** Every variable that the source reads, apart from those of questions and wishes. */
export const variables: Readonly<Record<string, string>> = {
  PICK_LLM_RULES: 'Files of `--rules`, separated as in `PATH`.',
  PICK_LLM_FORMAT: 'The format where no `--format` or `--json` is given.',
  PICK_LLM_NO_INPUT: 'Set: never ask, as `--no-input`.',
  PICK_LLM_DEBUG: 'Set: show where an error comes from, as `--debug`.',
  PICK_LLM_NO_CACHE: 'Set: leave out the prices that `refresh` fetched.',
  PICK_LLM_CACHE: 'The folder that `refresh` keeps prices in.',
  PICK_LLM_OFFLINE: 'Set: `refresh` does not run.',
  XDG_CACHE_HOME: 'Without `PICK_LLM_CACHE`: the folder `pick-llm` in it.',
  HOME: 'Without either: `.cache/pick-llm` in it.',
  USERPROFILE: 'The same on Windows.',
  CI: 'Set: nothing is ever asked, and `refresh` does not run.',
  TERM: '`dumb`: no question, no color, no progress.',
  NO_COLOR: 'Set: no color. `--color` and `FORCE_COLOR` win over it.',
  FORCE_COLOR: 'Color where there is no terminal; `0` for none.',
  COLUMNS: 'The width to lay out for, where there is no terminal to ask.',
  SOURCE_DATE_EPOCH: 'Today, in seconds since 1970: what ages of prices are counted from.',
  GITHUB_STEP_SUMMARY: 'The file that `check --format github` appends its report to.',
  GITHUB_WORKSPACE: 'The repository that a job has checked out: `--format github` writes paths as seen from there.',
}

interface Ending {
  readonly when: string
  /** For a shell. Undefined where no line should ever end so. */
  readonly line: string | undefined
}

const interrupted = (signal: string): string => `sleep 4 | timeout --preserve-status -s ${signal} 2 npx pick-llm plan --format jsonl -`

export const endings: Readonly<Record<keyof typeof exit, Ending>> = {
  ok: { when: 'There is a recommendation; everything that was checked holds.', line: 'npx pick-llm --data-residency anywhere --yes' },
  no: {
    when: 'It ran, and the answer is no: another tier than expected, a decision that no longer holds, no tier that fits, a price that `refresh` rejected.',
    line: 'npx pick-llm --data-residency anywhere --yes --expect self-hosted-open',
  },
  usage: { when: 'An unknown flag or value, or an answer that is missing where nobody can be asked.', line: 'npx pick-llm --yes' },
  input: {
    when: 'A file of answers, rules, workloads or records that cannot be read; prices from the network that cannot be used.',
    line: 'npx pick-llm plan missing.yaml',
  },
  output: {
    when: 'The output cannot be written, or a file stands there and `--force` is missing.',
    line: 'npx pick-llm cost -o missing/cost.md',
  },
  bug: { when: 'A bug in pick-llm. The message says where to report it.', line: undefined },
  hangup: { when: 'The terminal hung up.', line: interrupted('HUP') },
  cancelled: { when: 'Cancelled, as by Ctrl-C. No file is left half written.', line: interrupted('INT') },
  terminated: { when: 'Terminated.', line: interrupted('TERM') },
}
