// Ruleset → tree: every id becomes the thing it names, and whatever names nothing is reported with its place.

import { FileError } from '../errors.ts'
import type { Known } from '../known-types.ts'
import { once } from '../memo.ts'
import type { Caution, Figure, Question, Rule, Setting, Step, TierId, Tree } from '../types.ts'
import { type Words, wordKeys } from '../words.ts'
import { tellCircles } from './circles.ts'
import { citations } from './citations.ts'
import { knownHosts } from './link-bans.ts'
import { catalogAgain, linkCatalog, linkSources } from './link-catalog.ts'
import { endsOpen, type Later, type Linker, linkConditions, type RawCondition, saying } from './link-conditions.ts'
import { linkCosts } from './link-costs.ts'
import { linkGateways } from './link-gateways.ts'
import { linkExamples, linkTiers } from './link-tiers.ts'
import { type Deleted, inOrder, Names, type Path, type Place } from './names.ts'
import { checkRange } from './ranges.ts'
import { checkFlagNames, checkWishes } from './reserved.ts'
import type { Ruleset } from './schema.ts'

const nowhere: Place = () => ({ file: 'rules' })

/** Rules that were linked before: nothing is checked, and what few commands look at is linked once they do. */
export const linkAgain = (rules: Ruleset, known: Known = {}): Tree =>
  linked(rules, new Names(nowhere, () => undefined), { later: once, ...known })

/** Throws `FileError` with every unresolved reference and every table without an end. `spoiled` is left out and told elsewhere; of `mended` entries only names are told. */
export function link(
  rules: Ruleset,
  place: Place = nowhere,
  deleted: Deleted = () => undefined,
  spoiled: readonly Path[] = [],
  mended: readonly Path[] = [],
): Tree {
  const names = new Names(place, deleted, spoiled, mended)
  const tree = linked(rules, names, undefined)
  if (names.problems.length > 0) throw new FileError('The rules do not fit together', names.problems)
  return tree
}

/** What is known of rules that were linked before; undefined for those whose problems have to be told. */
interface Sound extends Known {
  readonly later: Later
}

const atOnce: Later = (make) => {
  const made = make()
  return () => made
}

function linked(rules: Ruleset, names: Names, sound: Sound | undefined): Tree {
  const later = sound?.later ?? atOnce
  const sources = linkSources(rules)
  const catalog = sound ? catalogAgain(rules, sources, names, sound.asOf) : linkCatalog(rules, sources, names)
  const figures = linkFigures(rules, names, sources)
  const linker: Linker = { rules, names, sources, figures, questions: questionShells(rules), later }
  if (!sound) {
    checkFlagNames(rules, names)
    checkWishes(rules, names)
  }
  linkAssumptions(linker)
  if (!sound) tellCircles(linker.questions.values(), names)
  const steps = inOrder(rules.steps ?? {}, names, 'step', ['steps']).map(([id, raw]) => linkStep(linker, id, raw))
  const tree: Tree = {
    version: rules.version ?? 'unversioned',
    steps,
    questions: [...linker.questions.values()],
    settings: Object.entries(rules.settings ?? {}).map(([id, setting]): Setting => ({ id, ...setting })),
    tiers: linkTiers(linker, catalog),
    cautions: Object.entries(rules.cautions ?? {}).map(([id, raw]): Caution => {
      const given = raw['if-given']
      const ifGiven = given === undefined ? undefined : names.find(linker.questions, given, 'question', ['cautions', id, 'if-given'])
      return { id, ifGiven, ...saying(linker, raw, ['cautions', id]) }
    }),
    ...linkCosts(linker, catalog),
    measures: {},
    words: linkWords(linker),
    figures,
    examples: later(() => linkExamples(linker, catalog)),
    sources,
    catalog,
    gateways: later(() => linkGateways(linker, catalog)),
    branchings: sound?.branchings,
  }
  const known = new Map(steps.map((step) => [step.id, step]))
  for (const { id, step } of tree.questions) names.find(known, step, 'step', ['questions', id, 'step'])
  return tree
}

function linkWords({ rules, names }: Linker): Words {
  for (const key of wordKeys) if (!rules.words?.[key]) names.report(['words', key], 'the sentence is missing')
  return (rules.words ?? {}) as Words
}

function linkFigures(rules: Ruleset, names: Names, sources: Linker['sources']): Map<string, Figure> {
  return new Map(
    Object.entries(rules.figures ?? {}).map(([id, { title, value, low = value, high = value, unit, checked, sources: cited }]) => {
      checkRange(names, ['figures', id], 'value', low, value, high, unit)
      return [id, { id, title, value, low, high, unit, checked, sources: citations(cited, sources, names, ['figures', id, 'sources']) }]
    }),
  )
}

