// The working rules → what is wrong with them, printed, and the exit code.

import { rules as builtIn } from 'virtual:built-in-rules'
import { billedQuestions, settableFigures } from '../advise/usage.ts'
import type { FindingsJson } from '../contract-findings.ts'
import { exit, type FileError } from '../errors.ts'
import { once as made } from '../memo.ts'
import { link } from '../rules/link.ts'
import { laidOver } from '../rules/merge.ts'
import type { Parsed } from '../rules/parse.ts'
import { valueAt } from '../value-at.ts'
import type { LayerOf } from '../verify/changed-facts.ts'
import { type Finding, problems } from '../verify/finding.ts'
import { liftedBans } from '../verify/lifted-bans.ts'
import { liftedCalls } from '../verify/lifted-calls.ts'
import { alsoTold, liftedBy, markAgain, nothingTold, type Once } from '../verify/once.ts'
import { byOwnReason, idleReasons } from '../verify/reasons.ts'
import { keysIn } from '../verify/sections.ts'
import { mostSteps } from '../verify/space.ts'
import { exampleFindings, liftedSince, verify } from '../verify/verify.ts'
import { type Context, emit, formatOf, lookOf } from './context.ts'
import { type Earlier, earlierOverlays, madeLater } from './earlier-overlays.ts'
import { findingJson, placeJson } from './finding-json.ts'
import type { Flags } from './flags.ts'
import { dayBefore, latestDayOf, todayOf } from './freshness.ts'
import { inVain, vainJson } from './in-vain.ts'
import { headOf } from './maker.ts'
import { movedBy } from './moved.ts'
import { reportOf } from './report.ts'
import { inRepository } from './repository.ts'
import { wrongExamples } from './run-examples.ts'
import { columnsOf } from './terminal.ts'
import { unassumed } from './unassumed.ts'

const findingFormats = ['text', 'json', 'github'] as const

/** Returns 1 when there are findings, 3 when the files cannot be read as rules. */
export async function checkRules(context: Context, flags: Flags): Promise<number> {
  const format = formatOf(context, flags, findingFormats)
  const result = await checkedRules(context, flags)
  await report(context, flags, format, result)
  return context.rules.broken ? exit.input : result.sound ? exit.ok : exit.no
}

/** What `rules check` prints. */
export async function checkedRules(context: Context, flags: Pick<Flags, 'quiet'>): Promise<FindingsJson> {
  const { broken } = context.rules
  const findings = broken ? unreadable(broken) : await findingsIn(context, flags)
  const { questions } = context.tree
  const head = headOf(context)
  return {
    ...head,
    ...(broken && { ok: false, error: reportOf(broken, head.tool.version, false).json.error }),
    date: todayOf(context.terminal),
    sound: findings.every(({ note }) => note),
    checked: broken
      ? { questions: 0, rules: 0, examples: 0 }
      : { questions: questions.length, rules: rowsIn(context), examples: context.tree.examples().length },
    findings,
  }
}

const rowsIn = ({ tree }: Context): number => tree.steps.reduce((sum, { rules }) => sum + rules.length, 0)

const unreadable = (error: FileError): FindingsJson['findings'] =>
  error.problems.map(({ kind = 'wrong-shape', message, path = '', names, more, ...place }) => ({
    id: kind,
    note: false,
    says: message,
    hint: more === undefined ? problems[kind].hint : 'They are told once those above are mended.',
    path,
    ...placeJson(place),
    excerpt: place.excerpt ?? null,
    caret: place.caret ?? null,
    other: null,
    ...(names && { names: [...names] }),
    proof: null,
  }))

/** Which layer has the last word on a path. */
const lastOn =
  (layers: readonly Parsed[]): LayerOf =>
  (path) =>
    layers.findLastIndex(({ value }) => valueAt(value, path) !== undefined)

/** What overlays take away of those before them: a limit of an earlier one holds for the later ones. */
function takenSince({ tree: before, sections, last, later }: Earlier, { tree, rules }: Context, once: Once, most: number): Finding[] {
  // Why an earlier file lifts a limit is no reason for a later one to lift another.
  const reasons = laidOver({}, later)
  const bans = [...liftedBans(sections, rules.merged, reasons, once), ...liftedCalls(sections, rules.merged, tree, reasons)]
  const [section = ''] = keysIn(last.value, [])
  if (before) return [...liftedSince(before, tree, reasons, [section], most, once), ...bans]
  const says = 'the rules up to this file are not whole without the later ones, so what those take away of its limits was not compared'
  const hint = 'Let each file name just what is there without the later ones.'
  return [{ kind: 'lifted-limit', path: [section], says, hint, note: true }, ...bans]
}

