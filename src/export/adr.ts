// Recommendation → an architectural decision record in the form of MADR 4.0, for those who have to agree and for those who come later.

import type { RecommendationJson } from '../contract.ts'
import { loadText } from '../render/cost-words.ts'
import { cited, fence, literally, modelRow, table } from '../render/markdown.ts'
import { sanitize } from '../sanitize.ts'
import { type TierId, tierIds } from '../types.ts'
import { shortTokens } from '../volume.ts'
import { billsTable, comparisons } from './adr-bills.ts'
import { type AdrInput, askOf, assumptionSources, decidingSteps, decisionText, meaningOf, pricesText, say, titleOf } from './adr-input.ts'
import { argument, bullet, optionSections } from './adr-options.ts'
import { reviewText, triggers } from './adr-review.ts'
import { sourcesTable } from './adr-sources.ts'

export type { AdrInput } from './adr-input.ts'

/**
 * GitHub-flavored Markdown with YAML front matter; the headings are those of the template, in its order.
 *
 * Throws `RangeError` when `dated` is no `YYYY-MM-DD`.
 */
export function renderAdr(input: AdrInput): string {
  const { result, dated } = input
  const order: readonly TierId[] = [result.recommendation.tier, ...tierIds.filter((tier) => tier !== result.recommendation.tier)]
  const review = reviewText(input)
  const blocks = [
    `# ${literally(decisionText(input))}`,
    '## Context and Problem Statement',
    ...context(input),
    '## Decision Drivers',
    list(driversOf(input).map((id) => driver(input, id))),
    '## Considered Options',
    list(order.map((tier) => titleOf(input, tier))),
    '## Decision Outcome',
    ...outcome(input),
    '### Consequences',
    consequences(input).join('\n'),
    ...costs(input),
    '### Confirmation',
    ...confirmation(input),
    '## Pros and Cons of the Options',
    ...optionSections(input, order),
    '## More Information',
    literally(review),
    literally(say(input, 'adr-triggers')),
    list(triggers(input)),
    literally(say(input, 'adr-path')),
    fence('mermaid', input.diagram),
    literally(say(input, 'adr-sources')),
    sourcesTable(input),
    literally(madeBy(result)),
  ]
  return `${[frontMatter(dated), ...blocks].filter((block) => block !== '').join('\n\n')}\n`
}

/** The people are for the reader to fill in; a decision is only proposed until they accept it. */
const frontMatter = (dated: string): string =>
  ['---', 'status: proposed', `date: ${dated}`, 'decision-makers: []', 'consulted: []', 'informed: []', '---'].join('\n')

const list = (texts: readonly string[]): string => texts.map(bullet).join('\n')

function context(input: AdrInput): string[] {
  const { answers, steps, rules } = input.result
  const assumed = Object.keys(answers).filter((id) => answers[id]?.source === 'assumed')
  const all = String(Object.keys(answers).length)
  const trust =
    assumed.length === 0
      ? say(input, 'adr-all-given')
      : say(input, 'adr-some-assumed', { assumed: String(assumed.length), all, questions: assumed.join(', ') })
  const made = say(input, 'adr-made', { steps: String(steps.length), rules: rules.version, prices: pricesText(input) })
  const ask = input.name === undefined ? say(input, 'adr-question-unnamed') : say(input, 'adr-question', { name: input.name })
  return [ask, `${made} ${trust}`].map(literally)
}

/** A region limits nothing where prompts may go anywhere, so it drove nothing. */
const driversOf = ({ result: { answers } }: AdrInput): string[] =>
  Object.keys(answers).filter((id) => id !== 'region' || answers['data-residency']?.value !== 'anywhere')

function driver(input: AdrInput, id: string): string {
  const answer = input.result.answers[id]
  if (!answer) return ''
  const { value, source, because = '' } = answer
  const from = source === 'assumed' ? say(input, 'adr-assumed', { because }) : say(input, 'adr-given', { source })
  const meaning = meaningOf(input, id, value)
  return `${askOf(input, id)} ${meaning} (${id} ${typeof value === 'number' ? meaning : value}; ${from})${cited(Object.keys(assumptionSources(input, id)))}`
}

