// A result → the same contract as its JSON, in YAML.

import { stringify } from 'yaml'

export const renderYaml = (result: object): string => stringify(result, { aliasDuplicateObjects: false, lineWidth: 0 })
