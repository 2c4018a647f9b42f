import { isDeepStrictEqual } from 'node:util'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Fixture } from '../../contract/fixture.ts'
import { tidied } from '../../contract/make-fixture.ts'
import { createMask } from '../../contract/mask.ts'
import { describeRun } from '../describe-run.ts'
import { transitionLoader } from '../load-transition.ts'
import type { OutputOf, Testable } from '../harness-options.ts'
import type { RunResult } from '../run-result.ts'
import { IN_PROCESS } from '../transport.ts'
import { VirtualClock } from '../virtual-clock.ts'
import { ReplayError } from './departure.ts'
import { readFixture } from './fixture-file.ts'
import { playExecution } from './play-execution.ts'
import { recordedApi } from './recorded-api.ts'

/** What a replay may be told. */
export interface ReplayOptions {
  /** Variables in place of, or besides, those that were recorded. One whose value is secret is `replayed NAME` by default, and `[secret]` in the result. */
  env?: Readonly<Record<string, string>>
  /** Names of fields that differ each time, such as times: they are compared nowhere. */
  ignore?: readonly string[]
}

/**
 * Runs a handler against an execution that was recorded: same input, same ids, and an API that answers as it did. Nothing
 * is asked of any platform.
 * @param fixture a path, a `file:` URL, or a fixture itself
 * @throws ReplayError where the handler calls otherwise, or ends otherwise, than was recorded
 * @throws FixtureError for what is no fixture
 * @example
 * const result = await replay(transition, 'fixtures/invoice.json')
 */
export async function replay<
  const Input extends StandardSchemaV1 | undefined = undefined,
  const Output extends StandardSchemaV1 | undefined = undefined,
  const Env extends StandardSchemaV1 | undefined = undefined,
>(
  transition: Testable<Input, Output, Env>,
  fixture: string | URL | Fixture,
  { env = {}, ignore = [] }: ReplayOptions = {},
): Promise<RunResult<OutputOf<Output>>> {
  const whole = await readFixture(fixture)
  const { transition: recorded, executionId, startTime, environment, input, outcome } = whole.fixture
  const variables = Object.fromEntries(
    Object.entries({ ...environment, ...env }).map(([name, value]) => [name, value ?? `replayed ${name}`]),
  )
  const secretNames = Object.keys(environment).filter((name) => environment[name] === null)
  const mask = createMask(secretNames.map((name) => variables[name]))
  const compared = <T>(value: T): T => without(value, new Set(ignore)) as T
  const api = recordedApi(whole, { mask, compared })

  const { lines: _, ...result } = await playExecution({
    load: transitionLoader(transition),
    transitionId: recorded.transitionId,
    executionId,
    input,
    startTime,
    variables,
    credentials: { ...IN_PROCESS, clientId: 'replayed', clientSecret: 'replayed-client-secret' },
    clock: new VirtualClock(startTime),
    mask,
    api: (_request, sent) => api.answer(sent),
    token: () => Response.json({ access_token: 'replayed-token', expires_in: 3600, token_type: 'Bearer' }),
  })

  const departures = api.departures()
  const now = tidied(result.outcome, mask)
  if (outcome && !isDeepStrictEqual(compared(now), compared(outcome)))
    departures.push({ what: 'it ends otherwise', expected: compared(outcome), actual: compared(now) })
  if (departures.length > 0) throw new ReplayError(whole.name, departures, describeRun(result))
  return result as RunResult<OutputOf<Output>>
}

/** A JSON value without the fields of these names. */
function without(value: unknown, names: ReadonlySet<string>): unknown {
  if (names.size === 0 || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => without(item, names))
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (names.has(key) ? [] : [[key, without(item, names)]])),
  )
}
