// `pick-llm models`: the catalog under filters, what replaced what, and why a model is not listed.

import { type Command, Option } from 'commander'
import { browse, type Filter, type Status, statuses, type Vocabulary, vocabulary } from '../../catalog/browse.ts'
import { unranked } from '../../catalog/unranked.ts'
import type { ModelsJson } from '../../contract-models.ts'
import { exit, UserError } from '../../errors.ts'
import type { Listing } from '../../listing.ts'
import { echo } from '../../sanitize.ts'
import { didYouMean } from '../../suggest.ts'
import type { Model, Tree } from '../../types.ts'
import { type Context, emit, formatOf, lookOf, noCheapest, tellAge } from '../context.ts'
import { commands, type Flags, listFormats } from '../flags.ts'
import { headOf } from '../maker.ts'
import { offering } from '../offered.ts'
import { addOutput, answerOption, onAction, subcommand } from '../program.ts'
import { readSetting } from '../settings.ts'
import { staleOption } from '../stale-option.ts'

/** What a filter was given as, by its flag. */
type FilterTexts = Readonly<Partial<Record<Kind, string>>>

/** What can be asked for; bans hold in any case. */
type Kind = Exclude<Filter['kind'], 'bans'>

interface ModelsFlags extends Flags {
  readonly filters: FilterTexts
  readonly all: boolean
  readonly whyNot: string | undefined
}

const examples = `
Examples:
  $ pick-llm models --license permissive --task reasoning --context 200k
  $ pick-llm models --tier hosted-open --origin us,fr --price 0.5
  $ pick-llm models --all --task embeddings --json`

/** Adds the command to the program. */
export function addModels(program: Command, context: Context, columns: number): void {
  const command = subcommand(program, 'models', commands.models, columns)
  const { licenses, origins, tasks, tiers } = vocabulary(context.tree)
  const filters: Readonly<Record<Kind, string>> = {
    license: `of the weights: ${licenses.join(', ')}`,
    origin: `country of the lab: ${origins.join(', ')}`,
    tier: `weights and hosts fit: ${tiers.map(({ id }) => id).join(', ')}`,
    task: `known to be good at: ${tasks.join(', ')}`,
    context: 'tokens that fit at least, such as 200k',
    price: 'USD per million tokens at most, input and output blended',
    status: `${statuses.join(', ')} (default: ${usual.join(', ')})`,
  }
  const lists: Readonly<Record<string, readonly string[]>> = { license: licenses, origin: origins, task: tasks, status: statuses }
  for (const [id, description] of Object.entries(filters)) {
    const option = answerOption(id, description).helpGroup('Filters:')
    const oneOf = id === 'tier' ? tiers.map((tier) => tier.id) : lists[id]
    command.addOption(oneOf ? offering(option, oneOf, id !== 'tier') : option)
  }
  command.addOption(new Option('--all', 'every status; --status wins').helpGroup('Filters:'))
  const whyNot = answerOption('why-not', 'say which filters removed a model').helpGroup('Filters:')
  command.addOption(offering(whyNot, [...context.tree.catalog.models.keys()]))
  command.addOption(staleOption(context.tree.figures)).addHelpText('after', examples)
  onAction(addOutput(command, listFormats), context.tree, (flags) => listModels(context, { ...flags, ...modelsFlags(command.opts()) }))
}

function modelsFlags(options: Readonly<Record<string, unknown>>): Pick<ModelsFlags, 'filters' | 'all' | 'whyNot'> {
  const texts = kinds.flatMap((kind): [string, string][] => {
    const value = options[kind]
    return typeof value === 'string' ? [[kind, value]] : []
  })
  const { whyNot } = options
  return { filters: Object.fromEntries(texts), all: options['all'] === true, whyNot: typeof whyNot === 'string' ? whyNot : undefined }
}

async function listModels(context: Context, flags: ModelsFlags): Promise<void> {
  const { tree } = context
  const format = formatOf(context, flags, listFormats)
  const filters = filtersOf(tree, flags)
  const found = browse(tree, filters, flags.whyNot === undefined ? undefined : findModel(tree, flags.whyNot))
  const because = noCheapest(context, flags, found.prices)
  const listing = because === null ? found : unranked(found, because)
  await emit(context, flags, await render(context, format, listing))
  if (listing.prices) await tellAge(context, flags, true, listing.prices)
}

