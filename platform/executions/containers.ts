import {
  messageOf,
  DockerParameters,
  type Clock,
  type LogId,
  type Transition,
  type TransitionExecutionId,
} from '../../contract/index.ts'
import { secretsOf } from '../../contract/mask.ts'
import { SECRET_VARIABLES } from '../../contract/secret-variables.ts'
import type { PlatformEvent } from './events.ts'
import type { Keyring } from '../access/keyring.ts'
import {
  LaunchError,
  type Exit,
  type Job,
  type Launcher,
  type RegistryCredentials,
} from '../launchers/launcher.ts'
import { createLogWriter } from './log-writer.ts'
import { secretData } from './secret-data.ts'
import type { Store } from '../store/store.ts'

/** What containers are started with, and who is told of them. */
export interface ContainersOptions {
  store: Store
  clock: Clock
  keyring: Keyring
  launchers: readonly Launcher[]
  onEvent: (event: PlatformEvent) => void
  /** Told the values of a container's secrets, which no log or history may show. */
  onSecrets: (executionId: string, secrets: readonly string[]) => Promise<void>
  /** Told in words how a container ended: an execution that still runs by then will not end by itself. */
  onEnd: (executionId: TransitionExecutionId, message: string, exit: Exit | undefined) => Promise<void>
  /** Told of a failure of the platform's own. */
  onError: (error: unknown) => void
}

/** One execution's container. */
export interface Start {
  transition: Transition
  executionId: TransitionExecutionId
  logId: LogId
  /** Called once it runs. */
  onStart: () => void
  /** Called when its node was lost, and another container is to replace it. */
  onLost: () => void
}

/** The containers of running executions. */
export interface Containers {
  /** Starts a container, or watches the one again that `recover` has found. */
  start(start: Start): void
  /**
   * Looks for the containers of these executions: `there` are those that have one, `lost` those that should have one and
   * don't. Of the others nothing is known here.
   * @param of whose containers: those of an earlier run of this platform, or those that any platform sees
   */
  recover(
    running: readonly Recoverable[],
    of: 'this platform' | 'any platform',
  ): Promise<{ there: Set<string>; lost: Set<string> }>
  /** Removes the containers that all platforms see and none watches, of executions that have ended. */
  tidy(isOutlived: (executionId: string) => Promise<boolean>): Promise<void>
  /** The executions whose containers are watched here. */
  watched(): TransitionExecutionId[]
  /** Asks a container to stop; it is killed if it doesn't. */
  stop(executionId: TransitionExecutionId): void
  /** Stops them all and waits for their ends. */
  stopAll(): Promise<void>
}

/** A running execution of a docker transition. */
export interface Recoverable {
  executionId: TransitionExecutionId
  imageUrl: string
}

/** The runtime's exit code for it, and as many lines as it may print of it. */
const ENVIRONMENT_IS_WRONG = 78
const LINES_KEPT = 20

/** What a container gets whose transition doesn't say: a quarter of a core, and MiB. */
const DEFAULT_SIZE = { cpu: 256, memory: 512 }