/** Questions first, since conditions point at them; their own assumptions are linked afterwards. */
function questionShells(rules: Ruleset): Map<string, Question> {
  return new Map(
    Object.entries(rules.questions ?? {}).map(([id, raw]): [string, Question] => {
      const common = {
        id,
        step: raw.step,
        ask: raw.ask,
        why: raw.why,
        showsBills: raw.shows === 'bills',
        liftsLimits: raw['lifts-limits'],
        assume: [],
      }
      if (raw.kind === 'volume') return [id, { kind: 'volume', ...common, unknown: raw.unknown ?? '' }]
      const options = Object.entries(raw.options ?? {}).map(([option, { means, example, ...more }]) => {
        return { id: option, means, example, anyHost: more['any-host'] === true }
      })
      return [id, { kind: 'choice', ...common, options }]
    }),
  )
}

/** Each of them is told from all others wherever rules are checked. */
const mostOptions = 200

function linkAssumptions(linker: Linker): void {
  for (const [id, raw] of Object.entries(linker.rules.questions ?? {})) {
    const question = linker.questions.get(id)
    if (!question) continue
    const path: Path = ['questions', id, 'assume']
    const rows = (raw.assume ?? []).map((row, index) => {
      if (question.kind === 'choice')
        linker.names.find(new Map(question.options.map((option) => [option.id, option])), row.value, `option of ${id}`, [
          ...path,
          index,
          'value',
        ])
      // The tier comes of the answers, so what it is depends on when one looks.
      if (row.if?.['tier'] !== undefined)
        linker.names.report([...path, index, 'if', 'tier'], 'an assumption cannot go by the tier, which itself comes of the answers', true)
      return { ...saying(linker, row, [...path, index]), value: row.value }
    })
    endsOpen(linker, rows, path)
    Object.assign(question, { assume: rows })
    if (question.kind === 'choice' && question.options.length > mostOptions)
      linker.names.report(
        ['questions', id, 'options'],
        `has ${question.options.length} options; at most ${mostOptions} can be told apart`,
        true,
      )
    if (question.kind === 'choice' && question.options.length === 0)
      linker.names.report(['questions', id], 'has no options, so nobody could answer it', true)
  }
}

function linkStep(linker: Linker, id: string, raw: NonNullable<Ruleset['steps']>[string]): Step {
  const path: Path = ['steps', id]
  const conditions = linkConditions(linker, raw.if, [...path, 'if'], true)
  const rules = inOrder(raw.rules, linker.names, 'rule', [...path, 'rules']).map(([ruleId, rule]) =>
    linkRule(linker, ruleId, rule, [...path, 'rules', ruleId], raw.needs ?? []),
  )
  const otherwise = (raw.otherwise ?? []).map((row, index) => saying(linker, row, [...path, 'otherwise', index]))
  endsOpen(linker, rules, [...path, 'rules'])
  if (conditions.length > 0) endsOpen(linker, otherwise, [...path, 'otherwise'])
  const needs = linker.names.findAll(linker.questions, raw.needs, 'question', [...path, 'needs'])
  return { id, title: raw.title, conditions, otherwise, needs, rules }
}

type RawRule = NonNullable<Ruleset['steps']>[string]['rules'][string]

/** `asked` are the questions that the step asks whichever rule applies. */
function linkRule(linker: Linker, id: string, raw: RawRule, path: Path, asked: readonly string[]): Rule {
  const { names, questions } = linker
  const { region, tiers, 'region-if-given': given } = raw.only ?? {}
  for (const key of ['tier', 'slice'] as const)
    if (raw[key] && tiers && !tiers.includes(raw[key]))
      names.report([...path, 'only', 'tiers'], `leaves out "${raw[key]}", which the rule itself leads to`, false, 'misfit', [
        [...path, key],
      ])
  const known = [...asked, ...(raw.needs ?? []), ...Object.keys(raw.if ?? {})]
  if (region !== undefined && questions.has(region) && !known.includes(region))
    names.report([...path, 'needs'], `nobody is asked for "${region}", so the limit would not hold; add it to \`needs\``, true, 'misfit', [
      [...path, 'only', 'region'],
    ])
  return {
    id,
    conditions: linkConditions(linker, raw.if, [...path, 'if'], true),
    tier: raw.tier,
    slice: raw.slice,
    needs: names.findAll(questions, raw.needs, 'question', [...path, 'needs']),
    only: raw.only && {
      tiers: tiers && new Set(tiers),
      license: raw.only.license,
      agreement: raw.only.agreement,
      region: region === undefined ? undefined : names.find(questions, region, 'question', [...path, 'only', 'region']),
      regionIfGiven: given === undefined ? undefined : names.find(questions, given, 'question', [...path, 'only', 'region-if-given']),
      hosts: knownHosts(linker, raw.only.hosts, [...path, 'only', 'hosts']),
    },
    runnerUp: runnerUps(linker, raw['runner-up'], [...path, 'runner-up']),
    liftsLimits: raw['lifts-limits'],
    because: raw.because,
    sources: citations(raw.sources, linker.sources, names, [...path, 'sources']),
  }
}

function runnerUps(linker: Linker, raw: RawRule['runner-up'], path: Path): Rule['runnerUp'] {
  if (raw === undefined) return []
  const rows = typeof raw === 'string' ? [{ tier: raw }] : raw
  return rows.map((row: { if?: RawCondition | undefined; tier: TierId }, index) => {
    return { conditions: linkConditions(linker, row.if, [...path, index, 'if']), tier: row.tier }
  })
}
