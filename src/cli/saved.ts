// A file behind `export --from` → whether a program saved it, the rules it was made with, and whether it still holds.

import { basename } from 'node:path'
import * as z from 'zod/mini'
import { quoted } from '../advise/command.ts'
import type { RecommendationJson } from '../contract.ts'
import type { Recorded } from '../contract-record.ts'
import { checkDecision } from '../decisions/check.ts'
import { exit, FileError, UserError } from '../errors.ts'
import { readYaml } from '../rules/parse.ts'
import { sanitizeLine } from '../sanitize.ts'
import type { Request } from '../types.ts'
import type { Context } from './context.ts'
import { dayBefore, todayOf } from './freshness.ts'

/** What a saved result says of the rules that made it; a file without it was written by people. */
export type MadeBy = z.infer<typeof madeBy>

const madeBy = z.looseObject({
  rules: z.looseObject({ version: z.string(), sha256: z.string(), overlays: z._default(z.array(z.string()), []) }),
  catalog: z.optional(z.looseObject({ sha256: z.string() })),
})

export interface Held {
  readonly name: string
  readonly request: Request
  readonly record: Recorded
  /** What the same answers lead to today. */
  readonly result: RecommendationJson
}

/** Whether the text is a saved result, which says which contract it follows. Throws `FileError` where it is neither JSON nor YAML. */
export function isSaved(file: string, text: string): boolean {
  const value = contentOf(file, text)
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'schemaVersion')
}

export const madeByOf = (file: string, text: string): MadeBy | undefined => madeBy.safeParse(contentOf(file, text)).data

/** JSON is read much faster than YAML, and whoever uses the content reads it strictly. */
function contentOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const parsed = readYaml(file, text)
    if (!('value' in parsed)) throw new FileError('The decisions cannot be read', parsed)
    return parsed.value
  }
}

/**
 * What is no longer the same but changes neither tier nor shortlist: other rules, another bill. Throws `UserError` with
 * exit code 1 where an export would be of another decision than the one that was saved.
 */
export function movesSince(context: Context, path: string, made: MadeBy | undefined, all: readonly Held[]): string[] {
  const rules = made ? otherRules(context, made) : []
  const found = all.flatMap((held) => findingsOf(context, held).map(({ kind, says }) => ({ kind, says: `${held.name}: ${says}` })))
  const decided = found.filter(({ kind }) => kind !== 'cost')
  if (decided.length === 0) return [...rules, ...found.map(({ says }) => says)].map(sanitizeLine)
  const command = [
    'pick-llm check',
    quoted(path),
    ...context.rules.files.flatMap((file) => ['--rules', quoted(file)]),
    ...(context.rules.refused ? ['--no-rules'] : []),
  ].join(' ')
  throw new UserError(
    'E_DRIFT',
    [
      `${sanitizeLine(path)} no longer holds, so what is exported would not be what was decided:`,
      ...decided.map(({ says }) => says),
      ...rules,
    ]
      .map(sanitizeLine)
      .join('\n  '),
    sanitizeLine(`See what moved with \`${command}\`; after a review, \`${command} --update\` writes it anew.`),
    exit.no,
  )
}

/** As `pick-llm check` compares, whatever was waived: a waiver keeps the old answer, and an export writes the new one. */
function findingsOf({ tree, terminal }: Context, { record, request, result }: Held) {
  const date = todayOf(terminal)
  const calendar = { date, before: (days: number) => dayBefore(date, days) }
  const today = { tree, calendar, result, why: '', settings: request.settings ?? {}, lost: [] }
  const { findings } = checkDecision(record, today, { tier: true, shortlist: true, cost: 0, staleness: false })
  return findings.filter(({ kind }) => kind === 'tier' || kind === 'shortlist' || kind === 'cost')
}

function otherRules({ rules, tree }: Context, { rules: was, catalog }: MadeBy): string[] {
  if (was.sha256 === rules.sha256 && (catalog?.sha256 ?? rules.catalogSha256) === rules.catalogSha256) return []
  const laid = rules.overlays.map((overlay) => basename(overlay))
  const missing = was.overlays.filter((overlay) => !laid.includes(basename(overlay)))
  if (missing.length > 0) return [`It was made with ${missing.join(', ')} laid over the rules, and now it is not.`]
  const versions = was.version === tree.version ? '' : ` Rules of version ${was.version} then, ${tree.version} now.`
  return [
    `The rules or prices${rules.overlays.length > 0 ? `, with ${rules.overlays.join(', ')},` : ''} are not the same as when it was saved.${versions}`,
  ]
}