function outcome(input: AdrInput): string[] {
  const { recommendation, runnerUp, steps, shortlist, notShortlisted } = input.result
  const deciding = decidingSteps(input)
  const reasons = (deciding.length > 0 ? deciding : steps)
    .map(({ title, because, sources }) => say(input, 'adr-step', { step: title, because }) + cited(sources))
    .join(' ')
  return [
    literally(say(input, 'adr-chosen', { title: titleOf(input, recommendation.tier), reasons })),
    literally(recommendation.summary),
    ...(recommendation.parts.length > 1
      ? [
          literally(say(input, 'adr-parts')),
          table(
            ['Slice', 'Tier'],
            recommendation.parts.map(({ slice, tier }) => [slice, titleOf(input, tier)]),
          ),
        ]
      : []),
    literally(say(input, 'adr-steps')),
    table(
      ['Step', 'Did', 'Because', 'Sources'],
      steps.map(({ title, status, because, sources }, index) => [`${index + 1} ${title}`, status, because, sources.join(', ')]),
    ),
    ...(shortlist.length > 0
      ? [
          literally(say(input, 'adr-models')),
          table(
            ['Tier', 'Model', 'Host', 'License', 'Origin', 'Because', 'Sources'],
            shortlist.map((entry) => [titleOf(input, entry.tier), ...modelRow(entry).slice(1), entry.sources.join(', ')]),
          ),
        ]
      : [literally(say(input, 'adr-no-models'))]),
    ...(notShortlisted.length > 0
      ? [
          literally(say(input, 'adr-left-out')),
          list(notShortlisted.map(({ title, tier, because }) => `${title} (${titleOf(input, tier)}): ${because}`)),
        ]
      : []),
    ...(runnerUp
      ? [
          literally(
            say(input, 'adr-runner-up', { title: titleOf(input, runnerUp.tier), because: runnerUp.because }) + cited(runnerUp.sources),
          ),
        ]
      : []),
  ]
}

/** What the steps bring and the bills save or cost, what to watch, and what has to be done. */
function consequences(input: AdrInput): string[] {
  const { steps, cautions, nextSteps } = input.result
  const deciding = decidingSteps(input)
  return [
    ...steps
      .filter((step) => step.status === 'narrowed' || deciding.includes(step))
      .map(({ title, because, sources }) => argument('good', say(input, 'adr-follows', { step: title, because }) + cited(sources))),
    ...comparisons(input).map(({ standing, text }) => argument(standing, text)),
    ...cautions.map(({ because, sources }) => argument('bad', say(input, 'adr-caution', { because }) + cited(sources))),
    ...nextSteps.map(({ because, sources }) => argument('neutral', say(input, 'adr-work', { because }) + cited(sources))),
  ]
}

function costs(input: AdrInput): string[] {
  const { tokensPerMonth, usage, bills, breakEvens } = input.result.cost
  const percent = (share: number) => String(Number((share * 100).toPrecision(3)))
  const values = {
    tokens: shortTokens(tokensPerMonth ?? 0),
    input: percent(usage.inputShare),
    cached: percent(usage.cachedShare),
    batch: percent(usage.batchShare),
    traffic: usage.traffic,
    latency: usage.latency,
  }
  const chart = input.costChart ? [literally(say(input, 'adr-volumes')), input.costChart.trimEnd()] : []
  return [
    ...(bills.length > 0 ? [literally(say(input, 'adr-costs', values)), billsTable(input)] : [literally(noVolume(input))]),
    ...chart,
    ...(breakEvens.length > 0
      ? [literally(say(input, 'adr-break-even')), list(breakEvens.map((each) => each.because + loadText(each)))]
      : []),
  ]
}

function noVolume({ tree }: AdrInput): string {
  const question = tree.questions.find(({ kind }) => kind === 'volume')
  return question?.kind === 'volume' ? question.unknown : ''
}

/** Where nobody has saved one yet. */
const usualRecord = 'decision.json'

function confirmation(input: AdrInput): string[] {
  const { command, recommendation } = input.result
  const { record } = input
  return [
    ...(record === undefined ? [literally(say(input, 'adr-save')), fence('sh', sanitize(`${command} --output ${usualRecord}`))] : []),
    literally(say(input, 'adr-check')),
    fence('sh', checkLine(record ?? usualRecord, input)),
    literally(say(input, 'adr-repeat')),
    fence('sh', sanitize(`${command} --expect ${recommendation.tier}`)),
  ]
}

/** A file name as one word of a shell, which is never taken for a flag. */
function shellWord(file: string): string {
  const safe = sanitize(file).replace(/^-/, './-')
  return /^[\w./@%+,:=-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`
}

const madeBy = ({ tool, rules }: RecommendationJson): string =>
  `${tool.name} ${tool.version}, rules ${rules.version}, SHA-256 ${rules.sha256}${rules.overlays.map((overlay) => `, ${overlay}`).join('')}`

const checkLine = (record: string, { rules = [], noRules }: AdrInput): string =>
  [
    'npx pick-llm check',
    shellWord(record),
    ...rules.flatMap((file) => ['--rules', shellWord(file)]),
    ...(noRules ? ['--no-rules'] : []),
  ].join(' ')
