// Recommendation → the same contract as the JSON, in YAML.

import { stringify } from 'yaml'
import type { RecommendationJson } from '../contract.ts'

export const renderYaml = (result: RecommendationJson): string => stringify(result, { aliasDuplicateObjects: false, lineWidth: 0 })
