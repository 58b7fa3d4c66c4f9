// The examples of the working rules → how they come out, printed, and the exit code.

import type { TestsJson } from '../contract-findings.ts'
import { exit } from '../errors.ts'
import { coverageOf } from '../verify/examples.ts'
import { type Context, emit, formatOf, lookOf } from './context.ts'
import { type Flags, listFormats } from './flags.ts'
import { headOf } from './maker.ts'
import { locator } from './rule-places.ts'
import { runExamples } from './run-examples.ts'

/** Returns 1 when an example fails. */
export async function testRules(context: Context, flags: Flags): Promise<number> {
  const format = formatOf(context, flags, listFormats)
  const ran = await runExamples(context, flags)
  const locate = locator(context.rules.layers)
  const text = (paths: readonly (readonly PropertyKey[])[]) => paths.map((path) => path.map(String).join('.'))
  const { rules, options, tiers } = coverageOf(context.tree, ran)
  const result: TestsJson = {
    ...headOf(context),
    passes: ran.every(({ wrong, counts }) => wrong.length === 0 || !counts),
    examples: ran.map(({ example, wrong, counts, actual, steps, wouldTake, since }) => {
      const passes = wrong.length === 0
      // The built-in files are read only where somebody sees the places.
      const { file, line } = passes && format !== 'json' ? { file: '', line: undefined } : locate(['examples', example.id])
      return {
        ...{ id: example.id, says: example.says, passes, counts, file, line: line ?? null },
        ...{ expected: example.expect, actual: actual?.recommendation.tier ?? null },
        wrong: [...wrong],
        steps: steps ? [...steps] : null,
        wouldTake: wouldTake ? { ...wouldTake } : null,
        since: since ? { file: since.file, gone: [...since.gone], came: [...since.came] } : null,
      }
    }),
    coverage: {
      rules: { of: rules.of, untried: text(rules.untried) },
      options: { of: options.of, untried: text(options.untried) },
      tiers: { of: tiers.of, untried: text(tiers.untried) },
    },
  }
  if (format === 'json') await emit(context, flags, `${JSON.stringify(result, null, 2)}\n`)
  else {
    const led = new Map(ran.map((each) => [each.example.id, each.led]))
    await emit(context, flags, (await import('../render/tests.ts')).renderTests(result, lookOf(context), led))
  }
  return result.passes ? exit.ok : exit.no
}
