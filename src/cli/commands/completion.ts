// `pick-llm completion`: the program with all its commands and flags → a script that completes them in a shell.

import type { Command, Option } from 'commander'
import { vocabulary } from '../../catalog/browse.ts'
import { type Accepts, type CommandPart, type Offer, offersOf, type Word } from '../../render/completion.ts'
import type { Tree } from '../../types.ts'
import { type Context, checkTarget, emit, formatOf } from '../context.ts'
import type { Flags } from '../flags.ts'
import { offeredBy } from '../offered.ts'
import { readShell, type Shell } from '../shells.ts'

const scripts: Readonly<Record<Shell, () => Promise<(offers: readonly Offer[]) => string>>> = {
  bash: async () => (await import('../../render/completion-bash.ts')).bashScript,
  zsh: async () => (await import('../../render/completion-zsh.ts')).zshScript,
  fish: async () => (await import('../../render/completion-fish.ts')).fishScript,
  pwsh: async () => (await import('../../render/completion-pwsh.ts')).pwshScript,
}

/** Throws `UserError` for a shell that is not known. */
export async function complete(context: Context, flags: Flags, program: Command, name: string | undefined): Promise<void> {
  const shell = readShell(name)
  // A script is one whatever stands in the variable.
  if (flags.format !== undefined) formatOf(context, flags, ['text'])
  await checkTarget(flags)
  const script = await scripts[shell]()
  await emit(context, flags, script(offersOf(partsOf(context.tree, program))))
}

const files: Accepts = { kind: 'files' }
const text: Accepts = { kind: 'text' }
const words = (each: readonly Word[], many = false): Accepts => ({ kind: 'words', words: each, many })
const bare = (ids: readonly string[], many = false): Accepts =>
  words(
    ids.map((id) => ({ id, means: '' })),
    many,
  )

/** The command and all below it, as its help shows them. */
function partsOf(tree: Tree, command: Command, path: readonly string[] = [], beside: readonly Word[] = []): CommandPart[] {
  const help = command.createHelp()
  const commands = help.visibleCommands(command)
  const below = commands.map((each) => ({ id: each.name(), means: each.description() }))
  // What `help` takes is not declared as a word of it: it is what stands beside it.
  const operands = command.name() === 'help' ? words(beside) : below.length > 0 ? words(below) : operandsOf(command)
  const flags = help.visibleOptions(command).map((option) => ({
    names: [option.short, option.long].filter((name) => name !== undefined),
    means: option.description,
    accepts: option.required || option.optional ? valuesOf(tree, option) : undefined,
  }))
  return [{ path: path.join(' '), flags, operands }, ...commands.flatMap((each) => partsOf(tree, each, [...path, each.name()], below))]
}

function operandsOf(command: Command): Accepts {
  const offered = offeredBy(command)
  if (offered) return bare(offered.words)
  return command.registeredArguments.some((argument) => argument.name() === 'file') ? files : text
}

function valuesOf(tree: Tree, option: Option): Accepts {
  const offered = offeredBy(option)
  if (offered) return bare(offered.words, offered.many)
  if (option.flags.endsWith('<file>')) return files
  const isMeant = ({ id }: { readonly id: string }) => option.long === `--${id}`
  const question = tree.questions.find(isMeant)
  if (question?.kind === 'choice') return words(question.options)
  return tree.settings.find(isMeant)?.kind === 'origins' ? bare(vocabulary(tree).origins, true) : text
}
