// What can be wrong with rules: one entry for each kind of finding, with what to do about it.

import type { ProblemKind } from '../errors.ts'
import type { Proof } from './space.ts'

/** Path of a value in the merged rules. */
export type Path = readonly PropertyKey[]

/**
 * `useless` findings are harmless to the advice: something that nothing reaches or uses. Where an overlay makes a built-in
 * part useless, that is mostly what it was written for.
 */
interface Kind {
  readonly title: string
  readonly hint: string
  readonly useless: boolean
  /** What to do about it where a built-in part and an overlay make it together, since nobody edits what is built in. */
  readonly together: string
}

const kind = (title: string, hint: string, together = hint): Kind => ({ title, hint, useless: false, together })
const useless = (title: string, hint: string, together = unused): Kind => ({ title, hint, useless: true, together })

const replaced = 'Nothing to mend where your rules are meant to take its place.'
const unused = 'Nothing to mend where your rules are meant to do without it; `null` in your file takes it out.'

export const kinds = {
  'changed-unit': kind('A figure is in another unit than the program computes in', 'Write the value in the unit that was there.'),
  'contradictory-rule': kind(
    'Two rows with the same condition say different things',
    'Keep one of them, or tell their conditions apart.',
    replaced,
  ),
  'duplicate-rule': useless('Two rows with the same condition say the same', 'Remove one of them.', replaced),
  'emptied-list': kind('Limits or bans leave no model for a tier', 'Let a limit or ban leave more, or lead these answers to another tier.'),
  'failing-example': kind('An example comes out otherwise', 'Mend the rules, or change what the example expects.'),
  'far-from-before': kind(
    'A number is far from the one that it replaces',
    'Look whether a point or the unit went wrong; else nothing is to mend.',
  ),
  'forbidden-tier': kind(
    'A rule leads to a tier that another rule has ruled out',
    'Give the rule a condition, or another tier.',
    'Let your file give one of the two rules another condition, or another tier.',
  ),
  'future-date': kind('A fact is dated after today', 'Write the day on which it was looked up.'),
  'idle-condition': useless('A condition lists every option', 'Leave the line out.'),
  'idle-ban': kind('A ban names what nothing in the catalog is or has', 'Mend the name, or leave it out.'),
  'idle-runner-up': useless(
    'The runner-up of a rule is the tier that the rule itself leads to',
    'Name another tier as its `runner-up:`, or take it out.',
    'Let your file give the rule another `runner-up:`, or `null`.',
  ),
  'in-vain': useless('An overlay says what holds without it', 'Leave the line out.'),
  'kept-source': kind('A new value stands under the old date and source', 'Write its own date or source next to it.'),
  'lifted-limit': kind(
    'A limit of the rules beneath no longer holds',
    'Give the row that takes these answers the limit too, or say in its `lifts-limits:` why it may go.',
  ),
  'no-tier': kind('Some answers end in no tier', 'Let the last rule of a step set a tier.'),
  'numeric-gap': kind('Numbers between two rows fit neither', 'Let one row begin at the figure where the other ends.'),
  'numeric-overlap': kind('Numbers fit two rows that are meant to take turns', 'Let one row begin at the figure where the other ends.'),
  'odd-figure': kind(
    'A figure is out of its range',
    'Write a share from 0 to 1, no amount below 0, a whole number of what is counted, and no value beyond the bounds of the figure.',
  ),
  'other-unit': kind(
    'A measured number is compared with a figure of another unit',
    'Compare it with a figure in the unit of what is measured.',
  ),
  'question-in-vain': useless('A question is asked, but no answer changes anything', 'Use it in a condition, or stop asking it.'),
  'setting-in-vain': useless(
    'A wish can be set, but nothing reads it',
    'Give it the id of a figure that bills are made of, or remove it; a question can be used in conditions.',
  ),
  'shadowed-rule': useless('Rows above take every answer that would fit', 'Move it up, or remove it.', replaced),
  'stale-fact': kind('A fact has not been checked for too long', 'Look it up again and renew its date.'),
  'too-many-combinations': kind(
    'The rules combine too many answers to look at all of them',
    'Let the rules of a step look at fewer questions, or at the same ones.',
  ),
  'unasked-question': useless('A question is never asked', 'Use it in a condition of a step, or remove it.'),
  'unassumed-question': kind(
    'An overlay adds a question and assumes nothing',
    'Give it an `assume`, or write `assume: null` where an answer is required on purpose.',
  ),
  'unlisted-model': useless(
    'An overlay adds a model that no pick list leads to',
    'Add it to the picks of a tier, or say of a model there that it is `replaced-by` this one.',
  ),
  'unnamed-option': kind(
    'A new option of a question with limits falls to a row that demands less',
    'Name it in the condition of the row that it belongs to, or give it a row of its own.',
  ),
  'unreachable-rule': useless('No answers fit', 'Change its condition, or remove it.'),
  'unreachable-tier': useless(
    'No answers lead to a tier',
    'Add a rule that leads there; a tier that is not wanted can stay.',
    'Add a rule that leads there; a tier that is not wanted can stay.',
  ),
  'unsafe-assumption': kind(
    'An assumption allows more than another option would',
    'Assume the strictest option, or require an answer.',
    'Let your file give the question another `assume`, or none.',
  ),
  'unserved-region': useless('No host serves a region', 'Remove the option, or let every host pass and confirm.'),
  'unused-figure': useless('No rule compares anything with a figure', 'Remove it, or use it.'),
  'unused-host': useless('A host has no offer', 'Remove it, or add an offer.'),
  'unused-license': useless('No model has a license', 'Remove it.'),
  'unused-model': useless('Nothing leads to a model', 'Add it to the picks, or remove it.'),
  'unused-source': useless('Nothing cites a source', 'Remove it, or cite it.'),
} as const satisfies Readonly<Record<string, Kind>>

