// The program's help → one that fits a screen: flags in two groups, a line for each, wishes by their names alone.
//
// The help of each command, the reference and completion still tell all.

import { type Command, Help, type Option } from 'commander'

const wishes = 'Wishes:'

/** It is told with the other flag of colours. */
const noColor = '--no-color'

/** For `configureHelp`. */
export function formatOnScreen(command: Command, helper: Help): string {
  const isTold = ({ helpGroupHeading, long }: Option) => helpGroupHeading !== wishes && long !== noColor
  const short: Help = Object.assign(Object.create(helper), {
    visibleOptions: (of: Command) => helper.visibleOptions(of).filter(isTold),
    visibleCommands: (of: Command) => helper.visibleCommands(of).filter((each) => each.name() !== 'help'),
    subcommandTerm: (of: Command) => of.name(),
    optionDescription: ({ long, description }: Option) => (long === '--color' ? `${description} (or ${noColor})` : description),
    groupItems: <T extends Command | Option>(all: T[], visible: T[], groupOf: (item: T) => string) =>
      helper.groupItems(all, visible, (item) => groupOf(item).replace(/^(Input|Output):$/, 'Options:')),
  })
  return Help.prototype.formatHelp.call(short, command, short)
}

/** As a paragraph of lines that are at most as wide. */
export function wishesOnScreen(command: Command, width: number): string {
  const names = command.options.filter(({ helpGroupHeading }) => helpGroupHeading === wishes).map(({ long }) => long)
  const text = `Wishes, of which \`pick-llm questions\` tells more: ${names.join(', ')}`
  return new Help().boxWrap(text, width)
}
