// The tests that call the code itself, for mutation testing.

import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

const folder = `${import.meta.dirname}/test`

/** These run the built command, or read the source, or do what the rest does once more at length. */
const apart = /from '\.\/(run|checked)\.ts'|from '\.\/pty\/|node:child_process|readdirSync\('src'/

export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    include: readdirSync(folder)
      .filter((file) => file.endsWith('.test.ts') && !apart.test(readFileSync(`${folder}/${file}`, 'utf8')))
      .map((file) => `test/${file}`),
  },
})
