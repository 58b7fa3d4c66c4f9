// Whether a stream shows colors, and the few styles that are used; nothing else may import chalk.

import { Chalk, type ChalkInstance } from 'chalk'

export interface Look {
  readonly columns: number
  readonly color: boolean
}

/** Styles that do nothing where there is no color: the words alone carry the meaning. */
export interface Style {
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly good: (text: string) => string
  readonly warn: (text: string) => string
}

const styles = (chalk: ChalkInstance): Style => ({
  strong: (text) => chalk.bold(text),
  faint: (text) => chalk.dim(text),
  good: (text) => chalk.green(text),
  warn: (text) => chalk.yellow(text),
})

const [plain, colored] = [styles(new Chalk({ level: 0 })), styles(new Chalk({ level: 1 }))]

export const styleFor = ({ color }: Pick<Look, 'color'>): Style => (color ? colored : plain)
