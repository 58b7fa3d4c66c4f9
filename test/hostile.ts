// Names that would turn into markup, move a cursor or burst a table if they were printed as they are.

export const hostileNames: readonly string[] = [
  '| a | b |',
  '`code`',
  '```\nfence',
  '<script>alert(1)</script>',
  '](javascript:alert(1))',
  '"] --> x["',
  'end',
  '#quot;',
  '@team',
  '%%{init: {"theme": "dark"}}%%',
  'a\n\n# title',
  '![x](y)',
  '**bold** _x_',
  '\u001b[2J\u001b[31mred',
  'a\rb\tc',
  '\u202eevil',
  'long '.repeat(60),
  'x'.repeat(300),
  '漢字'.repeat(40),
]
