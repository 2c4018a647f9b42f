// The supervisor process: the container's PID 1. It never runs user code.
import { createClient, type AccessToken, type Fetch } from '../../client/index.ts'
import { systemClock, type Clock } from '../../contract/index.ts'
import type { Environment } from '../environment.ts'
import type { ExitCode } from '../exit-codes.ts'
import { createLogger } from '../logger.ts'
import type { ContainerMemory } from './cgroup.ts'
import { describeDeath } from './death.ts'
import { createExecutionApi } from './execution-api.ts'
import type { HandlerProcess } from './handler-process.ts'
import { createInspectorAddress } from './inspector-address.ts'
import { createMask, secretsOf } from '../../contract/mask.ts'
import { guardMemory, mebibytes } from './memory-guard.ts'
import { openOutput, type Output } from './output.ts'
import { relay } from './relay.ts'
import type { Stop } from './stop.ts'
import { supervise } from './supervise.ts'
import type { VitalSigns } from './vital-signs.ts'
import { watchBlocking } from './watch-blocking.ts'

/** The handler process gets this long, in milliseconds, to be gone after its report. */
const CLOSE_TIMEOUT_MS = 2000

export interface SupervisorParts {
  environment: Environment
  variables: Readonly<Record<string, string | undefined>>
  handler: HandlerProcess
  vitalSigns: VitalSigns
  memory: ContainerMemory | undefined
  /** Where signals order the stop. */
  stop: Stop
  /** Where it meets the world, for those who bring their own. Default: the machine's time, stdout, the network. */
  edges?: SupervisorEdges
}

export interface SupervisorEdges {
  clock: Clock
  output: Output
  fetch: Fetch
}

/** Puts the supervisor together from the machine's parts and runs it; leaves no process behind. */
export async function supervisorMain(parts: SupervisorParts): Promise<ExitCode> {
  const { environment, variables, handler, vitalSigns, memory, stop, edges } = parts
  const { credentials, transitionId, executionId } = environment
  const { clock = systemClock, output = openOutput(), fetch } = edges ?? {}
  const log = createLogger(environment, output)
  const oomKillsBefore = memory?.oomKills() ?? 0

  let token: AccessToken | undefined
  const mask = createMask([credentials.clientSecret, credentials.apiKey, ...secretsOf(variables)])
  const client = createClient(credentials, {
    clock,
    ...(fetch && { fetch }),
    onToken: (fetched) => {
      token = fetched
      mask.add(fetched.value)
    },
  })

  const inspector = createInspectorAddress()
  const { lastWords } = relay(handler, {
    output,
    mask,
    ids: { transitionId, executionId },
    intercept: inspector.intercept,
  })

  // Sleeping keeps no process alive, and between two tries of a delivery there may be nothing else.
  const alive = setInterval(() => undefined, 60_000)
  const over = new AbortController()
  const { signal } = over
  const openInspector = () => {
    handler.openInspector()
    return inspector.known
  }
  void watchBlocking({ clock, log, vitalSigns, openInspector, signal })
  if (memory) void guardMemory({ memory, clock, stop, signal })

  try {
    void handler.end.then((end) => vitalSigns.noteEnd(end.type === 'report' ? end.peakRssBytes : undefined))
    return await supervise({
      environment,
      api: createExecutionApi(client, environment),
      clock,
      log,
      handler,
      vitalSigns,
      mask,
      stop,
      token: () => token,
      describeDeath: (end) =>
        describeDeath(end, {
          lastWords: lastWords(),
          oomKilled: (memory?.oomKills() ?? 0) > oomKillsBefore,
          memoryLimit: memory?.limit,
        }),
    })
  } finally {
    over.abort()
    // What the handler has started may hold its output open after its end.
    await Promise.race([handler.closed, clock.sleep(CLOSE_TIMEOUT_MS)])
    handler.kill()
    if (vitalSigns.peakRssBytes > 0)
      log.info(`The handler process used ${mebibytes(vitalSigns.peakRssBytes)} of memory at most`)
    await output.flush()
    clearInterval(alive)
  }
}
