// What is said about a line → its text. The same as `JSON.stringify` writes, which takes twice the time to find out that the keys are always the same.

import type { PlannedLine, RefusedLine } from '../contract-lines.ts'
import { perKey, perObject } from '../memo.ts'
import { withoutCommands } from '../sanitize.ts'

export function lineText(result: PlannedLine | RefusedLine): string {
  if (!result.ok) return textOf(result)
  const { schemaVersion, line, name, owner } = result
  const head = `{"schemaVersion":"${schemaVersion}","line":${line},"ok":true,"name":${quoted(name)},"owner":${quoted(owner)},`
  if (isBilled(result)) return head + restText(result)
  const { because, rest } = unbilled(result.models)(result)
  return head + (because === result.because ? rest : restText(result))
}

const isBilled = ({ billedModels, tokensPerMonth, monthlyUsd, low, high }: PlannedLine): boolean =>
  billedModels.length > 0 || tokensPerMonth !== null || monthlyUsd !== null || low !== null || high !== null

/** What stands behind the owner. */
function restText(result: PlannedLine): string {
  const { assumed, tokensPerMonth, monthlyUsd, low, high, because } = result
  let billed = ''
  for (const { slice, model } of result.billedModels) billed += `${comma(billed)}{"slice":"${slice}","model":${quoted(model)}}`
  const bill = `"tokensPerMonth":${tokensPerMonth},"monthlyUsd":${monthlyUsd},"low":${low},"high":${high}`
  // Texts that are added up are put together only later, and then each time.
  return [
    courseText(result),
    `,"billedModels":[${billed}],"assumed":`,
    assumedText(assumed),
    `,${bill},"because":`,
    quoted(because),
    '}',
  ].join('')
}

/** Lines that lead to the same share the objects of their models and of what was assumed. */
const unbilled = perObject((_: PlannedLine['models']) =>
  perKey(
    ({ assumed }: PlannedLine) => assumed,
    (result) => ({ because: result.because, rest: restText(result) }),
  ),
)

const courseText = perKey(
  ({ models }: PlannedLine) => models,
  ({ tier, parts, models }) => textOf({ tier, parts, models }).slice(1, -1),
)

const assumedText = perObject((assumed: PlannedLine['assumed']) => textOf(assumed))

const comma = (before: string): string => (before === '' ? '' : ',')

/** Most texts have nothing to escape. */
const quoted = (text: string | null): string => (text === null ? 'null' : plain.test(text) ? `"${text}"` : textOf(text))

const plain = /^[ !$-[\]-~]*$/

/** Nothing in it is a command to a CI runner, which would take long to see in what is written. */
const textOf = (value: unknown): string => withoutCommands(JSON.stringify(value))
