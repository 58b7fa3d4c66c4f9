// The text of a line of JSON → where its values stand, which keys are there twice, or where it stops being JSON. Read only where a line may be wrong.

export interface JsonPlaces {
  /** The first character that cannot stand where it does, or the end of the text; undefined where all of it is JSON. */
  readonly brokenAt: number | undefined
  /** Keys that their map has already, each where it stands again. */
  readonly repeats: readonly { readonly key: string; readonly at: number }[]
  /** Where the value of a key stands, or of a key in a map below a key; the nearest above it where there is no such key. */
  readonly offsetOf: (path: readonly string[], onKey?: boolean) => number
}

interface Pair {
  readonly key: number
  readonly value: number
}

/** One word of JSON after the white space that may stand before it. */
const word =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y

/** What may come next. */
type Next = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing'

/** Deeper values need no place. */
const deepest = 2

export function placesIn(text: string): JsonPlaces {
  const found = new Map<string, Pair>()
  const repeats: { readonly key: string; readonly at: number }[] = []
  const brokenAt = scan(
    text,
    (path, pair) => found.set(JSON.stringify(path), pair),
    (key, at) => repeats.push({ key, at }),
  )
  const offsetOf = (path: readonly string[], onKey = false): number => {
    for (let length = path.length; length >= 0; length--) {
      const pair = found.get(JSON.stringify(path.slice(0, length)))
      if (pair) return onKey && length === path.length ? pair.key : pair.value
    }
    return 0
  }
  return { brokenAt, repeats, offsetOf }
}

/** Tells every value that it comes to, and returns where the text is broken. Any nesting is read without recursion. */
function scan(
  text: string,
  tell: (path: readonly string[], pair: Pair) => void,
  again: (key: string, at: number) => void,
): number | undefined {
  /** The keys that lead here; undefined in a list. */
  const path: (string | undefined)[] = []
  /** The keys of each map and list that is open. */
  const seen: Set<string>[] = []
  let [next, key, at]: [Next, number, number] = ['value', 0, 0]
  const close = () => {
    path.pop()
    seen.pop()
    next = path.length === 0 ? 'nothing' : ', or end'
  }
  const open = (start: number) => {
    if (path.length <= deepest && path.every((each) => each !== undefined)) tell(path, { key, value: start })
  }
  for (;;) {
    word.lastIndex = at
    const match = word.exec(text)
    const start = at + (/^[ \t\n\r]*/.exec(text.slice(at))?.[0].length ?? 0)
    if (!match) return next === 'nothing' && start === text.length ? undefined : start
    at = word.lastIndex
    const [, sign, string] = match
    const closes = path.at(-1) === undefined ? ']' : '}'
    if (next === ', or end' && sign === ',') next = closes === ']' ? 'value' : 'key'
    else if (next === ', or end' && sign === closes) close()
    else if ((next === 'value or ]' && sign === ']') || (next === 'key or }' && sign === '}')) close()
    else if (next === ':' && sign === ':') next = 'value'
    else if ((next === 'key' || next === 'key or }') && string !== undefined) {
      const name = JSON.parse(string) as string
      if (seen.at(-1)?.has(name)) again(name, start)
      seen.at(-1)?.add(name)
      path[path.length - 1] = name
      ;[next, key] = [':', start]
    } else if (next !== 'value' && next !== 'value or ]') return start
    else if (sign === undefined) {
      open(start)
      next = path.length === 0 ? 'nothing' : ', or end'
    } else if (sign === '{' || sign === '[') {
      open(start)
      path.push(sign === '{' ? '' : undefined)
      seen.push(new Set())
      next = sign === '{' ? 'key or }' : 'value or ]'
    } else return start
  }
}
