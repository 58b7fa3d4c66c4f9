// Ids → the things they name, collecting every id that names nothing.

import type { Problem } from '../errors.ts'
import { didYouMean } from '../suggest.ts'

export type Path = readonly PropertyKey[]

/** The places of a merged ruleset's values in the files it came from. */
export type Place = (path: Path, onKey: boolean) => Omit<Problem, 'message'>

export class Names {
  readonly problems: Problem[] = []
  readonly #place: Place

  constructor(place: Place) {
    this.#place = place
  }

  report(path: Path, message: string, onKey = false): void {
    this.problems.push({ ...this.#place(path, onKey), message: `${path.map(String).join('.')}: ${message}` })
  }

  /** The thing of that id, or undefined after a report. */
  find<T>(things: ReadonlyMap<string, T>, id: string, what: string, path: Path): T | undefined {
    const thing = things.get(id)
    if (thing === undefined) this.report(path, `there is no ${what} "${id}".${didYouMean(id, things.keys())}`, path.at(-1) === id)
    return thing
  }

  findAll<T>(things: ReadonlyMap<string, T>, ids: readonly string[] | undefined, what: string, path: Path): T[] {
    return (ids ?? []).flatMap((id, index) => this.find(things, id, what, [...path, index]) ?? [])
  }
}

/** Entries in their order, each with `before` put ahead of the one it names. */
export function inOrder<T extends { readonly before?: string | undefined }>(things: Readonly<Record<string, T>>): [string, T][] {
  const ordered = Object.entries(things).filter(([, { before }]) => before === undefined)
  for (const [id, thing] of Object.entries(things)) {
    if (thing.before === undefined) continue
    const position = ordered.findIndex(([other]) => other === thing.before)
    ordered.splice(position < 0 ? ordered.length : position, 0, [id, thing])
  }
  return ordered
}