export type FindingKind = keyof typeof kinds

/** What stops rules from being read at all. */
export const problems = {
  syntax: kind('The file is not YAML', 'Mend the line.'),
  'forbidden-yaml': kind('YAML that is not used here', 'Write the value out, without anchors, aliases, tags, directives or merge keys.'),
  'duplicate-key': kind('A key is there twice', 'Keep one of them.'),
  'hidden-characters': kind('A text holds control or invisible characters', 'Type it anew.'),
  'too-deep': kind('Nested too deep', 'Write it flatter.'),
  'unknown-key': kind('A key that is not known', 'Write one of the known keys.'),
  'unknown-value': kind('A value that is not one of the known ones', 'Write one of the known values.'),
  'wrong-shape': kind('A value of the wrong kind, or one that is missing', 'Write what the message asks for.'),
  'unknown-name': kind('A name that nothing has', 'Mend the name, or add what it names.'),
  'open-end': kind(
    'A table ends in a row with a condition',
    'Let a row without `if` come last; where rows have names, `before:` puts one ahead of it.',
  ),
  misfit: kind('Two parts of the rules do not fit together', 'Mend one of them.'),
} as const satisfies Readonly<Record<ProblemKind, Kind>>

export interface Finding {
  readonly kind: FindingKind
  readonly path: Path
  /** What is wrong here, with the names of what is meant. */
  readonly says: string
  /** All of them, where `says` counts some that it does not name. */
  readonly names?: readonly string[] | undefined
  /** Answers that show it. */
  readonly proof?: Proof | undefined
  /** What within `path` it is about, where that is one line of it. */
  readonly at?: Path | undefined
  /** The other end of it, such as the row above. */
  readonly other?: Path | undefined
  /** The same where there are several: that of the latest file is told. */
  readonly others?: readonly Path[] | undefined
  /** What to say at the other end, where that is what an overlay wrote and this end is built in. */
  readonly turned?: string | undefined
  /** Told at the first of these that an overlay has a word on, where it has none on `path`. */
  readonly also?: readonly Path[] | undefined
  /** What else may have brought it about, the nearest first; looked for where an overlay has a word on neither end. */
  readonly causes?: (() => readonly Path[]) | undefined
  /** Instead of what to do about others of its kind. */
  readonly hint?: string | undefined
  /** Of a limit that is lifted: where it says why. */
  readonly reason?: Path | undefined
  /** The same without that reason. */
  readonly bare?: Finding | undefined
  /** Of the first of the files alone, whatever later ones say there. */
  readonly ofFirst?: true | undefined
  /** Of limits that are lifted, where it is several: a key for each. */
  readonly lifts?: readonly string[] | undefined
  /** All of it is told of by another comparison. */
  readonly again?: true | undefined
  /** Worth knowing, but nothing is wrong. */
  readonly note?: true | undefined
}