/** Starts containers by the launchers, and writes their lines to their logs. */
export function createContainers({
  store,
  clock,
  keyring,
  launchers,
  onEvent,
  onSecrets,
  onEnd,
  onError,
}: ContainersOptions): Containers {
  const running = new Map<TransitionExecutionId, { stop: AbortController; ended: Promise<void> }>()

  /** Secrets first: on a clash the transition's own `environment` wins, and the ids over both. */
  async function environmentOf(
    executionId: string,
    parameters: DockerParameters,
  ): Promise<Pick<Job, 'environment' | 'secretNames'>> {
    const variables: Record<string, string> = {}
    for (const secretId of parameters.environmentSecrets ?? []) {
      Object.assign(variables, await secretData({ store, keyring }, secretId))
    }
    const own = parameters.environment ?? {}
    const secretNames = new Set(Object.keys(variables).filter((name) => !Object.hasOwn(own, name)))
    await onSecrets(executionId, secretsOf(variables, secretNames))
    const told = secretNames.size > 0 && { [SECRET_VARIABLES]: Array.from(secretNames).join(',') }
    return { environment: { ...variables, ...own, ...told }, secretNames }
  }

  async function registryOf({ secretId }: DockerParameters): Promise<RegistryCredentials | undefined> {
    if (secretId === undefined) return undefined
    const { username, password } = await secretData({ store, keyring }, secretId)
    if (username !== undefined && password !== undefined) return { username, password }
    throw new LaunchError(
      `the secret ${secretId} of parameters.secretId lacks the keys username and password`,
    )
  }

  const launcherOf = (imageUrl: string) => launchers.find(({ accepts }) => accepts(imageUrl))

  async function launch(
    { transition, executionId }: Start,
    job: Pick<Job, 'onStart' | 'onLost' | 'onLine' | 'signal'>,
  ): Promise<Exit> {
    const parameters = DockerParameters.parse(transition.parameters)
    const { imageUrl, cpu = DEFAULT_SIZE.cpu, memory = memoryOf(transition) } = parameters
    const launcher = launcherOf(imageUrl)
    if (!launcher) throw new LaunchError(`no launcher of this platform starts ${imageUrl}`)
    const { environment, secretNames } = await environmentOf(executionId, parameters)
    return launcher.launch({
      ...job,
      executionId,
      imageUrl,
      environment: { ...environment, TRANSITION_ID: transition.transitionId, EXECUTION_ID: executionId },
      secretNames,
      cpu,
      memory,
      registry: await registryOf(parameters),
    })
  }

  async function run(start: Start, signal: AbortSignal): Promise<void> {
    const { transition, executionId, logId } = start
    const log = createLogWriter(store, logId)
    const write = (message: string) => {
      const event = { timestamp: clock.now(), message }
      log.add(event)
      onEvent({ type: 'log', executionId, event })
    }
    // A recovered container prints its log again from the first line.
    let known = (await store.getEvents(logId)).length
    const lines: string[] = []
    const onLine = (line: string) => {
      lines.push(line)
      if (lines.length > LINES_KEPT) lines.shift()
      if (known > 0) known -= 1
      else write(line)
    }
    let hasStarted = false
    const onStart = () => {
      hasStarted = true
      start.onStart()
    }
    const onLost = () => {
      write('The container was lost with its node: another takes its place')
      start.onLost()
    }
    let end: string
    let exit: Exit | undefined
    try {
      exit = await launch(start, { onStart, onLost, onLine, signal })
      end = `The container ${describeExit(exit, memoryOf(transition))} without an outcome${adviceFor(exit, lines)}`
    } catch (error) {
      end = `The container ${hasStarted ? 'was lost' : 'could not be started'}: ${messageOf(error)}`
      write(end)
    }
    await log.flush().catch(onError)
    await onEnd(executionId, end, exit)
    onEvent({ type: 'exited', executionId })
  }

  return {
    start(start) {
      const { executionId } = start
      const stop = new AbortController()
      const ended = run(start, stop.signal)
        .catch(onError)
        .finally(() => running.delete(executionId))
      running.set(executionId, { stop, ended })
    },

    watched: () => [...running.keys()],

    async tidy(isOutlived) {
      for (const { isShared, tidy } of launchers) if (isShared) await tidy?.(isOutlived)
    },

    async recover(candidates, of) {
      const [there, lost] = [new Set<string>(), new Set<string>()]
      for (const launcher of launchers) {
        if (!launcher.recover || (of === 'any platform' && !launcher.isShared)) continue
        const wanted = candidates.filter(({ imageUrl }) => launcherOf(imageUrl) === launcher)
        try {
          const found = await launcher.recover(new Set(wanted.map(({ executionId }) => executionId)))
          for (const { executionId } of wanted) (found.has(executionId) ? there : lost).add(executionId)
        } catch (error) {
          // A launcher that can't look knows nothing: those executions live or end by their heartbeats.
          if (!(error instanceof LaunchError)) throw error
        }
      }
      return { there, lost }
    },

    stop: (executionId) => running.get(executionId)?.stop.abort(),
    async stopAll() {
      for (const { stop } of running.values()) stop.abort()
      await Promise.allSettled(Array.from(running.values(), ({ ended }) => ended))
      for (const launcher of launchers) await launcher.close?.()
    },
  }
}

/**
 * What a container says of its environment, where that is why it ended: it could not report it as an outcome. Of credentials
 * it is told how to give them.
 */
function adviceFor({ code }: Exit, lines: readonly string[]): string {
  const problems = lines.filter((line) => /^[A-Z][A-Z_]+ is /.test(line))
  if (code !== ENVIRONMENT_IS_WRONG || problems.length === 0) return ''
  const isAboutCredentials = problems.some((line) => line.startsWith('LAS_'))
  const advice = 'Put credentials into a secret, and name that in the environmentSecrets of the transition'
  return `: its environment is wrong. ${problems.join('; ')}${isAboutCredentials ? `. ${advice}` : ''}`
}

function memoryOf({ parameters }: Transition): number {
  return DockerParameters.safeParse(parameters).data?.memory ?? DEFAULT_SIZE.memory
}

function describeExit({ code, signal, outOfMemory }: Exit, memory: number): string {
  const how = signal === null ? `exited with code ${code}` : `was ended by ${signal}`
  return outOfMemory ? `ran out of its ${memory} MiB of memory and ${how}` : how
}
