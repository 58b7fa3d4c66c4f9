// cli-table3 measures words ten times over with a library that is slow at it; this one gives the same widths.
module.exports = require('fast-string-width').default
