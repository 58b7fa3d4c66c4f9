// A result → the same contract as its JSON, in YAML that reads the same by version 1.1 and by version 1.2.

import { Document, type Scalar, visit } from 'yaml'

/** Numbers, dates and times of either version, the words for yes and no, and what 1.1 gives a meaning of its own. */
const ambiguous = /^([-+]?\.?\d|([-+.\d_e]+|[-+]?\.(inf|nan)|y|yes|n|no|on|off|true|false|null|~|=|<<)$)/i

export function renderYaml(result: object): string {
  const document = new Document(result, { aliasDuplicateObjects: false })
  visit(document, {
    Scalar: (_, node: Scalar) => {
      if (typeof node.value === 'string' && ambiguous.test(node.value)) node.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0 })
}
