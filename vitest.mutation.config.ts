// The tests of one part of the code, for mutation testing.

import process from 'node:process'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import parts from './scripts/mutation.json' with { type: 'json' }
import usual from './vitest.config.ts'

const named: Readonly<Record<string, { readonly tests: readonly string[] } | undefined>> = parts
const include = (named[process.env['MUTATED_PART'] ?? 'text']?.tests ?? []).map((test) => `test/${test}.test.ts`)

/** As they are named, the quick ones first: whichever notices a change first ends the run. By itself the slowest comes first. */
class AsNamed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => include.findIndex((name) => moduleId.endsWith(name))
    return files.toSorted((a, b) => place(a) - place(b))
  }
}

const { projects: _, ...test } = usual.test ?? {}

export default defineConfig({
  ...usual,
  test: { ...test, include, maxWorkers: 1, isolate: false, sequence: { sequencer: AsNamed } },
})
