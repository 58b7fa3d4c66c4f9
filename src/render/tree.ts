// Tree → what a drawing shows: the steps, the rules that leave them, and which of those a walk took.

import type { RecommendationJson } from '../contract.ts'
import { measuredText } from '../measured.ts'
import type { Condition, Rule, Step, Tree } from '../types.ts'

interface DrawnRule {
  readonly label: string
  readonly effect: string
  /** The tier that the rule sets, if it does. */
  readonly tier: string | undefined
  readonly taken: boolean
}

export interface DrawnStep {
  readonly title: string
  /** When the step is needed, in words; empty when always. */
  readonly condition: string
  readonly rules: readonly DrawnRule[]
  /** With a walk: whether the step was passed over. */
  readonly skipped: boolean
}

/** Without a result nothing is marked. */
export function draw(tree: Tree, result: RecommendationJson | undefined): readonly DrawnStep[] {
  return tree.steps.map((step, index) => {
    const walked = result?.steps.find(({ id }) => id === step.id)
    return {
      title: `${index + 1} ${step.title}`,
      condition: conditionText(step.conditions),
      rules: step.rules.map((rule) => ({
        label: conditionText(rule.conditions) || otherwise(step),
        effect: effectText(rule),
        tier: rule.tier,
        taken: walked?.rule === rule.id,
      })),
      skipped: walked?.status === 'not-needed',
    }
  })
}

const otherwise = ({ rules }: Step): string => (rules.length > 1 ? 'otherwise' : 'always')

export const conditionText = (conditions: readonly Condition[]): string =>
  conditions
    .map((condition) => {
      if (condition.kind === 'measure') return measuredText(condition, ({ id, value }) => `${id} (${value})`)
      const name = condition.kind === 'tier' ? 'tier' : condition.question.id
      return `${name} ${[...condition.oneOf].join(' or ')}`
    })
    .join(', ')

export function effectText({ tier, slice, only }: Rule): string {
  const effects = [
    tier,
    slice && `hard slice: ${slice}`,
    only?.license && (only.license === 'permissive' ? 'only permissive licenses' : 'only licenses for commercial use'),
    only?.agreement && 'only hosts that sign an agreement',
    only?.region && 'only hosts in the region',
    only?.regionIfGiven && 'only hosts in the region where one is named',
  ]
  return effects.filter(Boolean).join('; ') || 'go on'
}
