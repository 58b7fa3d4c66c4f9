// Ids → the things they name, collecting every id that names nothing.

import type { Problem, ProblemKind } from '../errors.ts'
import { sanitizeLine } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import { pathText } from './path-text.ts'
import { told } from './told.ts'

export type Path = readonly PropertyKey[]

/** The places of a merged ruleset's values in the files it came from. */
export interface Place {
  (path: Path, onKey: boolean): Omit<Problem, 'message'>
  /** Which of the files, from 0, has the last word on a path; -1 where none has one. */
  readonly layerOf?: (path: Path) => number
}

/** Where an overlay takes out what stands at a path of the rules below it; undefined where none does. */
export type Deleted = (path: Path) => Omit<Problem, 'message'> | undefined

export class Names {
  readonly #problems = told()
  readonly #place: Place
  readonly #deleted: Deleted
  /** What was taken out → where it is still named. */
  readonly #stillNamed = new Map<string, { readonly path: Path; readonly at: Omit<Problem, 'message'>; readonly by: string[] }>()

  /** Sections, and entries of them, that were left out, so that whatever names them is not wrong for that. */
  readonly #spoiled: ReadonlySet<string>
  /** What was replaced, so that the rest of its entry could be looked at. */
  readonly #mended: readonly Path[]
  readonly #dropped = new Set<string>()

  constructor(place: Place, deleted: Deleted, spoiled: readonly Path[] = [], mended: readonly Path[] = []) {
    this.#place = place
    this.#deleted = deleted
    this.#mended = mended
    this.#spoiled = new Set(spoiled.map((path) => path.slice(0, 2).join('.')))
  }

