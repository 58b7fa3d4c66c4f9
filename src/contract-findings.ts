// The published JSON of `rules check` and `rules test`: what is wrong with rules, and how their examples come out.

import { z } from 'zod'
import { failureSchema } from './contract.ts'
import { answer, type Frozen, head, tier } from './contract-parts.ts'

const place = z.strictObject({
  path: z.string().meta({ description: 'In the merged rules, such as steps.license.rules.permissive.' }),
  file: z.string(),
  line: z.number().nullable(),
  column: z.number().nullable(),
})

const answers = z.record(z.string(), answer)

export const findingsSchema = z
  .strictObject({
    ...head,
    ok: z.boolean().meta({ description: 'False where the files cannot be read as rules; the command then ends with 3.' }),
    error: failureSchema.shape.error.optional().meta({ description: 'As in every failure, where `ok` is false.' }),
    date: z.string().meta({ description: 'The day of the check, by which facts are too old.' }),
    sound: z.boolean().meta({ description: 'Whether there are no findings but notes.' }),
    checked: z.strictObject({
      questions: z.number(),
      rules: z.number().meta({ description: 'Rows of all tables.' }),
      examples: z.number(),
    }),
    findings: z.array(
      z.strictObject({
        id: z.string().meta({ description: 'The kind of finding; each is explained in docs/findings.md.' }),
        note: z.boolean().meta({
          description:
            'Worth knowing, but nothing to mend: something built-in that the overlay leaves without use or takes the place of, an assumption that it makes look loose, a limit that it lifts and says why, what a later overlay overrules; the check does not fail.',
        }),
        says: z.string(),
        hint: z.string(),
        ...place.shape,
        excerpt: z.string().nullable().meta({ description: 'The line, or what stands around the place where the line is long.' }),
        caret: z.number().nullable().meta({ description: 'The place within the excerpt, counted from 1.' }),
        other: place.nullable().meta({ description: 'The other end of it, such as the row above.' }),
        proof: z
          .strictObject({
            answers: answers.meta({ description: 'Answers that show it; those left out do not matter.' }),
            measures: z.record(z.string(), z.string()).meta({ description: 'Where measured numbers lie.' }),
          })
          .nullable(),
      }),
    ),
  })
  .meta({ title: 'pick-llm rules check' })

const untried = z.strictObject({ of: z.number(), untried: z.array(z.string()) })

export const testsSchema = z
  .strictObject({
    ...head,
    passes: z.boolean(),
    examples: z.array(
      z.strictObject({
        id: z.string(),
        says: z.string(),
        passes: z.boolean(),
        counts: z.boolean().meta({ description: 'False for a built-in example that only the overlay brings to come out otherwise.' }),
        file: z.string(),
        line: z.number().nullable(),
        expected: tier,
        actual: tier.nullable().meta({ description: 'Null when the answers lead nowhere.' }),
        wrong: z.array(z.strictObject({ key: z.string(), says: z.string() })),
        steps: z
          .array(z.strictObject({ step: z.string(), expected: z.string().nullable(), actual: z.string().nullable() }))
          .nullable()
          .meta({ description: 'The rules of the nearest way to the tier that was expected, next to those of the way taken.' }),
        wouldTake: answers.nullable().meta({ description: 'Answers that would have to differ.' }),
      }),
    ),
    coverage: z.strictObject({ rules: untried, options: untried, tiers: untried }),
  })
  .meta({ title: 'pick-llm rules test' })

export type FindingsJson = Frozen<z.infer<typeof findingsSchema>>
export type TestsJson = Frozen<z.infer<typeof testsSchema>>
