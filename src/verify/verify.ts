// Tree → everything that is wrong with it, each with a proof. Exact: all answers at once, none sampled.

import { once } from '../memo.ts'
import type { Step, Tree } from '../types.ts'
import { valueAt } from '../value-at.ts'
import { type Both, bothIn, isWithin, spaceOfBoth } from './both.ts'
import { type Calendar, catalogFindings, goneWishes, unlistedModels } from './catalog.ts'
import { causesOf } from './causes.ts'
import { changedFacts, type LayerOf } from './changed-facts.ts'
import { emptiedKinds, emptiedLists } from './emptied.ts'
import type { Outcome } from './examples.ts'
import { factFindings } from './facts.ts'
import { type Finding, type FindingKind, kinds, type Path } from './finding.ts'
import { liftedCalls } from './lifted-calls.ts'
import { limitsOf } from './limits.ts'
import { loosenedKinds, loosenedLimits } from './loosened.ts'
import { lostOptions } from './lost-options.ts'
import { newOptionKinds, newOptions, optionsToTell } from './new-options.ts'
import { TooManyCombinations } from './nodes.ts'
import { numericFindings, numericKinds } from './numbers.ts'
import type { Once } from './once.ts'
import { outcomeFindings, outcomeKinds } from './outcomes.ts'
import { questionFindings, questionKinds } from './questions.ts'
import { reachOf } from './reach.ts'
import { rowFindings, rowKinds } from './rows.ts'
import { keysIn } from './sections.ts'
import { mostSteps, spaceOf } from './space.ts'
import { tablesIn } from './tables.ts'
import { tierHostFindings } from './tier-hosts.ts'

/** What the program itself does with answers and figures, beyond the rules. */
export interface Program {
  /** Questions whose answers the bills depend on. */
  readonly billed: ReadonlySet<string>
  /** Figures that it computes with. */
  readonly figures: ReadonlySet<string>
  /** Those that a wish with the same id takes the place of. */
  readonly settable: ReadonlySet<string>
}

/**
 * What is wrong with the tables and questions, in the order of the rules. Where they combine too many answers, one more
 * finding names what was not proven. `most` is how many steps the diagrams may take.
 */
export function verifyTables(tree: Tree, { billed }: Pick<Program, 'billed'>, most?: number, overlay?: Overlay): Finding[] {
  const told = overlay ? optionsToTell(overlay.beneath, tree, overlay.earlier) : []
  // Mostly an overlay takes no answers away, and all sets of it can be compared with those beneath where they are.
  const isShared = overlay !== undefined && isWithin(overlay.beneath, tree)
  const space = isShared ? spaceOfBoth(overlay.beneath, tree, most, told) : spaceOf([tree], most, told)
  const found: Finding[] = []
  const unproven: FindingKind[] = []
  let under: Step | undefined
  const prove = <T>(kinds: readonly FindingKind[], work: () => T): T | undefined => {
    const result = proven(work)
    if (result === undefined) unproven.push(...kinds)
    return result
  }
  const kindsOfAll = [...outcomeKinds, ...rowKinds, ...numericKinds, ...questionKinds, ...(overlay ? newOptionKinds : [])]
  const reach = prove(kindsOfAll, () => reachOf(tree, space, (step) => (under = step)))
  if (reach) {
    found.push(...(prove(outcomeKinds, () => outcomeFindings(tree, space, reach, overlay)) ?? []))
    const tables = prove([...rowKinds, ...numericKinds], () => tablesIn(tree, space, reach)) ?? []
    found.push(...(prove(rowKinds, () => rowFindings(space, tables)) ?? []))
    found.push(...(prove(numericKinds, () => numericFindings(space, tables, undefined, overlay?.beneath)) ?? []))
    found.push(...(prove(questionKinds, () => questionFindings(tree, space, reach, limitsOf(tree, reach), billed)) ?? []))
    if (overlay)
      found.push(
        ...(prove(newOptionKinds, () => newOptions(overlay.beneath, tree, space, reach, limitsOf(tree, reach), overlay.earlier)) ?? []),
      )
  }
  if (overlay) {
    const { beneath, sections } = overlay
    // Nobody waits twice for what is probably too much again.
    const left = (most ?? mostSteps) / (unproven.length > 0 ? 4 : 1)
    const both = once(() => (isShared ? bothIn(beneath, tree, space, reach) : bothIn(beneath, tree, spaceOfBoth(beneath, tree, 0))))
    const compared = (kinds: readonly FindingKind[], work: (both: Both) => Finding[]) => {
      // What was too much for the one tree is too much for both, so that is not waited for again.
      const found = prove(kinds, () => {
        if (!reach) throw new TooManyCombinations()
        both().space.allow(left)
        return work(both())
      })
      return found ?? []
    }
    found.push(...compared(loosenedKinds, (both) => loosenedLimits(both, sections, overlay.once)))
    found.push(...(prove(loosenedKinds, () => lostOptions(beneath, tree, sections, left)) ?? []))
    found.push(
      ...compared(emptiedKinds, (both) => emptiedLists(both, overlay.below !== undefined && isSame(overlay.below, sections, besideLists))),
    )
  }
  if (unproven.length > 0) {
    const { path, rows } = reach ? longestTable(tree) : { path: ['steps', under?.id ?? ''], rows: `the rules up to ${under?.id}` }
    const says = `${rows} tell too many combinations of answers apart to look at all of them; not looked for: ${[...new Set(unproven)].join(', ')}`
    found.push({ kind: 'too-many-combinations', path, also: upTo(tree, under), says })
  }
  if (!overlay || !reach) return found
  return found.map((each) => ({
    ...each,
    causes: () => (kinds[each.kind].useless ? [] : causesOf(each, overlay.beneath, tree, space, reach)),
  }))
}

