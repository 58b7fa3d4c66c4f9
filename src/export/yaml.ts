// A value → YAML that readers of YAML 1.1, such as PyYAML, and of 1.2 understand alike.

import { stringify } from 'yaml'

/** Words such as `yes` are quoted, and small numbers are written out: `1e-7` is a text in YAML 1.1. */
export const yamlText = (value: unknown): string =>
  stringify(value, { schema: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false }).replace(
    /^(\s*[\w-]+: )(-?\d+(?:\.\d+)?e-\d+)$/gm,
    (_, key: string, number: string) => `${key}${Number(number).toFixed(15).replace(/0+$/, '')}`,
  )
