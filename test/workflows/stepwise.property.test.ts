import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOf } from '../support/property.ts'
import { endOf, openWorkflows, succeeded, unsuccessful } from '../support/workflows.ts'
import { definitions, inputs } from './definitions.ts'
import { Ambiguous, interpret, type Result } from './interpreter.ts'

const { numRuns, seeds } = propertyOf(150)

test.each(seeds)(
  'the stepwise engine ends every execution as a plain recursive interpreter does (seed %i)',
  async (seed) => {
    await using opened = await openWorkflows()
    const transition = await opened.transition(({ outcomes, retry, in: input = null }) => {
      const all = outcomes as string[]
      const outcome = all[Number(retry)] ?? all.at(-1)
      if (outcome === 'failed' || outcome === 'rejected' || outcome === 'retry')
        return unsuccessful(outcome, 'no luck')
      return succeeded({ got: input })
    })
    await fc.assert(
      fc.asyncProperty(definitions(transition), inputs, async (definition, input) => {
        const expected = resultOf(() => interpret(definition, input))
        fc.pre(expected !== undefined)
        const ended = await opened.run(definition, input)
        const states = (ended.events ?? []).flatMap(({ type, state, branch }) =>
          type === 'StateEntered' && branch === undefined ? [String(state)] : [],
        )
        const error = endOf(ended)['error']
        expect({
          status: ended.status,
          states,
          ...(ended.status === 'succeeded' ? { output: withoutCauses(ended.output) } : { error }),
        }).toEqual(expected)
      }),
      { numRuns, seed },
    )
  },
  120_000,
)

/** The cause of a Map's failure is in the engine's words. */
const withoutCauses = (output: unknown): unknown =>
  JSON.parse(
    JSON.stringify(output, (_, value: unknown) =>
      isFailureOfMap(value) ? { Error: value.Error, Cause: '' } : value,
    ),
  )

const isFailureOfMap = (value: unknown): value is { Error: string } =>
  typeof value === 'object' &&
  value !== null &&
  'Error' in value &&
  value.Error === 'States.ExceedToleratedFailureThreshold'

function resultOf(run: () => Result): Result | undefined {
  try {
    return run()
  } catch (error) {
    if (error instanceof Ambiguous) return undefined
    throw error
  }
}