/** What no list of models is made of. */
const besideLists = new Set(['version', 'steps', 'questions', 'examples', 'cautions', 'words', 'sources'])

/** In whatever order their keys are written. */
function isSame(one: unknown, other: unknown, beside: ReadonlySet<string> = new Set()): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const keys = new Set([one, other].flatMap((each) => keysIn(each, [])))
  return [...keys].every((key) => beside.has(key) || isSame(valueAt(one, [key]), valueAt(other, [key])))
}

/** Where the steps alone are not too many, it is most likely that one. */
function longestTable({ steps, tiers, cautions }: Tree): { readonly path: Path; readonly rows: string } {
  const tables = [
    ...steps.map(({ id, rules }) => ({ path: ['steps', id], rows: `the rules of ${id}`, length: rules.length })),
    ...Object.entries(tiers).map(([id, { picks }]) => ({ path: ['picks', id], rows: `the rows of picks of ${id}`, length: picks.length })),
    { path: ['cautions'], rows: 'the cautions', length: cautions.length },
  ]
  return tables.reduce((one, other) => (other.length > one.length ? other : one))
}

/** The steps before it, the nearest first. */
const upTo = ({ steps }: Tree, step: Step | undefined): Path[] =>
  steps
    .slice(0, step && steps.indexOf(step))
    .reverse()
    .map(({ id }) => ['steps', id])

/** What an overlay is laid over, and all of it together as plain data. */
interface Overlay {
  readonly beneath: Tree
  readonly sections: unknown
  /** The rules beneath as plain data. */
  readonly below?: unknown
  readonly once?: Once | undefined
  readonly earlier?: readonly unknown[] | undefined
}

/** The rules that an overlay is laid over. */
export interface Beneath {
  readonly tree: Tree
  readonly sections: unknown
  /** Of the overlays, where they are known one by one. */
  readonly layerOf?: LayerOf | undefined
  /** What comparisons with fewer of the overlays told of. */
  readonly once?: Once | undefined
  /** The rules as plain data with the first overlay, the first two and so on, where there are several. */
  readonly earlier?: readonly unknown[] | undefined
}

/** The same, with the facts of the catalog; `sections` are the merged rules as plain data, `beneath` those without the overlay. */
export const verify = (tree: Tree, sections: unknown, program: Program, calendar: Calendar, beneath?: Beneath): Finding[] => [
  ...verifyTables(tree, program, undefined, beneath && { ...beneath, beneath: beneath.tree, sections, below: beneath.sections }),
  ...catalogFindings(tree, sections, program, calendar, beneath?.layerOf),
  ...factFindings(tree, sections, beneath?.sections),
  ...(beneath
    ? [
        ...tierHostFindings(beneath.tree, tree),
        ...goneWishes(beneath.tree, tree),
        ...liftedCalls(beneath.sections, sections, tree, sections),
        ...changedFacts(beneath.sections, sections, beneath.layerOf),
        ...unlistedModels(tree, sections, beneath.sections),
      ]
    : []),
]

/**
 * Limits of some rules that the rules with further overlays over them no longer have. `at` is where it is told that some of
 * that is too much to prove.
 */
export function liftedSince(before: Tree, after: Tree, sections: unknown, at: Path, most?: number, told?: Once): Finding[] {
  const both = once(() => bothIn(before, after, spaceOfBoth(before, after, most)))
  const proofs = [() => loosenedLimits(both(), sections, told), () => lostOptions(before, after, sections, most)]
  const found = proofs.map((prove) => proven(prove))
  const says = 'what the later files take away of its limits was not compared for all answers'
  return [
    ...found.flatMap((all = []) =>
      all.map((each) => ({ ...each, causes: () => proven(() => causesOf(each, before, after, both().space, both().reachAfter())) ?? [] })),
    ),
    ...tierHostFindings(before, after),
    ...goneWishes(before, after),
    ...(found.includes(undefined) ? [{ kind: 'too-many-combinations' as const, path: at, says }] : []),
  ]
}

/** Undefined where it takes too many steps. */
function proven<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof TooManyCombinations) return undefined
    throw error
  }
}

/** An example that fails is a finding about the rules, or about the example. */
export const exampleFindings = (outcomes: readonly Pick<Outcome, 'example' | 'wrong'>[]): Finding[] =>
  outcomes.flatMap(({ example, wrong }) =>
    wrong.map(({ key, says }): Finding => {
      const answers = Object.fromEntries(Object.entries(example.answers).map(([id, value]) => [id, String(value)]))
      return {
        kind: 'failing-example',
        path: ['examples', example.id, key],
        says: `${example.id}${key === 'answers' ? ':' : ''} ${says}`,
        hint: key === 'answers' ? 'Mend the answers of the example.' : undefined,
        proof: { answers, measures: {} },
      }
    }),
  )
