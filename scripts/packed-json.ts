// JSON that is parsed at start → the same in less than half the size: phrases that stand in it many times are said once, by a sign each.
//
// Half of what the package weighs would be the rules otherwise. Putting the phrases back costs less than the parsing.

import type { Plugin } from 'rolldown'

/** One byte each, for what is there most often; in none of our texts, but in others. */
const few = '!#^|~'
/** The first byte of two, of which the second is any that needs no escape. All is ASCII: Node reads that fastest, and keeps it in half the memory. */
const leads = '<>*&=+@$%?`'
const seconds = Array.from({ length: 0x7f - 0x23 }, (_, at) => String.fromCharCode(0x23 + at)).filter((sign) => !/['\\]/.test(sign))
const signs = [...few, ...Array.from(leads).flatMap((lead) => seconds.map((second) => lead + second))]
const anySign = new RegExp(`[${few}]|[${leads}].`, 'g')

export interface Packed {
  readonly text: string
  /** Each with its sign in front; with the signs of phrases before it. */
  readonly phrases: readonly string[]
}

/** Phrases and texts are told apart by line breaks. */
export const isPackable = (json: string): boolean => !json.includes('\n')

/** Letters that stand together. */
interface Run {
  readonly text: string
  /** What it was joined of. */
  readonly parts: readonly [number, number] | undefined
  hasSign: boolean
}

/** Letters that are often found together are one run. Whatever saves most becomes a phrase: a run, or two that stand side by side in a line, which are one from then on. */
export function pack(json: string): Packed {
  const runs: Run[] = []
  const known = new Map<string, number>()
  const letters = Array.from(json, (text) => {
    const id = known.get(text) ?? runs.push({ text, parts: undefined, hasSign: false }) - 1
    known.set(text, id)
    return id
  })
  // A sign that stands for itself takes another one to say so.
  const own = Array.from(few + leads).filter((sign) => json.includes(sign))
  const lineBreak = known.get('\n')
  const joined = join(grown(letters, runs, lineBreak), runs, signs.length - own.length, lineBreak)
  return written(joined, runs, own)
}

function grown(tokens: readonly number[], runs: Run[], lineBreak: number | undefined): readonly number[] {
  let left = tokens
  for (let round = 0; round < rounds; round++) {
    const best = pairs(left, lineBreak)
      .filter(({ count }) => count > 3)
      .sort((a, b) => b.count - a.count)
      .slice(0, atOnce)
    const changed = new Set<number>()
    for (const {
      parts: [first = 0, second = 0],
    } of best) {
      if (changed.has(first) || changed.has(second)) continue
      changed.add(first).add(second)
      left = replaced(
        left,
        [first, second],
        runs.push({ text: `${runs[first]?.text}${runs[second]?.text}`, parts: undefined, hasSign: false }) - 1,
      )
    }
  }
  return left
}

/** More make the text smaller no more, and the phrases larger. */
const rounds = 140

/** A sign takes two bytes, and the time to put its phrase back. */
const worth = 3

/** So many phrases are found at a time. */
const atOnce = 24

function join(tokens: readonly number[], runs: Run[], most: number, lineBreak: number | undefined): readonly number[] {
  let left = tokens
  const size = (id: number) => (runs[id]?.hasSign ? 2 : (runs[id]?.text.length ?? 0))
  for (let found = 0; found < most; ) {
    const best = [...singles(left), ...pairs(left, lineBreak)]
      .map(({ parts, count }) => {
        const length = parts.reduce((sum, id) => sum + size(id), 0)
        return { parts, gain: count * (length - worth) - length - worth }
      })
      .filter(({ parts: [id, ...more], gain }) => gain > 0 && (more.length > 0 || !runs[id ?? 0]?.hasSign))
      .sort((a, b) => b.gain - a.gain)
      .slice(0, Math.min(atOnce, most - found))
    if (best.length === 0) break
    const changed = new Set<number>()
    for (const { parts } of best) {
      // What it was counted with is another run by now.
      if (parts.some((id) => changed.has(id))) continue
      for (const id of parts) changed.add(id)
      const [first = 0, second] = parts
      const run = runs[first]
      if (second === undefined && run) run.hasSign = true
      else if (second !== undefined)
        left = replaced(
          left,
          [first, second],
          runs.push({ text: `${run?.text}${runs[second]?.text}`, parts: [first, second], hasSign: true }) - 1,
        )
      found++
    }
  }
  return left
}

interface Found {
  readonly parts: readonly number[]
  readonly count: number
}

const base = 2 ** 20

function singles(tokens: readonly number[]): Found[] {
  const counts = new Map<number, number>()
  for (const id of tokens) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].map(([id, count]) => ({ parts: [id], count }))
}

function pairs(tokens: readonly number[], lineBreak: number | undefined): Found[] {
  const counts = new Map<number, number>()
  for (let index = 0; index + 1 < tokens.length; index++) {
    const [first = 0, second = 0] = [tokens[index], tokens[index + 1]]
    if (first === lineBreak || second === lineBreak) continue
    const pair = first * base + second
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count > 1).map(([pair, count]) => ({ parts: [Math.floor(pair / base), pair % base], count }))
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

function written(tokens: readonly number[], runs: readonly Run[], own: readonly string[]): Packed {
  const uses = new Map<number, number>()
  const use = (id: number) => uses.set(id, (uses.get(id) ?? 0) + 1)
  for (const id of [...tokens, ...runs.flatMap(({ parts }) => parts ?? [])]) use(id)
  const isKept = (id: number) => runs[id]?.hasSign === true && (uses.get(id) ?? 0) > 1
  const kept = runs.flatMap((_, id) => (isKept(id) ? [id] : []))
  const often = (a: number, b: number) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0)
  // Those of parts come after them; the shortest signs are for what is there most often.
  const ordered = [...kept.filter((id) => !runs[id]?.parts).sort(often), ...kept.filter((id) => runs[id]?.parts)]
  const ownSigns = new Map(own.map((sign, index) => [sign, signs[signs.length - own.length + index] ?? '']))
  const signOf = new Map(ordered.map((id, index) => [id, signs[index] ?? '']))
  const plain = (text: string) => Array.from(text, (each) => ownSigns.get(each) ?? each).join('')
  const body = (id: number): string => {
    const { text = '', parts } = runs[id] ?? {}
    return parts ? parts.map(said).join('') : plain(text)
  }
  const said = (id: number): string => signOf.get(id) ?? body(id)
  return {
    text: tokens.map(said).join(''),
    phrases: [...[...ownSigns].map(([phrase, sign]) => sign + phrase), ...ordered.map((id) => said(id) + body(id))],
  }
}

export function unpack({ text, phrases }: Packed): string {
  const known = new Map<string, string>()
  const put = (packed: string) => packed.replace(anySign, (sign) => known.get(sign) ?? '')
  for (const line of phrases) {
    const length = few.includes(line.charAt(0)) ? 1 : 2
    const body = line.slice(length)
    known.set(line.slice(0, length), body.length < 2 ? body : put(body))
  }
  return put(text)
}

/** The same that runs at start, as a program. */
const unpackCode = `const phrases = new Map()
const unpack = (text) => text.replace(${anySign}, (sign) => phrases.get(sign))
for (const line of PHRASES.split("\\n")) {
  const length = "${few}".includes(line[0]) ? 1 : 2, phrase = line.slice(length)
  phrases.set(line.slice(0, length), phrase.length < 2 ? phrase : unpack(phrase))
}`

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
        return code
          .replace(literal, (_, text: string) =>
            JSON.stringify(lines.splice(0, (JSON.parse(text) as string).split('\n').length).join('\n')),
          )
          .replace(/^const unpack = .*$/m, () => unpackCode.replace('PHRASES', () => JSON.stringify(whole.phrases.join('\n'))))
      },
    },
  }
}
