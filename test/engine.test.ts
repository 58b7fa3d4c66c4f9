// What must hold for any answers: total, deterministic, order-free, and every claim about other answers is true.

import { describe, expect, it } from 'vitest'
import { adviser } from '../src/advise/adviser.ts'
import { nextQuestion } from '../src/advise/ask.ts'
import { bindMeasures } from '../src/advise/measures.ts'
import { signature } from '../src/engine/explain.ts'
import { startWalk } from '../src/engine/trail.ts'
import { walk, walkSteps } from '../src/engine/walk.ts'
import type { Answers, ChoiceQuestion, Settings } from '../src/types.ts'
import fc from './fc.ts'
import { advise, tree } from './support.ts'

const choices = tree.questions.filter((question): question is ChoiceQuestion => question.kind === 'choice')
const option = ({ options }: ChoiceQuestion) => fc.constantFrom(...options.map(({ id }) => id))

const someAnswers: fc.Arbitrary<Answers> = fc
  .record(Object.fromEntries(choices.map((question) => [question.id, fc.option(option(question), { nil: undefined })])))
  .map((answers) => Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)))

const volume = fc.option(
  fc.integer({ min: 1, max: 10 ** 12 }).map((tokens) => Math.ceil(tokens / 10 ** (tokens % 12))),
  { nil: undefined },
)

const enoughAnswers = fc
  .tuple(someAnswers, option(choices.find(({ id }) => id === 'data-residency') ?? (choices[0] as ChoiceQuestion)), volume)
  .map(([answers, residency, tokens]): Answers => ({ ...answers, 'data-residency': residency, ...(tokens ? { tokens } : {}) }))

