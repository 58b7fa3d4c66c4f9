// Ids of questions and wishes → those that cannot be flags, because the program has that flag, or variable, or word already; and
// wishes of a kind that is not theirs.

import { variableName } from '../variables.ts'
import type { Names } from './names.ts'
import type { Ruleset } from './schema.ts'

/** Flags of all commands, without the hyphens in front. */
export const ownFlags: readonly string[] = [
  ...['accept', 'all', 'answers', 'color', 'debug', 'diff', 'dry-run', 'expect', 'explain', 'fail-on', 'force', 'format'],
  ...['from', 'help', 'input', 'json', 'name', 'origin', 'output', 'price', 'quiet', 'rules', 'stale-prices', 'status'],
  ...['tier', 'timeout', 'title', 'update', 'version', 'why-not', 'workload', 'workloads', 'yes'],
]

/** Ids whose variable is one of the program. */
const ownVariables: readonly string[] = ['accessible', 'cache']

/** Reports every id that cannot be a flag. */
export function checkFlagNames(rules: Ruleset, names: Names): void {
  const flags = new Map<string, string>()
  for (const section of ['questions', 'settings'] as const)
    for (const id of Object.keys(rules[section] ?? {})) {
      const tell = (why: string) => names.report([section, id], `${why}; give it another id`, true)
      // Whether a hyphen stands in front of a digit makes no difference to how a flag is read.
      const flag = id.replace(/-(?=[\d.-]|$)/g, '')
      const taken = flags.get(flag)
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
        tell('every id is a flag and a variable: words of small letters and digits with a hyphen between them')
      else if (ownFlags.includes(id)) tell(`every id is a flag, and --${id} has another meaning`)
      else if (ownVariables.includes(id)) tell(`every id is a variable, and ${variableName(id)} has another meaning`)
      else if (id.startsWith('no-')) tell('every id is a flag, and those that begin with --no- switch something off')
      else if (taken !== undefined) tell(`is the same flag as ${taken}`)
      else flags.set(flag, `${section}.${id}`)
    }
}

const ownKinds: Readonly<Record<string, string>> = { context: 'tokens', 'exclude-origin': 'origins' }

/** Reports every wish of a kind that would not be heard. */
export function checkWishes({ settings = {}, figures = {} }: Ruleset, names: Names): void {
  for (const [id, { kind }] of Object.entries(settings)) {
    const own = ownKinds[id] ?? (id in figures ? 'share or amount' : kind)
    if (own.split(' or ').includes(kind)) continue
    names.report(['settings', id, 'kind'], `${kind} is not what --${id} can be; write ${own}`, true)
  }
}
