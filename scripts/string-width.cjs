// cli-table3 measures words ten times over with a library that is slow at it; this one gives the same widths, and most words need none.
const widthOf = require('fast-string-width').default

module.exports = (text) => (/^[ -~]*$/.test(text) ? text.length : widthOf(text))
