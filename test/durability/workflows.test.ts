import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { START_MS } from '../support/stores.ts'
import { kindsOfPlaces, shareOf, type Places } from './places.ts'
import { createRandom } from './random.ts'
import { launch, type Served } from './served.ts'
import { createTakers } from './takers.ts'

const IN_FLIGHT = 100
const KILLS = 12
/** How long a life lasts at most, in milliseconds, from when it listens. */
const LATEST_MS = 800
const TAKERS = 8

const seed = Number(process.env['SEED'] ?? randomInt(2 ** 32))

/** Two people's work, a pause, and a choice: four transition executions for each execution. */
function definitionOf(transitionId: string) {
  const work = { Type: 'Task', Resource: transitionId }
  return {
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Left', States: { Left: { ...work, End: true } } },
          {
            StartAt: 'Rest',
            States: { Rest: { Type: 'Wait', Seconds: 1, Next: 'Right' }, Right: { ...work, End: true } },
          },
        ],
        ResultSelector: { 'n.$': '$[0].n', 'm.$': '$[1].n' },
        Next: 'Same?',
      },
      'Same?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.n', NumericEqualsPath: '$.m', Next: 'List' }],
        Default: 'Wrong',
      },
      Wrong: { Type: 'Fail' },
      List: { Type: 'Pass', Parameters: { 'items.$': 'States.Array($.n, $.m)' }, Next: 'Each' },
      Each: {
        Type: 'Map',
        ItemsPath: '$.items',
        ItemSelector: { 'n.$': '$$.Map.Item.Value' },
        MaxConcurrency: 1,
        ItemProcessor: { StartAt: 'Item', States: { Item: { ...work, End: true } } },
        End: true,
      },
    },
  }
}

async function startWorkflow(served: Served, inFlight: number) {
  const transition = await served.call('POST', '/transitions', {
    transitionType: 'manual',
    timeoutInSeconds: 1800,
  })
  const transitionId = String(transition?.body['transitionId'])
  const specification = { definition: definitionOf(transitionId) }
  const workflow = await served.call('POST', '/workflows', { specification })
  const path = `/workflows/${String(workflow?.body['workflowId'])}/executions`
  for (let n = 0; n < inFlight; n += 1) await served.call('POST', path, { input: { n } })
  return { transitionId, path }
}

interface Execution {
  executionId: string
  status: string
  input: { n: number }
  output: unknown
  transitionExecutions: Record<string, string[]>
}

async function list(served: Served, path: string): Promise<Execution[]> {
  const answer = await served.call('GET', `${path}?maxResults=1000`)
  return (answer?.body['executions'] ?? []) as Execution[]
}

for (const { name, skip, share, start } of kindsOfPlaces)
  describe.skipIf(skip)(`on ${name}`, () => {
    const [inFlight, kills] = [shareOf(IN_FLIGHT, share), shareOf(KILLS, share)]
    let places: Places
    beforeAll(async () => {
      places = await start()
    }, START_MS)
    afterAll(() => places?.[Symbol.asyncDispose]())

    test(`${inFlight} executions in flight end as they would have, however often the platform is killed`, async () => {
      await using place = await places.open()
      const random = createRandom(seed)
      let served = await launch(place).listening
      const { transitionId, path } = await startWorkflow(served, inFlight)
      const takers = createTakers(transitionId)
      for (let killed = 0; killed < kills; killed += 1) {
        await takers.adopt(served)
        const working = takers.work(served, TAKERS)
        await delay(random.integer(LATEST_MS))
        await Promise.all([served.kill(), working])
        served = await launch(place).listening
      }
      await takers.adopt(served)
      const working = takers.work(served, TAKERS)
      let executions = await list(served, path)
      while (executions.some(({ status }) => status === 'running')) {
        await delay(100)
        executions = await list(served, path)
      }
      await Promise.all([served.kill(), working])

      expect(executions).toHaveLength(inFlight)
      verify(executions, takers.done)
      console.log(
        `${name}, seed ${seed}: ${kills} kills; ${inFlight} executions; ${takers.done.length} steps done, none twice; ${takers.resumed} outcomes given again after a kill`,
      )
    })
  })

function verify(executions: Execution[], done: readonly string[]): void {
  for (const { input, status, output } of executions) {
    const { n } = input
    expect({ status, output }).toEqual({ status: 'succeeded', output: { output: [{ n }, { n }] } })
  }
  // As many as there would have been had nobody killed anything: no step was started twice.
  const started = executions.flatMap(({ transitionExecutions: { Left = [], Right = [], Item = [] } }) => {
    expect([Left.length, Right.length, Item.length]).toEqual([1, 1, 2])
    return [...Left, ...Right, ...Item]
  })
  expect(new Set(started).size).toBe(4 * executions.length)
  expect(done.toSorted()).toEqual(started.toSorted())
}
