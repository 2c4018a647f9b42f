import { credentialsToEnvironment } from '../../client/credentials.ts'
import type { Credentials } from '../../client/index.ts'
import type { Clock, JsonObject, TransitionExecutionId, TransitionId } from '../../contract/index.ts'
import type { Mask } from '../../contract/mask.ts'
import type { LoadedTransition } from '../../runtime/handler/load.ts'
import type { Outcome } from '../../runtime/outcome.ts'
import { startContainer } from '../simulated-container.ts'
import { assembleResult } from '../assemble-result.ts'
import { createFaults } from '../faults.ts'
import { machineVariables } from '../machine-variables.ts'
import type { RunResult, SentRequest } from '../run-result.ts'
import { createTransport } from '../transport.ts'

/** An execution that no platform starts. */
export interface Play {
  load: () => Promise<LoadedTransition>
  transitionId: TransitionId
  executionId: TransitionExecutionId
  input: JsonObject
  startTime: string
  /** The container's variables, without ids and credentials. */
  variables: Readonly<Record<string, string>>
  credentials: Credentials
  clock: Clock
  mask: Mask
  /** Answers the handler's calls. */
  api: (request: Request, sent: SentRequest) => Response | Promise<Response>
  /** Answers the call for a token. */
  token: (request: Request) => Response | Promise<Response>
}

/** How it ended: as a run of the harness, with the lines as they were printed. */
export type Played = RunResult & { lines: string[] }

/** The limits of a container that no platform starts: as large as they may be. */
const TIMEOUT_SECONDS = 1800
const MEMORY = 2048 * 2 ** 20

/** Runs a handler in the real runtime without a platform: this function answers the runtime's own calls. */
export async function playExecution(play: Play): Promise<Played> {
  const { load, transitionId, executionId, input, startTime, variables, credentials, clock, mask } = play
  const { apiEndpoint, authEndpoint } = credentials
  const path = `/transitions/${transitionId}/executions/${executionId}`
  const lines: string[] = []
  let outcome: Outcome | undefined

  const execution = () => ({
    transitionId,
    executionId,
    status: outcome?.status ?? 'running',
    input,
    startTime,
    completedBy: null,
  })
  /** The platform as far as the runtime needs one. */
  function runtimeApi({ method, path: called, body }: SentRequest): Response {
    if (called === `${path}/heartbeats`) return new Response(null, { status: 204 })
    if (called !== path) return Response.json({ timeoutInSeconds: TIMEOUT_SECONDS })
    if (method === 'PATCH') outcome = body as Outcome
    return Response.json(execution())
  }

  const transport = createTransport({
    endpoints: { apiEndpoint, authEndpoint },
    platform: (request, by, sent) => {
      if (sent.operation === 'POST token') return play.token(request)
      return by === 'runtime' ? runtimeApi(sent) : play.api(request, sent)
    },
    faults: createFaults(),
    mask,
    onWork: () => undefined,
  })
  const container = startContainer({
    executionId,
    variables: {
      ...machineVariables(),
      ...variables,
      TRANSITION_ID: transitionId,
      EXECUTION_ID: executionId,
      ...credentialsToEnvironment(credentials),
    },
    load,
    clock,
    connect: transport.connect,
    onLine: (line) => lines.push(line),
    onWork: () => undefined,
    memoryLimit: MEMORY,
  })
  // Its runtime has ended it, or nobody has.
  await container.exited
  const result = await assembleResult(executionId, container, lines, { had: outcome, accepted: outcome })
  return { ...result, lines }
}
