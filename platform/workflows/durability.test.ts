import { randomInt } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../contract/index.ts'
import { createRandom } from '../../test/durability/random.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { openWorkflows, statesOf, succeeded, unsuccessful, type Act } from '../../test/support/workflows.ts'

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 15)
const seed = Number(process.env['PROPERTY_SEED'] ?? randomInt(2 ** 32))

/** A way through every type of state, with tries that fail at first. */
function definitionOf(transition: string) {
  const task = (name: string, more: JsonObject = {}) => ({
    Type: 'Task',
    Resource: transition,
    Parameters: { name, 'value.$': '$.value', 'retry.$': '$$.State.RetryCount' },
    Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 2 }],
    ...more,
  })
  return statesOf({
    First: task('first', { Next: 'Rest' }),
    Rest: { Type: 'Wait', Seconds: 5, Next: 'Each' },
    Each: {
      Type: 'Map',
      ItemsPath: '$.list',
      ItemSelector: { 'value.$': '$$.Map.Item.Value' },
      MaxConcurrency: 2,
      ItemProcessor: statesOf({ Item: task('item', { End: true }) }),
      Next: 'Both',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        statesOf({ Pause: { Type: 'Wait', Seconds: 3, Next: 'Left' }, Left: { Type: 'Pass', End: true } }),
        statesOf({
          Right: { Type: 'Pass', Parameters: { 'value.$': '$[0].value' }, Next: 'Deep' },
          Deep: task('deep', { End: true }),
        }),
      ],
      ResultSelector: { 'items.$': '$[0][*].value', 'value.$': '$[1].value' },
      Next: 'Enough?',
    },
    'Enough?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.value', NumericGreaterThan: 100, Next: 'Last' }],
      Default: 'Wrong',
    },
    Wrong: { Type: 'Fail' },
    Last: task('last', { ResultPath: '$.last', End: true }),
  })
}

const ADDED: Readonly<Record<string, number>> = { first: 0, item: 10, deep: 100, last: 1000 }

/** Adds to the value; the first try fails for some values and names. */
const work: Act = ({ name, value, retry }) => {
  const n = Number(value)
  if (retry === 0 && (name === 'deep' || n % 2 === 0)) return unsuccessful('retry', 'not yet')
  return succeeded({ value: n + (ADDED[String(name)] ?? 0), list: [1, 2, 3] })
}

const END = { items: [11, 12, 13], value: 111, last: { value: 1111, list: [1, 2, 3] } }

/** Tells one try of one state from another. */
const keyOf = ({ name, value, retry }: JsonObject) => JSON.stringify([name, value, retry])

test('killed after any step, an execution ends as it would have, and nothing that was done is done again', async () => {
  const random = createRandom(seed)
  for (let run = 0; run < RUNS; run += 1) {
    await using folder = await temporaryFolder()
    const [first, copy] = [join(folder.path, 'first'), join(folder.path, 'copy')]
    const tried: string[] = []
    let copyAfter = random.integer(45)
    let copied: { at: number; done: Set<string> } | undefined
    const done = new Set<string>()
    const inputs = new Map<string, string>()

    {
      await using before = await openWorkflows({
        data: first,
        onEvent(event) {
          if (event.type === 'started') inputs.set(event.execution.executionId, keyOf(event.execution.input))
          if (event.type === 'ended') done.add(inputs.get(event.execution.executionId) ?? '')
          if (copyAfter-- !== 0) return
          // Between two turns of the event loop the files are as a kill would leave them.
          cpSync(first, copy, { recursive: true })
          copied = { at: before.clock.now(), done: new Set(done) }
        },
      })
      const transition = await before.transition(work)
      const execution = await before.start(await before.workflow(definitionOf(transition)), { value: 1 })
      const ended = await before.ended(execution)
      expect(ended, `seed ${seed}`).toMatchObject({ status: 'succeeded', output: END })
      if (!copied) continue

      await using after = await openWorkflows({ data: copy, start: new Date(copied.at).toISOString() })
      const again: Act = (input, call) => (tried.push(keyOf(input)), work(input, call))
      after.resume(transition, again)
      const resumed = await after.ended(execution)
      expect(resumed, `seed ${seed}, copied in run ${run}`).toMatchObject({
        status: 'succeeded',
        output: END,
      })
      expect(
        tried.filter((key) => copied?.done.has(key)),
        `seed ${seed}, copied in run ${run}`,
      ).toEqual([])
    }
  }
  console.log(`seed ${seed}: ${RUNS} executions`)
})