const someSettings: fc.Arbitrary<Settings> = fc.record(
  {
    context: fc.constantFrom(1000, 128_000, 5_000_000),
    excludeOrigin: fc.subarray(['cn', 'us', 'fr']),
    figures: fc.record(
      { 'input-share': fc.double({ min: 0, max: 1, noNaN: true }), 'gpu-hour': fc.constantFrom(0.1, 3) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
)

const runs = { numRuns: 300 }

const measuring = bindMeasures(tree)

function where(answers: Answers): string | undefined {
  const progress = walkSteps(startWalk(measuring, answers, true))
  return progress.kind === 'arrived' ? signature(progress.outcome) : undefined
}

const tierOf = (answers: Answers): string | undefined => {
  const progress = walkSteps(startWalk(measuring, answers, true))
  return progress.kind === 'arrived' ? progress.outcome.tier : undefined
}

describe('for any answers', () => {
  it('there is a tier, and always the five steps in order', () => {
    fc.assert(
      fc.property(enoughAnswers, (answers) => {
        const result = advise(answers)
        expect(result.steps.map(({ id }) => id)).toEqual(tree.steps.map(({ id }) => id))
        expect(result.recommendation.parts.at(-1)?.slice).toBe('rest')
        expect(result.recommendation.tier === 'hybrid').toBe(result.recommendation.parts.length > 1)
      }),
      runs,
    )
  })

  it('the same answers give the same bytes, in whatever order they are given', () => {
    fc.assert(
      fc.property(enoughAnswers, (answers) => {
        const reversed = Object.fromEntries(Object.entries(answers).reverse())
        expect(JSON.stringify(advise(reversed))).toBe(JSON.stringify(advise(answers)))
      }),
      runs,
    )
  })

  it('flips flip, and no single answer that flips is left out', () => {
    fc.assert(
      fc.property(enoughAnswers, (answers) => {
        const { flips } = advise(answers)
        const told = new Map(flips.filter(({ to }) => to !== undefined).map(({ question, to, parts }) => [`${question} ${to}`, parts]))
        const here = where(answers)
        for (const question of choices)
          for (const { id } of question.options) {
            const there = where({ ...answers, [question.id]: id })
            const parts = told.get(`${question.id} ${id}`)
            expect(parts?.map(({ slice, tier }) => `${slice} ${tier}`).join(', ')).toBe(there === here ? undefined : there)
          }
      }),
      { ...runs, numRuns: 100 },
    )
  })

  it('the change that a ruled-out tier would take leads there, and no smaller one does', () => {
    fc.assert(
      fc.property(enoughAnswers, (answers) => {
        for (const { tier, wouldTake } of advise(answers).ruledOut) {
          const size = wouldTake ? Object.keys(wouldTake).length : 3
          if (wouldTake) expect(tierOf({ ...answers, ...wouldTake })).toBe(tier)
          for (const smaller of changesUpTo(Math.min(size - 1, 2))) expect(tierOf({ ...answers, ...smaller })).not.toBe(tier)
        }
      }),
      { ...runs, numRuns: 25 },
    )
  })

  it('the runner-up is another tier, and every other tier says why not', () => {
    fc.assert(
      fc.property(enoughAnswers, (answers) => {
        const { recommendation, runnerUp, ruledOut } = advise(answers)
        expect(runnerUp?.tier).not.toBe(recommendation.tier)
        expect(runnerUp?.because).toBeTruthy()
        expect(ruledOut).toHaveLength(4)
        for (const { because, sources } of ruledOut) {
          expect(because).toBeTruthy()
          expect(sources.length).toBeGreaterThan(0)
        }
      }),
      runs,
    )
  })

  it('an adviser says what the recommendation says, whatever it was asked before', () => {
    const advice = adviser(tree)
    fc.assert(
      fc.property(enoughAnswers, someSettings, (answers, settings) => {
        const request = { answers, settings }
        const { recommendation, ...whole } = advise(request.answers, settings)
        const { course, answers: told, cost, bill } = advice(request)
        const { tier, parts } = course
        const shortlist = course.shortlist()
        expect({ tier, parts, answers: told(), shortlist, cost: cost() }).toEqual({
          tier: recommendation.tier,
          parts: recommendation.parts,
          answers: whole.answers,
          shortlist: whole.shortlist,
          cost: whole.cost,
        })
        const own = whole.cost.bills.find((each) => each.tier === recommendation.tier)
        expect(bill()?.monthlyUsd).toEqual(own?.monthlyUsd)
        expect([bill()?.low, bill()?.high, bill()?.because]).toEqual([own?.low, own?.high, own?.because])
      }),
      runs,
    )
  })

  it('an adviser that was asked much before says what a new one says', () => {
    const asked = adviser(tree)
    fc.assert(
      fc.property(fc.array(enoughAnswers, { minLength: 200, maxLength: 200 }), (many) => {
        for (const answers of many) {
          const [one, other] = [asked({ answers }), adviser(tree)({ answers })].map(({ course, assumed, answers: told }) => ({
            ...course,
            assumed,
            answers: told(),
            shortlist: course.shortlist(),
          }))
          expect(one).toEqual(other)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('who changes a recommendation does not change the next one', () => {
    fc.assert(
      fc.property(enoughAnswers, (answers) => {
        const before = JSON.stringify(advise(answers))
        spoil(advise(answers))
        expect(JSON.stringify(advise(answers))).toBe(before)
      }),
      { ...runs, numRuns: 100 },
    )
  })

  it('an answer that the walk did not look at cannot change the tier', () => {
    fc.assert(
      fc.property(enoughAnswers, (answers) => {
        const progress = walkSteps(startWalk(measuring, answers, true))
        if (progress.kind !== 'arrived') throw new Error('stuck')
        const looked = new Set(progress.consulted.map(({ question }) => question.id))
        for (const question of choices.filter(({ id }) => !looked.has(id)))
          for (const { id } of question.options) expect(where({ ...answers, [question.id]: id })).toBe(where(answers))
      }),
      runs,
    )
  })
})

/** Empties every list and deletes every key, from the inside out. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const inner of Object.values(value)) spoil(inner)
  if (Array.isArray(value)) value.length = 0
  else for (const key of Object.keys(value)) delete (value as Record<string, unknown>)[key]
}

function* changesUpTo(size: number): Generator<Answers> {
  const single = choices.flatMap(({ id, options }) => options.map((each) => [id, each.id] as const))
  if (size >= 1) for (const [id, value] of single) yield { [id]: value }
  if (size >= 2) for (const [a, x] of single) for (const [b, y] of single) if (a < b) yield { [a]: x, [b]: y }
}

describe('for any answers given so far', () => {
  it('a question is asked only when some way to go on gives different results for different options', () => {
    fc.assert(
      fc.property(someAnswers, fc.infiniteStream(fc.nat()), (answers, chance) => {
        const { question, request } = nextQuestion(tree, { answers }, false)
        if (question?.kind !== 'choice') return
        for (let attempt = 0; attempt < 400; attempt++) {
          const ahead = Object.fromEntries(
            choices.filter(({ id }) => !(id in request.answers)).map(({ id, options }) => [id, options[take(chance) % options.length]?.id]),
          )
          const results = question.options.map(({ id }) => visible({ ...request.answers, ...ahead, [question.id]: id }))
          if (new Set(results).size > 1) return
        }
        throw new Error(`${question.id} is asked in vain after ${JSON.stringify(answers)}`)
      }),
      { ...runs, numRuns: 60 },
    )
  })

  it('nothing that was answered is asked again, and the interview ends', () => {
    fc.assert(
      fc.property(someAnswers, fc.infiniteStream(fc.nat()), (answers, chance) => {
        let request: { answers: Answers } = { answers }
        for (let asked = 0; ; asked++) {
          const next = nextQuestion(tree, request, false)
          if (next.question?.kind === 'volume') {
            request = { answers: { ...next.request.answers, [next.question.id]: null } }
            continue
          }
          if (!next.question) {
            expect(walk(tree, next.request.answers).kind).toBe('arrived')
            return
          }
          expect(request.answers[next.question.id]).toBeUndefined()
          expect(asked).toBeLessThan(tree.questions.length)
          const { options } = next.question
          request = { answers: { ...next.request.answers, [next.question.id]: options[take(chance) % options.length]?.id } }
        }
      }),
      { ...runs, numRuns: 40 },
    )
  })
})

const take = (stream: Iterator<number>): number => Number(stream.next().value)

/** What a user would see change: the tiers and the models. */
function visible(answers: Answers): string {
  const { recommendation, shortlist } = advise(answers)
  return JSON.stringify([
    recommendation.parts,
    shortlist.map(({ tier, model, host, idAtHost, because }) => [tier, model, host, idAtHost, because]),
  ])
}