/** Keys of what one more file lifts by itself; none where that is not known. */
const liftedAlone = (before: Pick<Earlier, 'tree' | 'sections'>, after: Earlier | undefined) =>
  made((): ReadonlySet<string> => {
    if (!before.tree || !after?.tree) return new Set()
    const [was, is] = [before.sections, after.sections]
    const found = [...liftedSince(before.tree, after.tree, {}, []), ...liftedBans(was, is, {}), ...liftedCalls(was, is, after.tree, {})]
    return new Set(found.flatMap((each) => (each.note ? [] : liftedBy(each))))
  })

async function findingsIn(context: Context, flags: Pick<Flags, 'quiet'>): Promise<FindingsJson['findings']> {
  const { tree, terminal, rules } = context
  const date = todayOf(terminal)
  const program = { billed: billedQuestions, settable: settableFigures, figures: new Set(Object.keys(builtIn.figures ?? {})) }
  const beneath = rules.layers.length === 0 ? undefined : { tree: link(rules.base), sections: rules.base, layerOf: lastOn(rules.layers) }
  // Of the last files first: what they lift of all before them is theirs.
  const earlier = await earlierOverlays(rules.base, rules.layers, rules.merged)
  let once = nothingTold
  // Many files take no longer than one, however hard they are to compare.
  const most = mostSteps / earlier.length
  const lifted = earlier
    .toReversed()
    .flatMap((each) => {
      const alone = liftedAlone(each, earlier[earlier.indexOf(each) + 1])
      const taken = byOwnReason(markAgain(takenSince(each, context, once, most), once), each.later, alone)
      once = alsoTold(once, taken)
      return taken.map((finding) => {
        // What was not compared is told of each file.
        const isOfFile = finding.path.length === 1
        return {
          each: finding,
          among: isOfFile ? [each.last] : finding.ofFirst ? each.later.slice(0, 1) : each.later,
          isOfFile,
          sections: each.sections,
        }
      })
    })
    .toReversed()
  const calendar = { date, latest: latestDayOf(terminal), before: (days: number) => dayBefore(date, days) }
  const proven = markAgain(
    verify(tree, rules.merged, program, calendar, beneath && { ...beneath, once, earlier: earlier.map(({ sections }) => sections) }),
    once,
  )
  const all = beneath ? byOwnReason(proven, rules.layers, liftedAlone(beneath, earlier[0])) : proven
  const idle = idleReasons(rules.merged, [...all, ...lifted.map(({ each }) => each)])
  const fresh = madeLater(
    all.filter(({ again }) => !again),
    earlier,
    lastOn(rules.layers),
    (each, sections) => verify(each, sections, program, calendar),
  )
  const found = [...fresh, ...unassumed(rules.base, rules.merged, rules.layers), ...idle]
  const own = wrongExamples(context, flags)
  const vain = inVain(
    { ...rules, builtIn },
    lifted.flatMap(({ each, isOfFile }) => (isOfFile ? [] : [each.path])),
  )
  if (found.length + lifted.length + own.length + vain.length === 0) return []
  // Places take the parser of YAML, which is much to load where there is nothing to show.
  const { locator } = await import('./rule-places.ts')
  const locate = locator(rules.layers)
  const ineffective = vain.map((each) => vainJson(each, locator(rules.layers.filter((layer) => layer.place([]).file === each.origin.file))))
  const sections = Object.keys(builtIn)
  const moved = movedBy(rules.layers, rules.base)
  const later = lifted.flatMap(({ each, among, sections: before }) =>
    each.again ? [] : findingJson(each, locator(among), true, movedBy(among, before), locate),
  )
  const inFirst = locator(rules.layers.slice(0, 1))
  const told = [...found, ...exampleFindings(own)].map((finding) =>
    findingJson(finding, finding.ofFirst ? inFirst : locate, rules.layers.length > 0, moved, locate),
  )
  return [...told, ...later, ...ineffective].sort(
    (a, b) =>
      Number(a.note) - Number(b.note) || sections.indexOf(sectionOf(a)) - sections.indexOf(sectionOf(b)) || (a.line ?? 0) - (b.line ?? 0),
  )
}

const sectionOf = ({ path }: { readonly path: string }): string => path.split('.')[0] ?? ''

async function report(context: Context, flags: Flags, format: (typeof findingFormats)[number], result: FindingsJson): Promise<void> {
  if (format === 'json') return emit(context, flags, `${JSON.stringify(result, null, 2)}\n`)
  const { renderFindings, renderFindingsGithub } = await import('../render/findings.ts')
  if (format === 'github') return emit(context, flags, renderFindingsGithub(result, inRepository(context.terminal)), 'as-it-is')
  const columns = (flags.output ?? '-') === '-' && context.terminal.stdout.isTTY ? columnsOf(context.terminal) : undefined
  await emit(context, flags, renderFindings(result, lookOf(context), columns))
}
