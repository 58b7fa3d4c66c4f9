// Ruleset → the text of its catalog, of which a hash says whether two results saw the same facts.

import type { Ruleset } from './schema.ts'

const sections = ['licenses', 'models', 'offers', 'hosts', 'gpus', 'memory', 'deployments'] as const

export const catalogText = (rules: Ruleset): string => JSON.stringify(sections.map((section) => rules[section] ?? null))
