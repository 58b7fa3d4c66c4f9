// The working rules → what is wrong with them, printed, and the exit code.

import { rules as builtIn } from 'virtual:built-in-rules'
import { billedQuestions } from '../advise/usage.ts'
import type { FindingsJson } from '../contract-findings.ts'
import { exit, type FileError } from '../errors.ts'
import { differenceOf } from '../rules/diff.ts'
import { pathText } from '../rules/path-text.ts'
import { type Finding, kinds, problems } from '../verify/finding.ts'
import { exampleFindings, verify } from '../verify/verify.ts'
import { type Context, emit, formatOf, lookOf } from './context.ts'
import { dayBefore, todayOf } from './freshness.ts'
import { headOf } from './maker.ts'
import type { Flags } from './program.ts'
import { type Locate, locator, type Where } from './rule-places.ts'
import { runExamples } from './run-examples.ts'

const findingFormats = ['text', 'json', 'github'] as const

/** Returns 1 when there are findings, 3 when the files cannot be read as rules. */
export async function checkRules(context: Context, flags: Flags): Promise<number> {
  const format = formatOf(context, flags, findingFormats)
  const result = checkedRules(context, flags)
  await report(context, flags, format, result)
  return context.rules.broken ? exit.input : result.sound ? exit.ok : exit.no
}

/** What `rules check` prints. */
export function checkedRules(context: Context, flags: Pick<Flags, 'quiet'>): FindingsJson {
  const { broken } = context.rules
  const findings = broken ? unreadable(broken) : findingsIn(context, flags)
  const { questions } = context.tree
  return {
    ...headOf(context),
    date: todayOf(context.terminal),
    sound: findings.every(({ note }) => note),
    checked: broken
      ? { questions: 0, rules: 0, examples: 0 }
      : { questions: questions.length, rules: rowsIn(context), examples: context.tree.examples.length },
    findings,
  }
}

const rowsIn = ({ tree }: Context): number => tree.steps.reduce((sum, { rules }) => sum + rules.length, 0)

const unreadable = (error: FileError): FindingsJson['findings'] =>
  error.problems.map(({ kind = 'wrong-shape', message, ...place }) => ({
    id: kind,
    note: false,
    says: message,
    hint: problems[kind].hint,
    path: '',
    ...placeJson(place),
    excerpt: place.excerpt ?? null,
    other: null,
    proof: null,
  }))

function findingsIn(context: Context, flags: Pick<Flags, 'quiet'>): FindingsJson['findings'] {
  const { tree, terminal, rules } = context
  const date = todayOf(terminal)
  const locate = locator(rules.layers)
  const program = { billed: billedQuestions, figures: new Set(Object.keys(builtIn.figures ?? {})) }
  const found = verify(tree, rules.merged, program, { date, before: (days) => dayBefore(date, days) })
  const own = runExamples(context, flags, true)
  const { changes, ineffective } = differenceOf({ ...rules, builtIn })
  const entries = new Set(changes.map(({ keys }) => entryOf(keys)))
  const vain = ineffective
    // Who writes an entry anew may well repeat a date or a source of it.
    .filter(({ keys, because }) => because !== 'same' || !entries.has(entryOf(keys)))
    .map(({ keys, because, origin }) => {
      const locateThere = locator(rules.layers.filter((layer) => layer.place([]).file === origin.file))
      const found = json({ kind: 'in-vain', path: keys, says: inVain[because] }, locateThere, true)
      // A team may well say otherwise than its company; that is what several overlays are for.
      return { ...found, note: because === 'overlaid' }
    })
  const sections = Object.keys(builtIn)
  return [...[...found, ...exampleFindings(own)].map((finding) => json(finding, locate, rules.layers.length > 0)), ...vain].sort(
    (a, b) =>
      Number(a.note) - Number(b.note) || sections.indexOf(sectionOf(a)) - sections.indexOf(sectionOf(b)) || (a.line ?? 0) - (b.line ?? 0),
  )
}

const sectionOf = ({ path }: { readonly path: string }): string => path.split('.')[0] ?? ''

/** The row or fact that a leaf is a part of. */
function entryOf(keys: readonly PropertyKey[]): string {
  const parts = keys.findIndex((key, index) => index > 1 && ['sources', 'if', 'only'].includes(String(key)))
  return keys.slice(0, parts < 0 ? -1 : parts).join('.')
}

const inVain = {
  same: 'is the same without this overlay',
  absent: 'takes out what is not there',
  overlaid: 'a later overlay says otherwise',
} as const

const isMutual: readonly Finding['kind'][] = ['numeric-gap', 'numeric-overlap']

function json({ kind, says, proof, ...ends }: Finding, locate: Locate, overlaid: boolean): FindingsJson['findings'][number] {
  // Of two rows that share out numbers, the one that the user wrote is the one to mend.
  const isTheirs = isMutual.includes(kind) && ends.other !== undefined && !locate(ends.path).own && locate(ends.other).own
  const [path, other] = isTheirs ? [ends.other ?? [], ends.path] : [ends.path, ends.other]
  const where = locate(path)
  const there = other && locate(other)
  return {
    id: kind,
    note: (kinds[kind].useless || kind === 'unsafe-assumption') && overlaid && !where.own,
    says,
    hint: kinds[kind].hint,
    path: pathText(path),
    ...placeJson(where),
    excerpt: where.excerpt ?? null,
    other: other && there ? { path: pathText(other), ...placeJson(there) } : null,
    proof: proof ? { answers: { ...proof.answers }, measures: { ...proof.measures } } : null,
  }
}

const placeJson = ({ file, line, column }: Omit<Where, 'own'>) => ({ file, line: line ?? null, column: column ?? null })

async function report(context: Context, flags: Flags, format: (typeof findingFormats)[number], result: FindingsJson): Promise<void> {
  if (format === 'json') return emit(context, flags, `${JSON.stringify(result, null, 2)}\n`)
  const { renderFindings, renderFindingsGithub } = await import('../render/findings.ts')
  await emit(context, flags, format === 'github' ? renderFindingsGithub(result) : renderFindings(result, lookOf(context)))
}
