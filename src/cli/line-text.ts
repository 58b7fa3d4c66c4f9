// What is said about a line → its text. The same as `JSON.stringify` writes, which takes twice the time to find out that the keys are always the same.

import type { PlannedLine, RefusedLine } from '../contract-lines.ts'

export function lineText(result: PlannedLine | RefusedLine): string {
  if (!result.ok) return JSON.stringify(result)
  const { schemaVersion, line, name, owner, tier, tokensPerMonth, monthlyUsd, low, high, because } = result
  let [parts, models, billed, assumed] = ['', '', '', '']
  for (const part of result.parts) parts += `${comma(parts)}{"slice":"${part.slice}","tier":"${part.tier}"}`
  for (const { slice, model, host } of result.models)
    models += `${comma(models)}{"slice":"${slice}","model":${quoted(model)},"host":${quoted(host)}}`
  for (const { slice, model } of result.billedModels) billed += `${comma(billed)}{"slice":"${slice}","model":${quoted(model)}}`
  for (const id in result.assumed) assumed += `${comma(assumed)}${quoted(id)}:${quoted(result.assumed[id] ?? null)}`
  const head = `{"schemaVersion":"${schemaVersion}","line":${line},"ok":true,"name":${quoted(name)},"owner":${quoted(owner)},"tier":"${tier}"`
  const bill = `"monthlyUsd":${monthlyUsd},"low":${low},"high":${high},"because":${quoted(because)}`
  return `${head},"parts":[${parts}],"models":[${models}],"billedModels":[${billed}],"assumed":{${assumed}},"tokensPerMonth":${tokensPerMonth},${bill}}`
}

const comma = (before: string): string => (before === '' ? '' : ',')

/** Most texts have nothing to escape. */
const quoted = (text: string | null): string => (text === null ? 'null' : plain.test(text) ? `"${text}"` : JSON.stringify(text))

const plain = /^[ !#-[\]-~]*$/
