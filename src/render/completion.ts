// Commands and flags → what is offered at each place of a command line, which the scripts of all shells are made of.

import { sanitizeLine } from '../sanitize.ts'

export interface Word {
  readonly id: string
  /** What a shell may show beside it; empty where there is nothing to say. */
  readonly means: string
}

export type Accepts =
  /** With `many`, several of them with commas in between. */
  | { readonly kind: 'words'; readonly words: readonly Word[]; readonly many: boolean }
  | { readonly kind: 'files' }
  /** Something that nobody can list. */
  | { readonly kind: 'text' }

export interface CommandPart {
  /** The words that lead to the command, such as `rules check`; empty for the program itself. */
  readonly path: string
  /** `accepts` is undefined for a flag that takes no value. */
  readonly flags: readonly { readonly names: readonly string[]; readonly means: string; readonly accepts: Accepts | undefined }[]
  readonly operands: Accepts
}

/** The same is offered at many places. A place is `f/path` for flags, `c/path` for other words, `v/path/flag` for values. */
export interface Offer {
  readonly places: readonly string[]
  readonly accepts: Accepts
}

/** Texts may come from anybody's rules: control characters and line ends are written out here, quotes by each script. */
export function offersOf(parts: readonly CommandPart[]): readonly Offer[] {
  const offers = new Map<string, { places: string[]; accepts: Accepts }>()
  const add = (place: string, accepts: Accepts) => {
    const clean = cleaned(accepts)
    const key = JSON.stringify(clean)
    const known = offers.get(key)
    if (known) known.places.push(sanitizeLine(place))
    else offers.set(key, { places: [sanitizeLine(place)], accepts: clean })
  }
  for (const { path, flags, operands } of parts) {
    add(`c/${path}`, operands)
    const words = flags.flatMap(({ names, means }) => names.map((id) => ({ id, means })))
    add(`f/${path}`, { kind: 'words', words, many: false })
    for (const { names, accepts } of flags) if (accepts) for (const name of names) add(`v/${path}/${name}`, accepts)
  }
  return [...offers.values()]
}

const cleaned = (accepts: Accepts): Accepts =>
  accepts.kind === 'words'
    ? { ...accepts, words: accepts.words.map(({ id, means }) => ({ id: sanitizeLine(id), means: sanitizeLine(means) })) }
    : accepts

/** For bash and zsh, in which nothing but a single quote ends a text in single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** The function that fills `kind`, `many` and `offered` for a place, in the words that bash and zsh share. */
export const offerFunction = (name: string, offers: readonly Offer[], wordOf: (word: Word) => string): string => `${name}() {
  kind=words many= offered=()
  case "$1" in
${offers.map(({ places, accepts }) => `  ${places.map(quoted).join(' | ')}) ${filled(accepts, wordOf)} ;;`).join('\n')}
  *) return 1 ;;
  esac
}`

function filled(accepts: Accepts, wordOf: (word: Word) => string): string {
  if (accepts.kind !== 'words') return `kind=${accepts.kind}`
  return `${accepts.many ? 'many=1 ' : ''}offered=(${accepts.words.map((word) => quoted(wordOf(word))).join(' ')})`
}
