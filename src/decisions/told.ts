// A saved decision and today's → what a reader relies on that is not compared elsewhere: the parts, what is said of each model, the text.

import type { RecommendationJson } from '../contract.ts'
import type { Recorded } from '../contract-record.ts'
import type { Found } from './found.ts'
import type { Move } from './moves.ts'

type Part = Recorded['recommendation']['parts'][number]

/** The slices, where the tiers are the same as before. */
export function partsFindings(
  { recommendation: before }: Recorded,
  { recommendation: after }: RecommendationJson,
  found: readonly Found[],
): Found[] {
  const [was, now] = [partsText(before.parts), partsText(after.parts)]
  if (was === now || found.some(({ kind }) => kind === 'tier')) return []
  return [{ kind: 'tier', says: `The parts were ${was} and are now ${now}.`, was, now, moved: [] }]
}

const partsText = (parts: readonly Part[]): string => parts.map(({ slice, tier }) => `${slice}: ${tier}`).join(', ') || 'none'

/** License and origin of the same models as before. */
export function termsFindings(record: Recorded, now: RecommendationJson, moved: readonly Move[], found: readonly Found[]): Found[] {
  if (found.some(({ kind }) => kind === 'tier' || kind === 'shortlist')) return []
  const changes = now.shortlist.flatMap((entry, index) => {
    const before = record.shortlist[index]
    if (before?.model !== entry.model) return []
    return (['license', 'origin'] as const).flatMap((field) => {
      const was = before[field]
      return was === undefined || was === entry[field] ? [] : [{ entry, field, was, is: entry[field] }]
    })
  })
  if (changes.length === 0) return []
  const texts = (end: 'was' | 'is') => changes.map((each) => `${each.entry.title}: ${each[end]}`).join(', ')
  const says = changes.map(({ entry, field, was, is }) => `of ${entry.title}, the ${field} was ${was} and is now ${is}`).join('; ')
  return [
    {
      kind: 'shortlist',
      says: `The shortlist has changed: ${says}.`,
      was: texts('was'),
      now: texts('is'),
      moved: moved.filter(
        ({ kind, id, field }) => kind === 'models' && changes.some((each) => each.entry.model === id && each.field === field),
      ),
    },
  ]
}

/** What is worded in other ways than the answers give today. Where anything else was found, the text follows from that. */
export function textFindings(record: Recorded, now: RecommendationJson, found: readonly Found[]): Found[] {
  return found.length > 0 ? [] : textNote(differing(textIn(record), textIn(now)))
}

/** One note, which names the fields. */
export const textNote = (fields: readonly string[]): Found[] =>
  fields.length === 0
    ? []
    : [
        {
          kind: 'text',
          says: `The record's text differs from what its answers give: ${fields.join(', ')}.`,
          was: null,
          now: null,
          moved: [],
        },
      ]

type Fields = Readonly<Record<string, unknown>>

/** The fields that say something else. What an older record does not say is not compared. */
export const differing = (was: Fields, now: Fields): string[] => Object.keys(was).filter((field) => !saysTheSame(was[field], now[field]))

function saysTheSame(was: unknown, now: unknown): boolean {
  if (was === undefined) return true
  if (Array.isArray(was))
    return Array.isArray(now) && was.length === now.length && was.every((each, index) => saysTheSame(each, now[index]))
  if (typeof was !== 'object' || was === null) return was === now
  if (typeof now !== 'object' || now === null) return false
  return Object.entries(was).every(([key, value]) => saysTheSame(value, (now as Fields)[key]))
}

function textIn({
  recommendation,
  steps,
  shortlist,
  cost,
  ...others
}: Pick<Recorded, 'recommendation' | 'steps' | 'shortlist' | 'cost'>): Fields {
  const { ruledOut, notShortlisted, nextSteps, sources, command }: Fields = others
  const { title, summary }: Fields = recommendation
  return {
    'recommendation.title': title,
    'recommendation.summary': summary,
    steps: steps.map((step: Fields) => ({ title: step['title'], because: step['because'], sources: step['sources'] })),
    ruledOut,
    shortlist: shortlist.map(({ title, because, context, status, standsFor, hostTitle, sources }: Fields) => ({
      ...{ title, because, context, status, standsFor, sources },
      hostTitle: hostTitle ?? undefined,
    })),
    notShortlisted,
    'cost.tokensPerMonth': cost.tokensPerMonth,
    'cost.usage': cost['usage'],
    nextSteps,
    // When they were last looked at is no part of what was decided.
    sources: Array.isArray(sources) ? sources.map((source: Fields) => source['id']) : sources,
    // Overlays may be named from another folder.
    command: typeof command === 'string' ? command.replaceAll(/ --(?:rules (?:'(?:[^']|'\\'')*'|\S+)|no-rules)/g, '') : command,
  }
}
