// JSON that is parsed at start → the same in half the size: phrases that stand in it many times are said once, by a sign each.
//
// Half of what the package weighs would be the rules otherwise. Putting the phrases back costs less than a tenth of the parsing.

import type { Plugin } from 'rolldown'

/** One byte each in UTF-8, for what saves most; then two bytes each. None is in any text of ours. */
const few = '!#^|~'
const firstSign = 0xc0
const signs = few.length + 1856
const anySign = /[!#^|~\u00c0-\u07ff]/g
const signAt = (index: number): string => few[index] ?? String.fromCharCode(firstSign + index - few.length)
const merges = 400
/** Shorter ones gain too little. */
const longEnough = 20_000

export interface Packed {
  readonly text: string
  readonly phrases: readonly string[]
}

/** Signs and line breaks have another meaning there. */
export const isPackable = (json: string): boolean => !/[!#^|~\u00c0-\u07ff\n]/.test(json)

/** Runs of tokens that are found together are joined, the most frequent pair first; what saves most of these becomes a sign. */
export function pack(json: string): Packed {
  const texts: string[] = []
  const ids = new Map<string, number>()
  const idOf = (text: string): number => {
    const known = ids.get(text)
    if (known !== undefined) return known
    ids.set(text, texts.length)
    return texts.push(text) - 1
  }
  let tokens = tokensIn(json).map(idOf)
  for (let round = 0; round < merges; round++) {
    const pair = mostFrequentPair(tokens)
    if (!pair) break
    const joined = idOf(`${texts[pair[0]]}${texts[pair[1]]}`)
    tokens = replaced(tokens, pair, joined)
  }
  const counts = new Map<number, number>()
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
  const saved = (token: number) => ((texts[token]?.length ?? 0) - 2) * (counts.get(token) ?? 0) - (texts[token]?.length ?? 0)
  const worth = [...counts.keys()].filter((token) => saved(token) > 4).sort((a, b) => saved(b) - saved(a) || a - b)
  // The shortest signs are for what is there most often.
  const ranked = worth.slice(0, signs).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b)
  const signOf = new Map(ranked.map((token, index) => [token, signAt(index)]))
  return {
    text: tokens.map((token) => signOf.get(token) ?? texts[token]).join(''),
    phrases: [...signOf.keys()].map((token) => texts[token] ?? ''),
  }
}

/** Keys, values and brackets; the words of long values. */
const tokensIn = (json: string): readonly string[] =>
  (json.match(/"[^"\\]*":|"[^"\\]*",?|[\]}]+,?|[{[]+|[^"{}[\]]+|./gs) ?? []).flatMap((token) =>
    token.length > 8 ? (token.match(/\S+\s?|\s/g) ?? []) : [token],
  )

const base = 2 ** 20

function mostFrequentPair(tokens: readonly number[]): readonly [number, number] | undefined {
  const counts = new Map<number, number>()
  let best: number | undefined
  let most = 3
  for (let index = 0; index + 1 < tokens.length; index++) {
    const pair = (tokens[index] ?? 0) * base + (tokens[index + 1] ?? 0)
    const count = (counts.get(pair) ?? 0) + 1
    counts.set(pair, count)
    if (count > most) [best, most] = [pair, count]
  }
  return best === undefined ? undefined : [Math.floor(best / base), best % base]
}

function replaced(tokens: readonly number[], [first, second]: readonly [number, number], by: number): number[] {
  const result: number[] = []
  for (let index = 0; index < tokens.length; index++) {
    const found = tokens[index] === first && tokens[index + 1] === second
    result.push(found ? by : (tokens[index] as number))
    if (found) index++
  }
  return result
}

/** What runs at start, as a program. */
const unpackCode =
  'const unpack = (text) => text.replace(/[!#^|~\\u00c0-\\u07ff]/g, (sign) => all[sign > "~" ? sign.charCodeAt(0) - 0xbb : "!#^|~".indexOf(sign)])\n'

export const unpack = ({ text, phrases }: Packed): string =>
  text.replace(anySign, (sign) => phrases[sign > '~' ? sign.charCodeAt(0) - firstSign + few.length : few.indexOf(sign)] ?? '')

/** For `JSON.parse("…")` in the modules with these ids. */
export function packedJson(id: RegExp): Plugin {
  return {
    name: 'packed-json',
    transform: {
      filter: { id },
      handler(code) {
        const parsed = /JSON\.parse\(("(?:[^"\\]|\\.)*")\)/g
        const jsons = [...code.matchAll(parsed)]
          .map(([, literal = '""']) => JSON.parse(literal) as string)
          .filter((json) => json.length >= longEnough && isPackable(json))
        if (jsons.length === 0) return undefined
        // They share their phrases: no phrase holds a line break, as there are too few of them.
        const { text, phrases } = pack(jsons.join('\n'))
        if (unpack({ text, phrases }) !== jsons.join('\n')) throw new Error('the JSON does not come out as it went in')
        const texts = text.split('\n')
        const packed = code.replace(parsed, (all, literal: string) => {
          const at = jsons.indexOf(JSON.parse(literal) as string)
          return at < 0 ? all : `JSON.parse(unpack(${JSON.stringify(texts[at])}))`
        })
        return `const all = ${JSON.stringify(phrases.join('\n'))}.split("\\n")\n${unpackCode}${packed}`
      },
    },
  }
}
