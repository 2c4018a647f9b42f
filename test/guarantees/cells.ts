// What the fault suite plays, cell by cell: faults.test.ts with the built runtime, parity.test.ts with the harness.
import type { Answer } from '../support/scripted-server.ts'
import type { Call } from './faulty-api.ts'

const BODY = { padding: 'x'.repeat(200) }
const failing = (status: number): Answer => ({ status, body: { message: 'no' } })

/** Faults of one answer that trying again mends. */
export const passing = {
  'reset before it is read': { failure: 'reset-unread' },
  'reset after it is read': { failure: 'reset' },
  'answered with nothing': { failure: 'silence' },
  'answered with half a body, then silence': { failure: 'stall', body: BODY },
  'cut short': { failure: 'cut', body: BODY },
  'answered with what is not JSON': {
    body: '<html>All is well</html>',
    headers: { 'content-type': 'text/html' },
  },
  'answered 408': failing(408),
  'answered 500': failing(500),
  'answered 502': failing(502),
  'answered 503': failing(503),
  'answered 429': { ...failing(429), headers: { 'retry-after': '0' } },
} as const satisfies Record<string, Answer>
export type PassingFault = keyof typeof passing

/** An answer that says no. */
export const refusal = failing

export const calls = ['token', 'get', 'timeout', 'heartbeat', 'patch'] as const satisfies Call[]
const faults = Object.keys(passing) as PassingFault[]

/** Each call meets each fault once; the API may have acted on a PATCH all the same, where it can have read it. */
export const onceCells: readonly { call: Call; fault: PassingFault; taken: boolean }[] = [
  ...calls.flatMap((call) => faults.map((fault) => ({ call, fault, taken: false }))),
  ...faults
    .filter((fault) => fault !== 'answered 429' && fault !== 'reset before it is read')
    .map((fault) => ({ call: 'patch' as const, fault, taken: true })),
]

/** Refusals that a new token, or asking again, makes good. */
export const mendedRefusals: readonly [Call, number][] = [
  ...(['timeout', 'heartbeat', 'patch'] as const).flatMap((call) =>
    [401, 403].map((status): [Call, number] => [call, status]),
  ),
  ['timeout', 400],
  ['timeout', 404],
  ['heartbeat', 400],
  ['heartbeat', 404],
  ['heartbeat', 409],
  ['heartbeat', 410],
  ['heartbeat', 413],
  ['heartbeat', 422],
  ['patch', 409],
  ['patch', 423],
]

/** Calls that are made only of an execution which lasts longer than a second. */
export const laterCalls: ReadonlySet<Call> = new Set(['timeout', 'heartbeat'])

/** Refusals after which nothing can be delivered. */
export const finalRefusals: readonly [Call, number][] = [
  ...(['token', 'get'] as const).flatMap((call) =>
    [400, 401, 403, 404].map((status): [Call, number] => [call, status]),
  ),
  ['patch', 404],
]

const phases = ['load', 'run', 'validate'] as const

/** What `acts.mjs` does, when, and what the failure's message contains. */
export const handlerEnds: readonly [act: string, phase: string, message: string][] = [
  ['throws', 'load', 'could not be loaded: Error: thrown in load'],
  ['throws', 'run', 'thrown in run'],
  ['throws', 'validate', 'thrown in validate'],
  ...phases.flatMap((phase): [string, string, string][] => [
    ['exits', phase, 'exited with code 7 before it returned, as by process.exit(7)'],
    ['dies', phase, 'was ended by SIGKILL before it returned'],
  ]),
]

/** What `acts.mjs` is at when SIGTERM comes. */
export const interruptedActs: readonly [act: 'waits' | 'loops', phase: string][] = phases.flatMap(
  (phase): ['waits' | 'loops', string][] => [
    ['waits', phase],
    ['loops', phase],
  ],
)

/** The call that waits for its answer when SIGTERM comes, and how the execution ends. */
export const interruptedCalls: readonly [Call, 'retry' | 'succeeded'][] = [
  ['token', 'retry'],
  ['get', 'retry'],
  ['patch', 'succeeded'],
]
