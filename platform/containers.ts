import {
  messageOf,
  DockerParameters,
  type Clock,
  type LogId,
  type Transition,
  type TransitionExecutionId,
} from '../contract/index.ts'
import type { PlatformEvent } from './events.ts'
import type { Keyring } from './keyring.ts'
import { LaunchError, type Exit, type Launcher } from './launchers/launcher.ts'
import { createLogWriter } from './log-writer.ts'
import type { Store } from './store/store.ts'

export interface ContainersOptions {
  store: Store
  clock: Clock
  keyring: Keyring
  launchers: readonly Launcher[]
  onEvent: (event: PlatformEvent) => void
  /** Told in words how a container ended: an execution that still runs by then never will end by itself. */
  onEnd: (executionId: TransitionExecutionId, message: string) => Promise<void>
}

/** The containers of running executions. */
export interface Containers {
  start(transition: Transition, executionId: TransitionExecutionId, logId: LogId): void
  /** Asks a container to stop; it is killed if it doesn't. */
  stop(executionId: TransitionExecutionId): void
  /** Stops them all and waits for their ends. */
  stopAll(): Promise<void>
}

export function createContainers({
  store,
  clock,
  keyring,
  launchers,
  onEvent,
  onEnd,
}: ContainersOptions): Containers {
  const running = new Map<TransitionExecutionId, { stop: AbortController; ended: Promise<void> }>()

  /** Secrets first: on a clash the transition's own `environment` wins, and the ids over both. */
  async function environmentOf(parameters: DockerParameters): Promise<Record<string, string>> {
    const variables: Record<string, string> = {}
    for (const secretId of parameters.environmentSecrets ?? []) {
      const secret = await store.get('secrets', secretId)
      if (!secret) throw new LaunchError(`the transition's secret ${secretId} was deleted`)
      for (const [name, value] of Object.entries(JSON.parse(keyring.unseal(secret.sealed)))) {
        variables[name] = typeof value === 'string' ? value : JSON.stringify(value)
      }
    }
    return { ...variables, ...parameters.environment }
  }

  async function launch(
    transition: Transition,
    executionId: TransitionExecutionId,
    onLine: (line: string) => void,
    signal: AbortSignal,
  ) {
    const parameters = DockerParameters.parse(transition.parameters)
    const { imageUrl } = parameters
    const launcher = launchers.find(({ accepts }) => accepts(imageUrl))
    if (!launcher) throw new LaunchError(`no launcher of this platform starts ${imageUrl}`)
    const environment = await environmentOf(parameters)
    return launcher.launch({
      imageUrl,
      environment: { ...environment, TRANSITION_ID: transition.transitionId, EXECUTION_ID: executionId },
      onLine,
      signal,
    })
  }

  async function run(
    transition: Transition,
    executionId: TransitionExecutionId,
    logId: LogId,
    signal: AbortSignal,
  ): Promise<void> {
    const log = createLogWriter(store, logId)
    const onLine = (message: string) => {
      const event = { timestamp: clock.now(), message }
      log.add(event)
      onEvent({ type: 'log', executionId, event })
    }
    let end: string
    try {
      end = `The container ${describeExit(await launch(transition, executionId, onLine, signal))} without an outcome`
    } catch (error) {
      end = `The container could not be started: ${messageOf(error)}`
      onLine(end)
    }
    await log.flush()
    await onEnd(executionId, end)
    onEvent({ type: 'exited', executionId })
  }

  return {
    start(transition, executionId, logId) {
      const stop = new AbortController()
      const ended = run(transition, executionId, logId, stop.signal).finally(() =>
        running.delete(executionId),
      )
      running.set(executionId, { stop, ended })
    },
    stop: (executionId) => running.get(executionId)?.stop.abort(),
    async stopAll() {
      for (const { stop } of running.values()) stop.abort()
      await Promise.allSettled(Array.from(running.values(), ({ ended }) => ended))
    },
  }
}

function describeExit({ code, signal }: Exit): string {
  return signal === null ? `exited with code ${code}` : `was ended by ${signal}`
}
