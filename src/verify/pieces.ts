// Pieces of a set → fewer that say the same: those that differ in one question alone become one.

import type { Piece } from './space.ts'

/** `valuesOf` are all values of a question or measure; where all of them fit, it is not named any more. */
export function fewer(pieces: readonly Piece[], valuesOf: (id: string) => readonly string[]): Piece[] {
  let list = [...pieces]
  for (let before = -1; before !== list.length; ) {
    before = list.length
    for (const id of new Set(list.flatMap((piece) => Object.keys(piece)))) list = together(list, id, valuesOf(id))
  }
  return list
}

function together(pieces: readonly Piece[], id: string, values: readonly string[]): Piece[] {
  const found = new Map<string, Piece>()
  for (const piece of pieces) {
    const { [id]: own, ...others } = piece
    const key = JSON.stringify([own === undefined, others])
    const known = found.get(key)
    const some = known && own && new Set([...(known[id] ?? []), ...own])
    found.set(key, some ? { ...known, [id]: values.filter((value) => some.has(value)) } : piece)
  }
  return [...found.values()].map((piece) => {
    const { [id]: own, ...others } = piece
    return own?.length === values.length ? others : piece
  })
}