  get problems(): readonly Problem[] {
    const stillNamed = [...this.#stillNamed.values()].map(({ path, at, by }) => ({
      ...at,
      message: deletedText(path, by),
      ...(by.length > namedAtMost && { names: by }),
      kind: 'unknown-name' as const,
    }))
    return [...stillNamed, ...this.#problems.all()]
  }

  /** Which of the files has the last word on a path; less than 0 where none has one. */
  layerOf(path: Path): number {
    return this.#place.layerOf?.(path) ?? -1
  }

  /** An entry that is wrong itself, which has been told; what names it is not told about as well. */
  drop(path: Path): void {
    this.#dropped.add(path.join('.'))
  }

  #isSpoiled([section, id]: Path): boolean {
    return this.#spoiled.has(String(section)) || this.#spoiled.has(`${String(section)}.${String(id)}`)
  }

  /** Whether it may come of what was replaced. A name that stands elsewhere in the entry does not. */
  #isMended(path: Path, kind: ProblemKind): boolean {
    const begins = (start: Path) => start.every((step, index) => String(step) === String(path[index]))
    return this.#mended.some((wrong) => begins(kind === 'unknown-name' ? wrong : wrong.slice(0, 2)))
  }

  /** `others` are what it does not fit to: told at the one that a later file has a word on. */
  report(path: Path, message: string, onKey = false, kind: ProblemKind = 'misfit', others: readonly Path[] = []): void {
    if (this.#isSpoiled(path) || this.#isMended(path, kind)) return
    const own = this.layerOf(path)
    const later =
      own < 0 ? undefined : others.filter((other) => this.layerOf(other) > own).sort((a, b) => this.layerOf(b) - this.layerOf(a))[0]
    this.#problems.add(() => {
      const at = this.#place(path, onKey)
      const says = (where: string) => ({ message: `${pathText(path)}${where}: ${message}`, kind })
      return later ? { ...this.#place(later, false), ...says(` (${placeText(at)})`) } : { ...at, ...says('') }
    })
  }

  /** The thing of that id, or undefined after a report. */
  find<T>(things: ReadonlyMap<string, T>, id: string, what: string, path: Path): T | undefined {
    const thing = things.get(id)
    if (thing !== undefined) return thing
    const [, question] = /^option of (.*)$/.exec(what) ?? []
    const target = question === undefined ? [`${what.toLowerCase()}s`, id] : ['questions', question, 'options', id]
    if (this.#isSpoiled(target) || this.#dropped.has(target.join('.'))) return undefined
    const at = this.#deleted(target)
    if (at === undefined && this.#problems.isFull()) this.#problems.addMore(1)
    else if (at === undefined)
      this.report(
        path,
        `there is no ${what} "${id}".${instead(id, [...things.keys()], what) || (what === 'source' ? newSource(id) : '')}`,
        path.at(-1) === id,
        'unknown-name',
      )
    else {
      const known = this.#stillNamed.get(target.join('.')) ?? { path: target, at, by: [] }
      known.by.push(pathText(path))
      this.#stillNamed.set(target.join('.'), known)
    }
    return undefined
  }

  findAll<T>(things: ReadonlyMap<string, T>, ids: readonly string[] | undefined, what: string, path: Path): T[] {
    return (ids ?? []).flatMap((id, index) => this.find(things, id, what, [...path, index]) ?? [])
  }
}

const newSource = (id: string): string => ` A new one stands under \`sources:\`, as \`${id}: { title: …, kind: document, checked: … }\`.`

const placeText = ({ file, line, column }: Omit<Problem, 'message'>): string => sanitizeLine(`${file}:${line}:${column}`)

/** Few enough to be read at a glance. */
const listedAtMost = 12

function instead(id: string, known: readonly string[], what: string): string {
  const meant = didYouMean(id, known)
  if (meant !== '' || known.length === 0 || known.length > listedAtMost) return meant
  return ` ${what.startsWith('option of ') ? 'Options' : 'Those'} there are: ${known.join(', ')}.`
}

const namedAtMost = 5
const bannable: readonly PropertyKey[] = ['models', 'hosts', 'licenses']

function deletedText(path: Path, by: readonly string[]): string {
  const [section, id] = path.map(String)
  const more = by.length > namedAtMost ? ` and ${by.length - namedAtMost} more` : ''
  const instead =
    section !== undefined && bannable.includes(section)
      ? ` To keep it off every shortlist, leave it in and ban it: bans: { no-${id}: { ${section}: [${id}], because: … } }.`
      : ' Take these out too, or leave it in.'
  return `${path.map(String).join('.')}: is taken out here, but still named by ${by.slice(0, namedAtMost).join(', ')}${more}.${instead}${more && ' `rules check --json` names all.'}`
}

/** Entries in their order, each with `before` put ahead of the one it names. One that names nothing, or itself in the end, is reported. */
export function inOrder<T extends { readonly before?: string | undefined }>(
  things: Readonly<Record<string, T>>,
  names: Names,
  what: string,
  path: Path,
): [string, T][] {
  const entries = Object.entries(things)
  const ahead = new Map<string, [string, T][]>()
  for (const [id, thing] of entries) {
    const { before } = thing
    if (before === undefined) continue
    const known = ahead.get(before)
    if (known) known.push([id, thing])
    else ahead.set(before, [[id, thing]])
  }
  const ordered: [string, T][] = []
  const placed = new Set<string>()
  // Whatever goes ahead of an entry is laid out first, without a call for each link of a chain.
  const open = entries.filter(([, { before }]) => before === undefined).reverse()
  while (open.length > 0) {
    const [id = ''] = open.at(-1) ?? []
    const own = ahead.get(id)
    ahead.delete(id)
    if (own) open.push(...own.reverse())
    else {
      ordered.push(...open.splice(-1))
      placed.add(id)
    }
  }
  const waiting = entries.filter(([id]) => !placed.has(id))
  const known = new Map(entries)
  for (const [id, { before = '' }] of waiting) {
    const itself = known.get(id) as T
    known.delete(id)
    const link = (each: string): Path => [...path, each, 'before']
    const found = names.find(known, before, what, link(id)) !== undefined
    known.set(id, itself)
    const circle = found ? circleOf(id, known) : []
    const layers = circle.map((each) => names.layerOf(link(each)))
    // What closes a circle that earlier files left open is told with them.
    if (found && !layers.some((each) => each >= 0 && each < names.layerOf(link(id))))
      names.report(link(id), `goes round in a circle by "${before}"`, false, 'misfit', circle.map(link))
  }
  // In front, so that the last row of a table stays the last one and is not told about as well.
  return [...waiting, ...ordered]
}

/** Longer ones are told at each of their entries. */
const longestCircle = 50

/** Those that go before each other, from the entry on; none where it is in no circle itself. */
function circleOf(id: string, entries: ReadonlyMap<string, { readonly before?: string | undefined }>): readonly string[] {
  const circle = [id]
  for (let next = entries.get(id)?.before; next !== id; next = entries.get(next)?.before) {
    if (next === undefined || circle.length === longestCircle) return []
    circle.push(next)
  }
  return circle
}
