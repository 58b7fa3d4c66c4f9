// The program itself → docs/reference.md: its commands and flags, questions, variables, exit codes and schemas.

import { Command, type Option } from 'commander'
import { main } from '../src/cli/main.ts'
import { exit } from '../src/errors.ts'
import { measuredText } from '../src/measured.ts'
import type { Assumption, Condition, Question, Tree } from '../src/types.ts'
import { variableName } from '../src/variables.ts'
import { acceptedVolumes } from '../src/volume.ts'
import { endings, variables } from './reference-facts.ts'

/** The whole program as `main` builds it, caught where it would read the command line. */
export async function wholeProgram(): Promise<Command> {
  const { parseAsync } = Command.prototype
  let caught: Command | undefined
  Command.prototype.parseAsync = async function () {
    caught = this
    return this
  }
  try {
    const { stdin, stdout, stderr } = process
    await main(['help', 'help'], { environment: { PICK_LLM_NO_CACHE: '1' }, stdin, stdout, stderr })
  } finally {
    Command.prototype.parseAsync = parseAsync
  }
  if (!caught) throw new Error('The program was not built.')
  return caught
}

interface Page {
  readonly name: string
  readonly command: Command
  readonly options: readonly Option[]
}

function pagesOf(command: Command, before = ''): Page[] {
  const name = `${before}${command.name()}`
  const help = command.createHelp()
  const below = help.visibleCommands(command).filter((each) => each.name() !== 'help')
  const own: Page = { name, command, options: help.visibleOptions(command).filter(({ long }) => long !== '--help') }
  return [own, ...below.flatMap((each) => pagesOf(each, `${name} `))]
}

const groupOf = ({ helpGroupHeading }: Option): string => helpGroupHeading?.replace(/:$/, '') ?? 'Options'

/** An option that so many commands have is told once. */
const many = 4

