import {
  scriptedServer,
  type Answer,
  type ReceivedRequest,
  type ScriptedServer,
} from '../support/scripted-server.ts'

const TRANSITION_ID = `las:transition:${'a'.repeat(32)}`
const EXECUTION_ID = `las:transition-execution:${'b'.repeat(32)}`
const TRANSITION = `/v1/transitions/${TRANSITION_ID}`
const EXECUTION = `${TRANSITION}/executions/${EXECUTION_ID}`

/** The runtime's calls, as a fault may meet them. */
export const calls = {
  token: 'POST /oauth2/token',
  get: `GET ${EXECUTION}`,
  timeout: `GET ${TRANSITION}`,
  heartbeat: `POST ${EXECUTION}/heartbeats`,
  patch: `PATCH ${EXECUTION}`,
} as const
export type Call = keyof typeof calls

/** An outcome as it was sent. */
export type Sent = { status: string; output?: unknown; error?: { message: string } }

export interface FaultyApi extends ScriptedServer {
  /** What a container gets to know. */
  environment: Record<string, string>
  /** Whether the fault has been met. */
  struck(): boolean
  /** Answers each GET of the execution from now on, where there is an answer. */
  answerGetWith(answer: () => Answer | undefined): void
  /** What the API took: it takes one outcome and refuses the rest, as the platform does. */
  taken(): Sent | undefined
  /** What was sent, taken or not. */
  sent(): Sent[]
}

/**
 * An API with one running execution. The first request of one call meets a fault instead of its answer.
 * @param taken whether the API acts on that request all the same
 */
export async function faultyApi(
  fault: { call: Call; answer: Answer; taken?: boolean } | undefined,
  /** Told of each request, before it is answered. */
  onRequest: (call: Call) => void = () => {},
  /** What the API's clock is ahead of this machine's, in milliseconds. */
  aheadMs = 0,
): Promise<FaultyApi> {
  // Answers are made when a request's head is there; its body can be read by the time of the next.
  let taken: ReceivedRequest | undefined
  let tokens = 0
  let struck = false
  let otherGet: (() => Answer | undefined) | undefined
  const outcome = (): Sent | undefined => taken && JSON.parse(taken.body)

  const execution = () => ({
    transitionId: TRANSITION_ID,
    executionId: EXECUTION_ID,
    status: outcome()?.status ?? 'running',
    input: {},
    startTime: new Date(Date.now() + aheadMs).toISOString(),
    completedBy: null,
  })
  const notRunning: Answer = { status: 400, body: { message: 'the execution has ended' } }
  const answers: Record<Call, (request: ReceivedRequest) => Answer> = {
    token: () => ({
      body: { access_token: `token-number-${(tokens += 1)}`, expires_in: 3600, token_type: 'Bearer' },
    }),
    get: () =>
      otherGet?.() ?? {
        body: execution(),
        headers: { date: new Date(Date.now() + aheadMs).toUTCString() },
      },
    timeout: () => ({ body: { timeoutInSeconds: 120 } }),
    heartbeat: () => (taken ? notRunning : { status: 204 }),
    patch: (request) => {
      if (taken) return notRunning
      taken = request
      return { body: { executionId: EXECUTION_ID } }
    },
  }
  const server = await scriptedServer(
    Object.fromEntries(
      Object.entries(calls).map(([name, route]) => {
        const call = name as Call
        return [
          route,
          (request: ReceivedRequest) => {
            onRequest(call)
            if (struck || fault?.call !== call) return answers[call](request)
            struck = true
            if (fault.taken) answers[call](request)
            return fault.answer
          },
        ]
      }),
    ),
  )
  return {
    ...server,
    struck: () => struck,
    answerGetWith: (answer) => {
      otherGet = answer
    },
    taken: outcome,
    sent: () => server.requests(calls.patch).flatMap(({ body }) => (body ? [JSON.parse(body)] : [])),
    environment: {
      TRANSITION_ID,
      EXECUTION_ID,
      LAS_CLIENT_ID: 'client',
      LAS_CLIENT_SECRET: 'secret-of-the-client',
      LAS_AUTH_ENDPOINT: `${server.url}/oauth2`,
      LAS_API_ENDPOINT: `${server.url}/v1`,
    },
  }
}
