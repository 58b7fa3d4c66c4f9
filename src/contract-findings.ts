// The published JSON of `rules check` and `rules test`: what is wrong with rules, and how their examples come out.

import * as z from 'zod/mini'
import { failureSchema } from './contract.ts'
import { answer, type Frozen, head, tier } from './contract-parts.ts'
import { described } from './described.ts'

const place = z.strictObject({
  path: described(z.string(), 'In the merged rules, such as steps.license.rules.permissive.'),
  file: z.string(),
  line: z.nullable(z.number()),
  column: z.nullable(z.number()),
})

const answers = z.record(z.string(), answer)

export const findingsSchema = described(
  z.strictObject({
    ...head,
    ok: described(z.boolean(), 'False where the files cannot be read as rules; the command then ends with 3.'),
    error: described(z.optional(failureSchema.shape.error), 'As in every failure, where `ok` is false.'),
    date: described(z.string(), 'The day of the check, by which facts are too old.'),
    sound: described(z.boolean(), 'Whether there are no findings but notes.'),
    checked: z.strictObject({
      questions: z.number(),
      rules: described(z.number(), 'Rows of all tables.'),
      examples: z.number(),
    }),
    findings: z.array(
      z.strictObject({
        id: described(z.string(), 'The kind of finding; each is explained in docs/findings.md.'),
        note: described(
          z.boolean(),
          'Worth knowing, but nothing to mend: something built-in that the overlay leaves without use or takes the place of, an assumption that it makes look loose, a limit that it lifts and says why, what a later overlay overrules; the check does not fail.',
        ),
        says: z.string(),
        hint: z.string(),
        ...place.shape,
        excerpt: described(z.nullable(z.string()), 'The line, or what stands around the place where the line is long.'),
        caret: described(z.nullable(z.number()), 'The place within the excerpt, counted from 1.'),
        other: described(z.nullable(place), 'The other end of it, such as the row above.'),
        names: described(z.optional(z.array(z.string())), 'All of them, where `says` counts what it does not name.'),
        proof: z.nullable(
          z.strictObject({
            answers: described(answers, 'Answers that show it; those left out do not matter.'),
            measures: described(z.record(z.string(), z.string()), 'Where measured numbers lie.'),
          }),
        ),
      }),
    ),
  }),
  { title: 'pick-llm rules check' },
)

const untried = z.strictObject({ of: z.number(), untried: z.array(z.string()) })

export const testsSchema = described(
  z.strictObject({
    ...head,
    passes: z.boolean(),
    examples: z.array(
      z.strictObject({
        id: z.string(),
        says: z.string(),
        passes: z.boolean(),
        counts: described(z.boolean(), 'False for a built-in example that only the overlay brings to come out otherwise.'),
        file: z.string(),
        line: z.nullable(z.number()),
        expected: tier,
        actual: described(z.nullable(tier), 'Null when the answers lead nowhere.'),
        wrong: z.array(z.strictObject({ key: z.string(), says: z.string() })),
        steps: described(
          z.nullable(z.array(z.strictObject({ step: z.string(), expected: z.nullable(z.string()), actual: z.nullable(z.string()) }))),
          'The rules of the way that it takes without the file in `since`, or of the nearest way to what was expected, next to those of the way taken.',
        ),
        wouldTake: described(z.nullable(answers), 'Answers that would have to differ.'),
        since: described(
          z.nullable(z.strictObject({ file: z.string(), gone: z.array(z.string()), came: z.array(z.string()) })),
          'The file of yours since which it does not come out as it says, and the models that it took off the shortlist or put there.',
        ),
      }),
    ),
    coverage: z.strictObject({ rules: untried, options: untried, tiers: untried }),
  }),
  { title: 'pick-llm rules test' },
)

export type FindingsJson = Frozen<z.infer<typeof findingsSchema>>
export type TestsJson = Frozen<z.infer<typeof testsSchema>>
