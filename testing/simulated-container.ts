import type { Exchange } from '../client/exchange.ts'
import type { Clock, TransitionExecutionId } from '../contract/index.ts'
import { EnvironmentError, readEnvironment } from '../runtime/environment.ts'
import { ExitCode } from '../runtime/exit-codes.ts'
import type { LoadedTransition } from '../runtime/handler/load.ts'
import { PULSE_INTERVAL_MS } from '../runtime/messages.ts'
import type { ContainerMemory } from '../runtime/supervisor/cgroup.ts'
import { interruption } from '../runtime/supervisor/signals.ts'
import { createStop } from '../runtime/supervisor/stop.ts'
import { supervisorMain } from '../runtime/supervisor/supervisor-main.ts'
import { createVitalSigns } from '../runtime/supervisor/vital-signs.ts'
import { startInProcessHandler } from './in-process/in-process-handler.ts'
import { startForkedHandler } from './process/forked-handler.ts'
import type { SentRequest } from './run-result.ts'
import type { Line } from './transport.ts'

/** What an empty container uses, in bytes. */
const BASE_MEMORY = 64 * 2 ** 20

/** The real runtime in this process, in place of a container. */
export interface Container {
  /** Resolves with its exit code. */
  readonly exited: Promise<ExitCode>
  readonly isOver: boolean
  /** Whether its handler works. False while its client only waits to retry: that wait is on the clock. */
  readonly isAtWork: boolean
  /** What the handler has asked of the API so far. */
  readonly requests: SentRequest[]
  /** What the runtime has. */
  readonly runtimeRequests: SentRequest[]
  /** What was given to `progress()` so far. */
  readonly progress: unknown[]
  /** Sends its handler's calls. */
  readonly exchange: Exchange | undefined
  /** Sends it a signal, as `docker stop` does. */
  interrupt(signal: 'SIGTERM' | 'SIGINT'): void
  /** As SIGTERM, but without a grace period. */
  stop(): void
  /** The kernel kills the handler for want of memory. */
  killForMemory(): void
  /** Says how much memory it uses from now on, in bytes. */
  useMemory(bytes: number): void
}

/** What a container has: variables, a handler, a way to the platform. */
export interface ContainerOptions {
  executionId: TransitionExecutionId
  /** All its variables. */
  variables: Readonly<Record<string, string>>
  /** Loads the transition, which then runs in this process; without it the handler has a process of its own. */
  load?: () => Promise<LoadedTransition>
  clock: Clock
  connect: (line: Line) => Exchange
  /** Called with each line that it prints. */
  onLine: (line: string) => void
  /** Called when its handler starts to work or to wait, and when it ends. */
  onWork: () => void
  /** Its memory limit, in bytes. */
  memoryLimit: number
}

/** Runs the real runtime in this process, as a container would. */
export function startContainer(options: ContainerOptions): Container {
  const { executionId, variables, load, clock, connect, onLine, onWork, memoryLimit } = options
  const requests: SentRequest[] = []
  const runtimeRequests: SentRequest[] = []
  const progress: unknown[] = []
  const stop = createStop()
  const use = { memory: BASE_MEMORY, oomKills: 0 }
  const memory: ContainerMemory = {
    limit: memoryLimit,
    used: () => use.memory,
    oomKills: () => use.oomKills,
  }
  const idle = {
    requests,
    runtimeRequests,
    progress,
    exchange: undefined,
    isAtWork: false,
    isOver: true,
    interrupt: () => undefined,
    stop: () => undefined,
    killForMemory: () => undefined,
    useMemory: () => undefined,
  }

  let environment: ReturnType<typeof readEnvironment>
  try {
    environment = readEnvironment(variables)
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    for (const problem of error.problems) onLine(problem)
    return { ...idle, exited: Promise.resolve(ExitCode.environment) }
  }

  const vitalSigns = createVitalSigns(clock)
  const state = { hasHandler: true, isOver: false, waits: 0 }
  /** The clock of the handler's client. It shows when the client waits. */
  const waitingClock: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    async sleep(ms, signal) {
      state.waits += 1
      onWork()
      try {
        await clock.sleep(ms, signal)
      } finally {
        state.waits -= 1
      }
    },
  }
  const line = { by: 'handler', requests, isCut: () => !state.hasHandler, clock: waitingClock } as const
  const exchange = connect(line)
  const listener = {
    onProgress: (detail: unknown) => {
      progress.push(detail)
      vitalSigns.recordProgress(detail)
    },
    onMemory: (bytes: number) => {
      use.memory = bytes
    },
    onWork,
  }
  const handler = load
    ? startInProcessHandler({
        ...listener,
        load,
        environment,
        variables,
        edges: { clock: waitingClock, exchange },
      })
    : startForkedHandler({ ...listener, variables, memory })
  const ended = new AbortController()
  void handler.end.then(() => {
    state.hasHandler = false
    ended.abort()
    onWork()
  })
  void pulse()

  /** The event loop turns: it is this process's own. */
  async function pulse(): Promise<void> {
    while (!ended.signal.aborted) {
      await clock.sleep(PULSE_INTERVAL_MS, ended.signal).catch(() => undefined)
      if (!ended.signal.aborted) vitalSigns.recordPulse({ type: 'pulse', lagMs: 0, rssBytes: use.memory })
    }
  }

  const output = {
    write: (lines: string) => lines.split('\n').forEach((line) => line !== '' && onLine(line)),
    throttle: () => undefined,
    flush: () => Promise.resolve(),
  }
  const ownLine = { by: 'runtime', requests: runtimeRequests, isCut: () => false, clock } as const
  const edges = { clock, output, exchange: connect(ownLine) }
  return {
    ...idle,
    exchange,
    exited: supervisorMain({
      environment,
      executionId,
      variables,
      handler,
      vitalSigns,
      memory,
      stop,
      edges,
    }).finally(() => {
      state.isOver = true
      onWork()
    }),
    get isOver() {
      return state.isOver
    },
    get isAtWork() {
      return handler.isAtWork && state.waits === 0
    },
    interrupt: (signal) => stop.order(interruption(signal, environment.gracePeriodMs)),
    stop: () => stop.order(interruption('SIGTERM', 0)),
    killForMemory() {
      use.oomKills += 1
      handler.die()
    },
    useMemory: (bytes) => {
      use.memory = bytes
    },
  }
}