function sharedIn(pages: readonly Page[]): ReadonlyMap<string, Option> {
  const all = pages.flatMap(({ options }) => options)
  const count = (option: Option) =>
    all.filter(({ flags, description }) => flags === option.flags && description === option.description).length
  const shared = new Map<string, Option>()
  for (const option of all) {
    const known = shared.get(option.flags)
    if (count(option) >= many && (!known || count(option) > count(known))) shared.set(option.flags, option)
  }
  return shared
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

function optionRow({ flags, description, defaultValue }: Option): string[] {
  const said = defaultValue === undefined || defaultValue === true ? '' : `; without it, \`${String(defaultValue)}\``
  return [`\`${flags}\``, description + said]
}

const anchor = (heading: string): string => `#${heading.toLowerCase().replaceAll(' ', '-')}`

/** Groups that every option of is told elsewhere, as links, with what a command lacks of them. */
function alsoTakes(page: Page, shared: ReadonlyMap<string, Option>): string {
  const groups = [...new Set([...shared.values()].map(groupOf))].filter((group) =>
    page.options.some((option) => shared.has(option.flags) && groupOf(option) === group),
  )
  const links = groups.map((group) => {
    const has = new Set(page.options.map(({ flags }) => flags))
    const lacks = [...shared.values()]
      .filter((option) => groupOf(option) === group && !has.has(option.flags))
      .map(({ long }) => `\`${long}\``)
    return `[${group}](${anchor(group)})${lacks.length > 0 ? ` but ${lacks.join(', ')}` : ''}`
  })
  return links.length > 0 ? `Takes also: ${links.join(' · ')}.` : ''
}

function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({ writeOut: (part) => (text += part) })
  command.outputHelp()
  return text
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`

function commandText(page: Page, shared: ReadonlyMap<string, Option>): string {
  const { name, command, options } = page
  const help = helpOf(command)
  const [, usage = ''] = /^Usage: (.*)$/m.exec(help) ?? []
  const [, examples] = /^Examples:\n((?: {2}\$ .*\n?)+)/m.exec(help) ?? []
  const own = options.filter((option) => shared.get(option.flags)?.description !== option.description)
  const words = command.registeredArguments.map((argument) => [`\`${argument.name()}\``, argument.description])
  return [
    `### ${name}`,
    sentence(command.description()),
    `\`\`\`text\n${usage}\n\`\`\``,
    ...(words.length + own.length > 0
      ? [table([words.length > 0 ? 'argument or flag' : 'flag', 'does'], [...words, ...own.map(optionRow)])]
      : []),
    alsoTakes(page, shared),
    ...(examples
      ? [
          `\`\`\`sh\n${examples
            .replace(/^ {2}\$ /gm, 'npx ')
            .replace(/ {3,}(\S)/g, '  # $1')
            .trimEnd()}\n\`\`\``,
        ]
      : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const conditionText = (condition: Condition): string => {
  if (condition.kind === 'measure') return measuredText(condition, ({ id }) => `\`${id}\``)
  const what = condition.kind === 'tier' ? 'tier' : condition.question.id
  return `\`${what}\` is ${[...condition.oneOf].map((option) => `\`${option}\``).join(' or ')}`
}

const assumedText = ({ conditions, value, because }: Assumption): string =>
  `\`${value}\`${conditions.length > 0 ? ` where ${conditions.map(conditionText).join(' and ')}` : ''}. ${because}`

function questionText(question: Question): string {
  const { id, ask, assume } = question
  const rows =
    question.kind === 'choice'
      ? question.options.map((option) => [`\`${option.id}\``, option.means + (option.example ? `. _${option.example}_` : '')])
      : []
  return [
    `#### ${id}`,
    ask,
    question.kind === 'choice' ? table(['option', 'means'], rows) : `A volume: ${acceptedVolumes}.`,
    unansweredText(question, assume),
  ].join('\n\n')
}

function unansweredText(question: Question, assume: readonly Assumption[]): string {
  if (question.kind === 'volume') return `Not answered: ${question.unknown}`
  const [first, ...more] = assume
  if (!first) return 'Not answered: an error. It is never assumed.'
  return more.length === 0
    ? `Not answered: ${assumedText(first)}`
    : `Not answered, the first line that fits:\n\n${assume.map((row) => `- ${assumedText(row)}`).join('\n')}`
}

/** File name and its JSON Schema. */
type Schemas = Readonly<Record<string, string>>

export function referenceText(program: Command, tree: Tree, schemas: Schemas): string {
  const pages = pagesOf(program)
  const shared = sharedIn(pages)
  const groups = [...new Set([...shared.values()].map(groupOf))].filter((group) => !['Answers', 'Wishes'].includes(group))
  return `${[
    '<!-- Made from the program by `npm run reference`; a test fails where the two differ. -->',
    '# Reference',
    'Commands and flags, questions, variables, exit codes, schemas. `-h` or `--help` behind a command prints its part.',
    '## Commands',
    table(
      ['command', 'does'],
      pages.map(({ name, command }) => [`[\`${name}\`](${anchor(name)})`, command.description().replace(/\.$/, '')]),
    ),
    ...pages.map((page) => commandText(page, shared)),
    '## Options of many commands',
    ...groups.flatMap((group) => [
      `### ${group}`,
      table(['flag', 'does'], [...shared.values()].filter((option) => groupOf(option) === group).map(optionRow)),
    ]),
    '### Answers',
    'Each question is a flag, a variable and a key of `--answers` at once: `--task chat`, `PICK_LLM_TASK=chat`, `task: chat`. A flag wins over the variable, the variable over the file. What is left open is asked in a terminal, and assumed with `--yes`.',
    ...tree.questions.map(questionText),
    '### Wishes',
    'Never asked. They are given as answers are.',
    table(
      ['flag', 'variable', 'means', 'such as'],
      tree.settings.map(({ id, means, example }) => [`\`--${id}\``, `\`${variableName(id)}\``, means, `\`${example}\``]),
    ),
    '## Variables',
    'Besides one for each question and wish. Empty counts as not set; "set" is anything but `0` and `false`.',
    table(
      ['variable', 'does'],
      Object.entries(variables).map(([name, does]) => [`\`${name}\``, does]),
    ),
    '## Exit codes',
    table(
      ['code', 'when', 'for example'],
      Object.entries(endings)
        .map(([name, { when, line }]): [number, string, string] => [
          exit[name as keyof typeof exit],
          when,
          line === undefined ? '' : `\`${line}\``,
        ])
        .sort(([a], [b]) => a - b)
        .map(([code, ...rest]) => [String(code), ...rest]),
    ),
    'With `--json`, a failure is JSON as well, on standard output: [failure.schema.json](../schema/failure.schema.json).',
    '## Schemas',
    'JSON Schema, draft-07. How an editor uses them: [editor.md](editor.md).',
    table(
      ['schema', 'describes'],
      Object.entries(schemas).map(([file, text]) => [
        `[${file}](../schema/${file})`,
        String((JSON.parse(text) as { description: string }).description),
      ]),
    ),
  ].join('\n\n')}\n`
}
