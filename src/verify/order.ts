// Which variables stand in conditions together → an order for diagrams in which those are close to each other.
//
// A diagram must remember at every cut what the variables above say to the ones below. So the order is sought in which the
// values of variables that are still needed multiply to the least, summed over all cuts.

/** With more variables than that, not every place is tried for each of them, and beyond the second number they stay as given. */
const [manyVariables, tooManyVariables] = [48, 150]
const mostRounds = 8

/** `sizes` is how many values each variable has; `groups` are variables that stand together. Returns each of them once. */
export function orderOf(sizes: readonly number[], groups: Iterable<readonly number[]>): readonly number[] {
  const near = sizes.map(() => new Set<number>())
  for (const group of groups) for (const one of group) for (const other of group) if (one !== other) near[one]?.add(other)
  const cost = costIn(sizes, near)
  const given = sizes.map((_, variable) => variable)
  if (sizes.length > tooManyVariables) return given
  const gathered = gather(sizes, near)
  const start = cost(gathered) < cost(given) ? gathered : given
  return sizes.length > manyVariables ? start : sifted(start, cost)
}

/** Logarithms are summed up, since products of many sizes are no safe numbers. */
function costIn(sizes: readonly number[], near: readonly ReadonlySet<number>[]): (order: readonly number[]) => number {
  const places = sizes.map(() => 0)
  return (order) => {
    for (const [place, variable] of order.entries()) places[variable] = place
    const weights = order.map(() => 0)
    for (const [place, variable] of order.entries()) {
      let last = place
      for (const other of near[variable] ?? []) last = Math.max(last, places[other] ?? 0)
      const weight = Math.log(sizes[variable] ?? 1)
      for (let cut = place; cut < last; cut++) weights[cut] = (weights[cut] ?? 0) + weight
    }
    return weights.reduce((sum, weight) => sum + Math.exp(weight), 0)
  }
}

/** Goes on with the variable that leaves the least to remember; the first of them in the given order. */
function gather(sizes: readonly number[], near: readonly ReadonlySet<number>[]): number[] {
  const left = new Set(sizes.keys())
  const order: number[] = []
  const open = (variable: number, next: number): boolean => [...(near[variable] ?? [])].some((other) => other !== next && left.has(other))
  while (left.size > 0) {
    let [best, least] = [-1, Number.POSITIVE_INFINITY]
    for (const next of left) {
      const kept = [...order, next].filter((variable) => open(variable, next))
      const weight = kept.reduce((sum, variable) => sum + Math.log(sizes[variable] ?? 1), 0)
      if (weight < least) [best, least] = [next, weight]
    }
    left.delete(best)
    order.push(best)
  }
  return order
}

/** Moves one variable after the other to the place where the whole costs least, until none wants to move. */
function sifted(start: readonly number[], cost: (order: readonly number[]) => number): readonly number[] {
  let best = start
  let least = cost(start)
  for (let round = 0; round < mostRounds; round++) {
    const before = least
    for (const variable of start) {
      const others = best.filter((other) => other !== variable)
      for (let place = 0; place <= others.length; place++) {
        const tried = [...others.slice(0, place), variable, ...others.slice(place)]
        const tryCost = cost(tried)
        // Rounding alone must not decide, or the same rules would be ordered otherwise on another machine.
        if (tryCost < least * (1 - 1e-9)) [best, least] = [tried, tryCost]
      }
    }
    if (least === before) break
  }
  return best
}
