// A YAML document with mistakes that leave it readable → the same as it was probably meant, so that the rest of it can be
// checked as well, and what is not to be told again of those mistakes.

import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair, Scalar, visit, type YAMLMap } from 'yaml'
import type { Problem } from '../errors.ts'
import { isClean, sanitize } from '../sanitize.ts'
import { decimalCommas } from './decimal-commas.ts'
import type { Flaws } from './flawed.ts'
import type { Places } from './places.ts'

type Path = Flaws['paths'][number]

/** These the parser takes as text. */
const ofText = ['BAD_DQ_ESCAPE', 'BAD_SCALAR_START']

/** Whether the tree is what was meant in spite of what the parser found. */
export const isReadable = (code: string, kind: Problem['kind']): boolean => kind === 'forbidden-yaml' || ofText.includes(code)

/** Changes the document. `problems` are few. */
export function repaired(
  document: Document,
  text: string,
  at: Places,
  problems: readonly Problem[],
  forbidden: ReadonlySet<string>,
): Flaws {
  const paths: Path[] = []
  const places = new Set(problems.map(placeKey))
  const hide = (node: unknown) => {
    const offset = isAlias(node) || isMap(node) || isScalar(node) ? node.range?.[0] : undefined
    if (offset !== undefined) places.add(placeKey(at(offset)))
  }
  const errors = document.errors.map(({ pos }) => pos[0])
  const isOdd = ({ value, tag, anchor, range }: Scalar) =>
    tag !== undefined ||
    anchor !== undefined ||
    (typeof value === 'string' && !isClean(value)) ||
    errors.some((each) => within(range, each))
  visit(document, {
    Map: (_, map, ancestors) => {
      for (const { key } of map.items) if (isScalar(key) && typeof key.value === 'string') key.value = withoutHidden(key.value)
      for (const { offset, keys, value } of decimalCommas(map, text)) {
        const pair = map.items.find((each) => isScalar(each.value) && each.value.range?.[0] === offset)
        if (!pair || !isScalar(pair.value)) continue
        pair.value.value = typeof pair.value.value === 'number' ? Number(value) : value
        hide(pair.value)
        paths.push(pathOf([...ancestors, map, pair]))
        map.items = map.items.filter(({ key }) => !keys.includes(key))
      }
      const left = map.items.filter(({ key }) => !(isScalar(key) && forbidden.has(String(key.value))))
      // What a merge key would have brought is not missing.
      if (left.length < map.items.length) for (const each of [map, ancestors.findLast(isPair)?.key]) hide(each)
      if (left.length < map.items.length) paths.push(pathOf([...ancestors, map]))
      map.items = left
      paths.push(...unrepeated(map).map((pair) => pathOf([...ancestors, map, pair])))
    },
    Alias: (_, node, ancestors) => {
      hide(node)
      paths.push(pathOf([...ancestors, node]))
      return Object.assign(new Scalar(`*${node.source}`), { range: node.range ?? null })
    },
    Scalar: (key, node, ancestors) => {
      if (!isOdd(node)) return
      hide(node)
      if (key !== 'key') paths.push(pathOf([...ancestors, node]))
      if (typeof node.value === 'string') node.value = withoutHidden(node.value)
    },
  })
  return { problems, paths, hides: (problem) => places.has(placeKey(problem)) }
}

const placeKey = ({ file, line, column }: Omit<Problem, 'message'>): string => `${file}:${line}:${column}`

const withoutHidden = (text: string): string => sanitize(text).replace(/\\u\{\w+\}/g, '')

const within = (range: Node['range'], offset: number): boolean => !!range && range[0] <= offset && offset < range[1]

/** Of two values of a key, maps are taken together, and of all else the first. Returns the pairs that are left of those. */
function unrepeated(map: YAMLMap<unknown, unknown>): Pair[] {
  const first = new Map<string, Pair>()
  const doubtful = new Set<Pair>()
  map.items = map.items.filter((pair) => {
    const name = isScalar(pair.key) ? String(pair.key.value) : ''
    const known = first.get(name)
    if (!known) first.set(name, pair)
    else if (isMap(known.value) && isMap(pair.value)) known.value.items.push(...pair.value.items)
    else if (isMap(pair.value)) known.value = pair.value
    if (known) doubtful.add(known)
    return !known
  })
  return [...doubtful]
}

/** The keys that lead to the last of the nodes. */
const pathOf = (nodes: readonly unknown[]): Path =>
  nodes.flatMap((node, index): PropertyKey[] => {
    const above = nodes[index - 1]
    if (isPair(node)) return [isScalar(node.key) ? String(node.key.value) : '']
    return isSeq(above) ? [above.items.indexOf(node)] : []
  })
