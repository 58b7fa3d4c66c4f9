// What is said about a line → its text. The same as `JSON.stringify` writes, which takes twice the time to find out that the keys are always the same.

import type { PlannedLine, RefusedLine } from '../contract-lines.ts'
import { perKey, perObject } from '../memo.ts'

export function lineText(result: PlannedLine | RefusedLine): string {
  if (!result.ok) return JSON.stringify(result)
  const { schemaVersion, line, name, owner, tokensPerMonth, monthlyUsd, low, high, because } = result
  let billed = ''
  for (const { slice, model } of result.billedModels) billed += `${comma(billed)}{"slice":"${slice}","model":${quoted(model)}}`
  const head = `{"schemaVersion":"${schemaVersion}","line":${line},"ok":true,"name":${quoted(name)},"owner":${quoted(owner)}`
  const bill = `"monthlyUsd":${monthlyUsd},"low":${low},"high":${high},"because":${quoted(because)}`
  return `${head},${courseText(result)},"billedModels":[${billed}],"assumed":${assumedText(result.assumed)},"tokensPerMonth":${tokensPerMonth},${bill}}`
}

/** Lines that lead to the same share these objects. */
const courseText = perKey(
  ({ models }: PlannedLine) => models,
  ({ tier, parts, models }) => JSON.stringify({ tier, parts, models }).slice(1, -1),
)

const assumedText = perObject((assumed: PlannedLine['assumed']) => JSON.stringify(assumed))

const comma = (before: string): string => (before === '' ? '' : ',')

/** Most texts have nothing to escape. */
const quoted = (text: string | null): string => (text === null ? 'null' : plain.test(text) ? `"${text}"` : JSON.stringify(text))

const plain = /^[ !#-[\]-~]*$/
