import type { Exchange } from '../../client/exchange.ts'
import { createSender, type Send } from '../../client/send.ts'
import type { AccessToken } from '../../client/token.ts'
import { CONTAINER_HEADER } from '../../contract/container-header.ts'
import { systemClock, type Clock } from '../../contract/clock.ts'
import type { Environment } from '../environment.ts'
import { createMask, type Mask } from '../../contract/mask.ts'
import { createLog } from '../log.ts'
import { openTelemetry, type Telemetry } from '../telemetry/telemetry.ts'
import { openOutput, type Output } from './output.ts'
import { createPlatformTime, type PlatformTime } from './platform-time.ts'

/** What a container has one of, however many executions it sees through. */
export interface ContainerParts {
  /** No other container has this name. */
  containerName: string
  clock: Clock
  /** The container's stdout. */
  output: Output
  mask: Mask
  /** Where the supervisor's own lines go: to stdout, secrets masked. */
  logOutput: Pick<Output, 'write'>
  /** Sends requests to the API. */
  send: Send
  /** The token that they have by now. */
  token: () => AccessToken | undefined
  platformTime: PlatformTime
  /** Where spans go, if anywhere. */
  telemetry: Telemetry | undefined
  /** Sends and writes out what is still to be, not for long, and no longer keeps the process alive. */
  close: () => Promise<void>
}

/** Where the supervisor meets the world. */
export interface SupervisorEdges {
  clock: Clock
  output: Output
  /** Makes each attempt of a request. */
  exchange: Exchange
}

/** @param edges for those who bring their own. Default: the machine's time, stdout, the network */
export function openContainerParts(
  environment: Pick<Environment, 'credentials' | 'secrets' | 'transitionId' | 'logLevel'>,
  variables: Readonly<Record<string, string | undefined>>,
  edges: Partial<SupervisorEdges> = {},
): ContainerParts {
  const { credentials, secrets, transitionId, logLevel } = environment
  const { clock = systemClock, output = openOutput() } = edges
  const mask = createMask([credentials.clientSecret, credentials.apiKey, ...secrets])
  const logOutput = { write: (lines: string) => output.write(mask.apply(lines)) }
  const telemetry = openTelemetry(variables, {
    clock,
    mask,
    log: createLog({ transitionId, logLevel }, logOutput),
  })
  const platformTime = createPlatformTime(clock)
  let issued: { value: string; expiresAt: number } | undefined
  const containerName = newName()
  const send = createSender(credentials, {
    clock,
    headers: { [CONTAINER_HEADER]: containerName },
    exchange: edges.exchange,
    onAnswer: platformTime.observe,
    onToken: (fetched) => {
      const { value, expiresAt } = fetched
      issued = { value, expiresAt: clock.monotonic() + (expiresAt - clock.now()) }
      mask.add(fetched.value)
    },
  })
  // Sleeping keeps no process alive, and between two attempts of a call there may be nothing else.
  const alive = setInterval(() => undefined, 60_000)
  return {
    containerName,
    clock,
    output,
    mask,
    logOutput,
    send,
    // It is handed over with the wall clock of that moment.
    token: () =>
      issued && { value: issued.value, expiresAt: clock.now() + (issued.expiresAt - clock.monotonic()) },
    platformTime,
    telemetry,
    close: async () => {
      await telemetry?.flush()
      await output.flush()
      clearInterval(alive)
    },
  }
}

/** Which container this is: no other has that name. It need be no secret, and `node:crypto` takes time to load. */
const newName = () =>
  [process.pid, Date.now(), Math.random(), Math.random()].map((part) => part.toString(36)).join('-')