async function render(context: Context, format: 'text' | 'json', listing: Listing): Promise<string> {
  if (format === 'json') {
    const json: ModelsJson = { ...headOf(context), ...listing }
    return `${JSON.stringify(json, null, 2)}\n`
  }
  const { renderModels } = await import('../../render/models.ts')
  return renderModels(listing, context.tree.sources, lookOf(context))
}

/** Whatever else is asked for, models that are gone are not what one builds on. */
const usual: readonly Status[] = ['current', 'preview']

/** The order in which filters are applied and told. */
const kinds: readonly Kind[] = ['license', 'origin', 'task', 'status', 'tier', 'context', 'price']

type Read = Filter | { readonly refused: string; readonly accepted: string }

/** Throws `UserError` with every value that is not accepted. */
function filtersOf(tree: Tree, { filters: texts, all }: Pick<ModelsFlags, 'filters' | 'all'>): Filter[] {
  const words = vocabulary(tree)
  const filters: Filter[] = []
  const problems: string[] = []
  for (const kind of kinds) {
    const text = texts[kind]
    if (text === undefined) {
      if (kind === 'status' && !all) filters.push({ kind, oneOf: usual, given: false })
      continue
    }
    const read = readFilter(kind, text, words)
    if ('refused' in read) problems.push(`--${kind}: ${read.refused} Accepted: ${read.accepted}.`)
    else filters.push(read)
  }
  if (problems.length > 0) throw new UserError('E_VALUE', problems.join('\n'), 'Write one of the accepted values.', exit.usage)
  const bans = tree.catalog.bans.map(({ id }) => id)
  return bans.length > 0 ? [{ kind: 'bans', ids: bans }, ...filters] : filters
}

function readFilter(kind: Kind, text: string, { licenses, origins, tasks, tiers }: Vocabulary): Read {
  switch (kind) {
    case 'license':
    case 'origin':
    case 'task': {
      const read = readList(text, { license: licenses, origin: origins, task: tasks }[kind], kind)
      return 'refused' in read ? read : { kind, ...read }
    }
    case 'status': {
      const read = readList(text, statuses, 'status')
      return 'refused' in read ? read : { kind, given: true, ...read }
    }
    case 'tier': {
      const tier = tiers.find(({ id }) => id === text.trim().toLowerCase())
      const ids = tiers.map(({ id }) => id)
      return tier ? { kind, tier } : unknownWord(text, ids, 'tier')
    }
    case 'context': {
      const read = readSetting({ id: kind, kind: 'tokens', means: '', example: '200k' }, text)
      return 'refused' in read ? read : { kind, tokens: Number(read.value), text: read.written }
    }
    case 'price': {
      const read = readSetting({ id: kind, kind: 'amount', means: '', example: '0.5' }, text)
      return 'refused' in read ? read : { kind, most: Number(read.value) }
    }
  }
}

type Refused = Extract<Read, { readonly refused: string }>

/** Comma-separated words, any of which is enough. */
function readList<Word extends string>(text: string, known: readonly Word[], what: string): { readonly oneOf: readonly Word[] } | Refused {
  const oneOf: Word[] = []
  for (const written of text.split(',')) {
    const word = known.find((one) => one === written.trim().toLowerCase())
    if (word === undefined) return unknownWord(written.trim(), known, what)
    if (!oneOf.includes(word)) oneOf.push(word)
  }
  return { oneOf }
}

const unknownWord = (text: string, known: readonly string[], what: string): Refused => ({
  refused: `"${echo(text)}" is no known ${what}.${didYouMean(text, known)}`,
  accepted: known.join(', '),
})

/** By id or title. */
function findModel({ catalog }: Tree, text: string): Model {
  const wanted = text.trim().toLowerCase()
  const models = [...catalog.models.values()]
  const found = catalog.models.get(wanted) ?? models.find(({ title }) => title.toLowerCase() === wanted)
  if (found) return found
  const names = models.flatMap(({ id, title }) => [id, title])
  throw new UserError(
    'E_VALUE',
    `--why-not: There is no model "${echo(text)}" in the catalog.${didYouMean(text, names)}`,
    'Run `pick-llm models --all` for all models.',
    exit.usage,
  )
}
