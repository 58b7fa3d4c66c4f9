// JSON that is parsed at start → the same in half the size: phrases that stand in it many times are said once, by a sign each.
//
// Half of what the package weighs would be the rules otherwise. Putting the phrases back costs less than a tenth of the parsing.

import type { Plugin } from 'rolldown'

/** One byte each, for what is there most often; in none of our texts, but in others. */
const few = '!#^|~'
/** The first byte of two, of which the second is any that needs no escape. All is ASCII: Node reads that fastest, and keeps it in half the memory. */
const leads = '<>*&=+@$%?`'
const [from, to] = [0x23, 0x7e]
const seconds = to - from + 1
const signs = [
  ...few,
  ...Array.from(leads, (lead) => Array.from({ length: seconds }, (_, at) => lead + String.fromCharCode(from + at))).flat(),
]
/** What a literal would have to escape. */
const isUsable = (sign: string): boolean => !/['\\]/.test(sign)
const meaning = new RegExp(`[${few}${leads}]`)
const merges = 400

export interface Packed {
  readonly text: string
  /** By the position of their sign; empty where there is none. */
  readonly phrases: readonly string[]
}

/** Phrases and texts are told apart by line breaks. */
export const isPackable = (json: string): boolean => !json.includes('\n')

/** Runs of tokens in a line that are found together are joined, the most frequent pair first; what saves most of these becomes a sign. */
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
    const pair = mostFrequentPair(tokens, ids.get('\n'))
    if (!pair) break
    const joined = idOf(`${texts[pair[0]]}${texts[pair[1]]}`)
    tokens = replaced(tokens, pair, joined)
  }
  const counts = new Map<number, number>()
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
  const saved = (token: number) => ((texts[token]?.length ?? 0) - 2) * (counts.get(token) ?? 0) - (texts[token]?.length ?? 0)
  const usable = signs.filter(isUsable)
  // A sign that stands for itself takes another one to say so.
  const own = Array.from(few + leads).filter((sign) => json.includes(sign))
  const worth = [...counts.keys()]
    .filter((token) => saved(token) > 4 && !own.includes(texts[token] ?? ''))
    .sort((a, b) => saved(b) - saved(a) || a - b)
  // The shortest signs are for what is there most often.
  const ranked = worth.slice(0, usable.length - own.length).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b)
  const said = [...ranked.map((token) => texts[token] ?? ''), ...own]
  const signOf = new Map(said.map((phrase, index) => [phrase, usable[index] ?? '']))
  const phraseOf = new Map([...signOf].map(([phrase, sign]) => [sign, phrase]))
  return {
    text: tokens
      .map(
        (token) =>
          signOf.get(texts[token] ?? '') ??
          Array.from(texts[token] ?? '', (each) => (meaning.test(each) ? signOf.get(each) : each)).join(''),
      )
      .join(''),
    phrases: signs.map((sign) => phraseOf.get(sign) ?? ''),
  }
}

/** Keys, values and brackets; the words of long values. */
const tokensIn = (json: string): readonly string[] =>
  (json.match(/\n|"[^"\\\n]*":|"[^"\\\n]*",?|[\]}]+,?|[{[]+|[^"{}[\]\n]+|./gs) ?? []).flatMap((token) =>
    token.length > 8 ? (token.match(/\S+\s?|\s/g) ?? []) : [token],
  )

const base = 2 ** 20

function mostFrequentPair(tokens: readonly number[], end: number | undefined): readonly [number, number] | undefined {
  const counts = new Map<number, number>()
  let best: number | undefined
  let most = 3
  for (let index = 0; index + 1 < tokens.length; index++) {
    if (tokens[index] === end || tokens[index + 1] === end) continue
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

const anySign = new RegExp(`[${few}]|[${leads}].`, 'g')
const positionOf = (sign: string): number =>
  sign.length < 2 ? few.indexOf(sign) : few.length + leads.indexOf(sign.charAt(0)) * seconds + sign.charCodeAt(1) - from

/** The same that runs at start, as a program. */
const unpackCode = `const unpack = (text) => text.replace(${anySign}, (sign) => phrases[sign.length < 2 ? '${few}'.indexOf(sign) : ${few.length - from} + '${leads}'.indexOf(sign[0]) * ${seconds} + sign.charCodeAt(1)])`

export const unpack = ({ text, phrases }: Packed): string => text.replace(anySign, (sign) => phrases[positionOf(sign)] ?? '')

/** Each literal in `packed("…")` in the modules with these ids, which hold `const unpack = …` for what it then takes. Lines stay lines. */
export function packedJson(id: RegExp): Plugin {
  return {
    name: 'packed-json',
    transform: {
      filter: { id },
      handler(code) {
        const literal = /\bpacked\(("(?:[^"\\]|\\.)*")\)/g
        const all = [...code.matchAll(literal)].map(([, text = '""']) => JSON.parse(text) as string).join('\n')
        // They share their phrases.
        const whole = pack(all)
        if (unpack(whole) !== all) throw new Error('the JSON does not come out as it went in')
        const lines = whole.text.split('\n')
        const phrases = whole.phrases.join('\n').trimEnd()
        return code
          .replace(literal, (_, text: string) =>
            JSON.stringify(lines.splice(0, (JSON.parse(text) as string).split('\n').length).join('\n')),
          )
          .replace(/^const unpack = .*$/m, () => `const phrases = ${JSON.stringify(phrases)}.split("\\n")\n${unpackCode}`)
      },
    },
  }
}
