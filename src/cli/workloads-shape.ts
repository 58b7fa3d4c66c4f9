// A workloads file that was parsed → its parts of the right shape, and what is wrong with the others.

import { answersSchema, type WorkloadsFile, workloadSchema, workloadsSchema } from '../contract-workloads.ts'
import type { Problem } from '../errors.ts'
import type { Parsed } from '../rules/parse.ts'
import { validate } from '../rules/validate.ts'
import { echo } from '../sanitize.ts'
import type { Texts } from './answers.ts'

/** The fields that have the right shape. `sound` says that all of them have. */
export interface RawWorkload {
  readonly name?: string | undefined
  readonly owner?: string | undefined
  readonly answers?: Texts | undefined
  readonly tokens?: string | undefined
  readonly share?: string | undefined
  readonly sound: boolean
}

export interface Shape {
  readonly tokens: string | undefined
  readonly defaults: Texts | undefined
  readonly workloads: readonly RawWorkload[]
  readonly problems: Problem[]
  /** All above the workloads has the right shape. */
  readonly sound: boolean
}

/** What has the right shape is looked at further, so that one mistake hides no other. */
export function shapeOf(parsed: Parsed): Shape {
  const valid = validate(workloadsSchema, parsed)
  if ('data' in valid) return { ...soundParts(valid.data), problems: [], sound: true }
  const { value } = parsed
  const { tokens, defaults, workloads } = mapOf(value)
  const instead = whollyElse(value)
  return {
    tokens: typeof tokens === 'string' ? tokens : undefined,
    defaults: textsOf(defaults),
    workloads: Array.isArray(workloads) ? workloads.slice(0, 1000).map(workloadOf) : [],
    problems:
      instead === undefined
        ? valid.map((problem) => ({ ...problem, message: named(problem.message, workloads) }))
        : [{ ...parsed.place([]), message: instead }],
    sound: workloadsSchema.safeParse(value).error?.issues.every(({ path: [top] }) => top === 'workloads') ?? true,
  }
}

const soundParts = ({ tokens, defaults, workloads }: WorkloadsFile): Pick<Shape, 'tokens' | 'defaults' | 'workloads'> => ({
  tokens,
  defaults,
  workloads: workloads.map((each) => ({ ...each, sound: true })),
})

const mapOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {}

function workloadOf(value: unknown): RawWorkload {
  const whole = workloadSchema.safeParse(value)
  if (whole.success) return { ...whole.data, sound: true }
  const { name, owner, tokens, share, answers } = mapOf(value)
  const { shape } = workloadSchema
  return {
    name: shape.name.safeParse(name).data,
    owner: shape.owner.safeParse(owner).data,
    tokens: shape.tokens.safeParse(tokens).data,
    share: shape.share.safeParse(share).data,
    answers: textsOf(answers),
    sound: false,
  }
}

/** The other answers are told by their shape. */
function textsOf(answers: unknown): Texts | undefined {
  const all = Object.entries(mapOf(answers)).filter(([, text]) => typeof text === 'string')
  return answersSchema.safeParse(Object.fromEntries(all)).data
}

/** What stands in place of a map of workloads; undefined where it is one, with mistakes in it. */
function whollyElse(value: unknown): string | undefined {
  if (value === null || value === '') return `nothing stands here: ${wanted}`
  if (typeof value !== 'object' || Array.isArray(value)) return wanted
  const { name, workloads } = mapOf(value)
  return name !== undefined && workloads === undefined ? 'this is one workload: write it into a list below `workloads`' : undefined
}

const wanted = 'write a map with a list below `workloads`'

/** The length of the list. */
const ownWords: Readonly<Record<string, string>> = {
  'workloads: name at least one': 'workloads: name at least one workload',
  'workloads: write at most 1000': 'workloads: name at most 1000 workloads; split the file',
}

/** People know a workload by its name, and not as "workloads row 4.owner". */
function named(message: string, workloads: unknown): string {
  return (ownWords[message] ?? message).replace(/^workloads row (\d+)(?:\.([^:]+))?: /, (_, row: string, field: string | undefined) => {
    const { name } = mapOf((workloads as readonly unknown[])[Number(row) - 1])
    const known = workloadSchema.shape.name.safeParse(name).data
    return `workload ${known === undefined ? row : `"${echo(known)}"`}: ${field === undefined ? '' : `${field}: `}`
  })
}

/** Whether the first line of a text is a workload by itself, which it never is in a file of workloads. */
export function isLines(text: string): boolean {
  const [line = ''] = text.trimStart().split('\n', 1)
  if (!line.startsWith('{')) return false
  try {
    const value = mapOf(JSON.parse(line))
    return value['name'] !== undefined && value['workloads'] === undefined
  } catch {
    return false
  }
}
