import { createClient, type Client, type Credentials, type Fetch } from '../../client/index.ts'
import {
  DockerParameters,
  systemClock,
  type TransitionExecutionId,
  type TransitionId,
} from '../../contract/index.ts'
import type { Fixture } from '../../contract/fixture.ts'
import { makeFixture } from '../../contract/make-fixture.ts'
import { createMask } from '../../contract/mask.ts'
import { transitionLoader } from '../load-transition.ts'
import type { SentRequest } from '../run-result.ts'
import { playExecution, type Played } from './play-execution.ts'

/** Which execution is recorded, and how. */
export interface RecordOptions {
  credentials: Credentials
  executionId: TransitionExecutionId
  /** Its transition; looked up where it is not given. */
  transitionId?: TransitionId
  /** Variables in place of, or besides, those of the transition. */
  env?: Readonly<Record<string, string>>
  /** Variables whose values are secret: the API does not tell those of the transition's own secrets. */
  secrets?: Readonly<Record<string, string>>
  /**
   * Whether the handler's writes reach the platform. Default false: reads and predictions do. A PATCH or DELETE is answered with what is there and what it would
   * change; a POST, which would make something, fails the handler.
   */
  allowWrites?: boolean
  /** Instead of the global `fetch`. */
  fetch?: Fetch
}

/** An execution that can't be recorded, and what to do about it. */
export class RecordError extends Error {
  override readonly name = 'RecordError'
}

/** What was recorded, and how the run of the handler ended. */
export interface Recorded {
  fixture: Fixture
  result: Played
  /** Writes that were answered here, and did not reach the platform: `PATCH /documents/…`. */
  heldBack: string[]
}

/**
 * Runs a handler with the input of an execution on a platform, and records what it asks and is answered. The execution
 * itself is left as it is.
 * @param transition a path, a `file:` URL, or a transition itself
 * @throws RecordError if the execution is not there, or the handler wants to make something and must not
 */
export async function record(transition: unknown, options: RecordOptions): Promise<Recorded> {
  const { credentials, executionId, env = {}, secrets = {}, allowWrites = false } = options
  const fetch: Fetch = options.fetch ?? ((request) => globalThis.fetch(request))
  const load = transitionLoader(transition)
  const tokens: string[] = []
  const client = createClient(credentials, { fetch, onToken: ({ value }) => tokens.push(value) })
  const transitionId = options.transitionId ?? (await transitionOf(client, executionId))
  const [{ name, parameters }, { input, startTime }] = await Promise.all([
    client.transitions.get(transitionId),
    client.transitions.executions.get(transitionId, executionId),
  ])

  const variables = { ...DockerParameters.safeParse(parameters).data?.environment, ...env, ...secrets }
  const writes = createWrites(fetch, credentials)
  const start = startTime ?? new Date().toISOString()
  const result = await playExecution({
    load,
    transitionId,
    executionId,
    input,
    // The time that the handler has is counted from now.
    startTime: new Date().toISOString(),
    variables,
    credentials,
    clock: systemClock,
    mask: createMask([]),
    api: (request, sent) => (allowWrites || isRead(sent) ? fetch(request) : writes.answer(request, sent)),
    token: async (request) => {
      const response = await fetch(request)
      const { access_token: token } = Object(
        await response
          .clone()
          .json()
          .catch(() => undefined),
      )
      if (typeof token === 'string') tokens.push(token)
      return response
    },
  })
  if (writes.refused.length > 0) {
    throw new RecordError(
      `The handler wants to make something on the platform (${writes.refused.join(', ')}): allow writes, or record it on a local platform`,
    )
  }
  const fixture = makeFixture({
    transition: { transitionId, name },
    executionId,
    startTime: start,
    environment: variables,
    secretNames: Object.keys(secrets),
    secrets: [credentials.clientSecret, ...(credentials.apiKey ? [credentials.apiKey] : []), ...tokens],
    input,
    exchanges: result.requests.flatMap(exchangeOf),
    outcome: result.outcome,
    log: result.lines,
  })
  return { fixture, result, heldBack: writes.heldBack }
}

/** The API finds an execution by its transition only, but its log without. */
async function transitionOf(client: Client, executionId: TransitionExecutionId): Promise<TransitionId> {
  const { logs } = await client.logs.list({ transitionExecutionId: executionId })
  const [log] = logs
  if (log) return log.transitionId
  throw new RecordError(`The platform has no log of ${executionId}: name its transition`)
}

/** A prediction is asked for by POST, and changes nothing. */
function isRead({ method, operation }: SentRequest): boolean {
  return method === 'GET' || operation === 'POST predictions'
}

function exchangeOf({ operation, method, path, query, body, status, response, failure }: SentRequest) {
  if (operation === 'POST token') return []
  return [
    {
      method,
      path,
      query,
      ...(body !== undefined && { body }),
      ...(status !== undefined && { status }),
      ...(response !== undefined && { response }),
      ...(failure !== undefined && { failure }),
    },
  ]
}

/** Answers writes in the platform's place. */
function createWrites(fetch: Fetch, { apiEndpoint }: Credentials) {
  const heldBack: string[] = []
  const refused: string[] = []
  return {
    heldBack,
    refused,
    async answer({ headers }: Request, { method, path, body }: SentRequest): Promise<Response> {
      const there =
        method === 'PATCH' || method === 'DELETE'
          ? await fetch(new Request(apiEndpoint + path, { headers: readHeaders(headers) }))
          : undefined
      if (!there?.ok) {
        refused.push(`${method} ${path}`)
        return Response.json({ message: 'This recording allows no writes' }, { status: 403 })
      }
      heldBack.push(`${method} ${path}`)
      const { content: _, ...current } = Object(await there.json())
      return Response.json({ ...current, ...Object(body) })
    },
  }
}

/** The headers of a call without a body. */
function readHeaders(headers: Headers): Headers {
  const read = new Headers(headers)
  read.delete('content-type')
  read.delete('content-length')
  return read
}
