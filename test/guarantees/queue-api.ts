import {
  scriptedServer,
  type Answer,
  type ReceivedRequest,
  type ScriptedServer,
} from '../support/scripted-server.ts'
import type { Sent } from './faulty-api.ts'

const TRANSITION_ID = `las:transition:${'a'.repeat(32)}`
const TRANSITION = `/v1/transitions/${TRANSITION_ID}`
const NOT_RUNNING: Answer = { status: 400, body: { message: 'nobody works on this execution' } }

/** The id of one of the executions. */
export const executionId = (index: number) => `las:transition-execution:${String(index).padStart(32, '0')}`

/** The worker's calls, as a fault may meet them. */
export const CALLS = ['token', 'transition', 'claim', 'heartbeat', 'patch', 'get'] as const
export type QueueCall = (typeof CALLS)[number]

/** What happened to one of the executions. */
export interface Queued {
  /** How often it was claimed. */
  claims: number
  /** What the API took. */
  taken: Sent | undefined
  /** What was sent, taken or not. */
  sent: Sent[]
  heartbeats: number
}

export interface QueueApi extends ScriptedServer {
  environment: Record<string, string>
  executions(): Queued[]
  /** Whether the fault has been met. */
  struck(): boolean
  /** How often the API was asked while nothing was queued. */
  emptyClaims(): number
  /** Resolves once every execution has an outcome. */
  readonly done: Promise<void>
}

export interface QueueScript {
  /** The input of each queued execution. */
  inputs: readonly object[]
  transitionType?: string
  /** The transition's `timeoutInSeconds`, as it is read the first time, the second, and so on. */
  timeoutsInSeconds?: readonly number[]
  /** How many claims are answered with the first execution again, once it is claimed. */
  again?: number
  /** Of one call, the first request, or `count` of them: the answer, and whether the API acts all the same. */
  fault?: { call: QueueCall; answer: Answer; acts?: boolean; count?: number }
  /** Answers of one call wait until this settles. */
  hold?: { call: QueueCall; until: Promise<unknown> }
  /** Told of each request, before it is answered. */
  onRequest?: (call: QueueCall, index: number | undefined) => void
}

/**
 * An API with a manual transition with queued executions. One that was claimed by a request whose answer failed gets no
 * heartbeat; the API requeues it after two more claims.
 */
export async function queueApi({
  inputs,
  transitionType = 'manual',
  timeoutsInSeconds = [120],
  again = 0,
  fault,
  hold,
  onRequest = () => {},
}: QueueScript): Promise<QueueApi> {
  const done = Promise.withResolvers<void>()
  const rows = inputs.map((input, index) => ({
    input,
    index,
    startTime: undefined as string | undefined,
    claims: 0,
    heartbeats: 0,
    lostFor: undefined as number | undefined,
    outcome: undefined as ReceivedRequest | undefined,
  }))
  let [tokens, emptyClaims, struck] = [0, 0, 0]
  const shown = ({ index, input, startTime, outcome }: (typeof rows)[number]) => ({
    transitionId: TRANSITION_ID,
    executionId: executionId(index),
    status: (outcome && sentOf(outcome)?.status) ?? 'running',
    input,
    completedBy: null,
    ...(startTime && { startTime }),
  })

  let [reads, repeats] = [0, 0]

  function claim(isLost: boolean): Answer {
    const [first] = rows
    if (first?.startTime && repeats < again) {
      repeats += 1
      return { body: shown(first) }
    }
    for (const row of rows) {
      if (row.lostFor === undefined || row.outcome || row.heartbeats > 0) continue
      row.lostFor += 1
      if (row.lostFor > 2) [row.startTime, row.lostFor] = [undefined, undefined]
    }
    const next = rows.find(({ startTime, outcome }) => !startTime && !outcome)
    if (!next) {
      emptyClaims += 1
      return { status: 404, body: { message: `There is no queued execution of ${TRANSITION_ID}` } }
    }
    next.startTime = new Date().toISOString()
    next.claims += 1
    if (isLost) next.lostFor = 0
    return { body: shown(next) }
  }

  /** Meets the fault, or acts. */
  function route(call: QueueCall, act: (request: ReceivedRequest, fails: boolean) => Answer, index?: number) {
    return (request: ReceivedRequest): Answer => {
      onRequest(call, index)
      if (hold?.call === call) return { ...act(request, false), after: hold.until }
      if (fault?.call !== call || struck >= (fault.count ?? 1)) return act(request, false)
      struck += 1
      if (fault.acts) act(request, true)
      return fault.answer
    }
  }

  const perExecution = rows.flatMap((row) => {
    const path = `${TRANSITION}/executions/${executionId(row.index)}`
    return [
      [`GET ${path}`, route('get', () => ({ body: shown(row) }), row.index)],
      [
        `POST ${path}/heartbeats`,
        route(
          'heartbeat',
          () => {
            if (row.outcome || !row.startTime) return NOT_RUNNING
            row.heartbeats += 1
            return { status: 204 }
          },
          row.index,
        ),
      ],
      [
        `PATCH ${path}`,
        route(
          'patch',
          (request) => {
            if (row.outcome || !row.startTime) return NOT_RUNNING
            row.outcome = request
            if (rows.every(({ outcome }) => outcome)) done.resolve()
            return { body: { executionId: executionId(row.index) } }
          },
          row.index,
        ),
      ],
    ] as const
  })
  const server = await scriptedServer({
    'POST /oauth2/token': route('token', () => ({
      body: { access_token: `token-number-${(tokens += 1)}`, expires_in: 3600, token_type: 'Bearer' },
    })),
    [`GET ${TRANSITION}`]: route('transition', () => ({
      body: {
        transitionId: TRANSITION_ID,
        transitionType,
        name: 'Approve',
        timeoutInSeconds: timeoutsInSeconds[Math.min(reads++, timeoutsInSeconds.length - 1)],
      },
    })),
    [`POST ${TRANSITION}/executions`]: route('claim', (_request, fails) => claim(fails)),
    ...Object.fromEntries(perExecution),
  })
  return {
    ...server,
    done: done.promise,
    struck: () => struck > 0,
    emptyClaims: () => emptyClaims,
    executions: () =>
      rows.map((row) => ({
        claims: row.claims,
        heartbeats: row.heartbeats,
        taken: row.outcome && sentOf(row.outcome),
        sent: server
          .requests(`PATCH ${TRANSITION}/executions/${executionId(row.index)}`)
          .flatMap((request) => sentOf(request) ?? []),
      })),
    environment: {
      TRANSITION_ID,
      LAS_CLIENT_ID: 'client',
      LAS_CLIENT_SECRET: 'secret-of-the-client',
      LAS_AUTH_ENDPOINT: `${server.url}/oauth2`,
      LAS_API_ENDPOINT: `${server.url}/v1`,
    },
  }
}

function sentOf({ body }: ReceivedRequest): Sent | undefined {
  return body ? JSON.parse(body) : undefined
}
