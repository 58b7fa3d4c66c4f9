// Examples of overlays → one commented file to start from, in which each can be uncommented by itself.

/** The name of an example and its text, with a first line for editors. */
export interface OverlayExample {
  readonly name: string
  readonly text: string
}

/** `schema` is an address, or a path relative to the file. */
export function starterOverlay(schema: string, examples: readonly OverlayExample[]): string {
  const head = [
    `# yaml-language-server: $schema=${schema}`,
    `# $schema: ${schema}`,
    '#',
    '# Rules of your own, laid over the built-in ones of pick-llm. The lines above tell editors the schema; where the package',
    '# is in node_modules beside this file, they can say ./node_modules/pick-llm/schema/overlay.schema.json instead.',
    '#',
    '# Name only what is different. Maps merge, lists and values replace, null takes a line out. Everything has an id, and',
    '# `pick-llm rules show` prints them all; `pick-llm rules show --diff` says what this file changes.',
    '#',
    '# Below are changes to start from. Take the "# " off the lines of one. Two that have the same section, such as `sources:`,',
    '# go under one.',
  ]
  const blocks = examples.map(({ name, text }) => ['', `# --- ${name} ---`, ...body(text).map(commented)])
  return `${[...head, ...blocks.flat()].join('\n')}\n`
}

/** Without the line for editors and what sets it apart. */
const body = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('# yaml-language-server:') && line !== '#')

/** Comments get one more sign, so that they stay comments when a whole block is uncommented. */
const commented = (line: string): string => (line === '' ? '#' : line.startsWith('#') ? `#${line}` : `# ${line}`)
