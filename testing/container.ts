import type { Clock, TransitionExecutionId } from '../contract/index.ts'
import { EnvironmentError, readEnvironment } from '../runtime/environment.ts'
import { ExitCode } from '../runtime/exit-codes.ts'
import type { LoadedTransition } from '../runtime/handler/load.ts'
import { PULSE_INTERVAL_MS } from '../runtime/messages.ts'
import type { ContainerMemory } from '../runtime/supervisor/cgroup.ts'
import { interruption } from '../runtime/supervisor/signals.ts'
import type { Exchange } from '../runtime/supervisor/exchange.ts'
import { createLeanHttp } from '../runtime/supervisor/lean-http.ts'
import { createStop } from '../runtime/supervisor/stop.ts'
import { supervisorMain } from '../runtime/supervisor/supervisor-main.ts'
import { createVitalSigns } from '../runtime/supervisor/vital-signs.ts'
import { startInProcessHandler } from './in-process/in-process-handler.ts'
import { startForkedHandler } from './process/forked-handler.ts'
import type { SentRequest } from './run-result.ts'
import type { Line } from './transport.ts'

/** What an empty container uses, in bytes. */
const BASE_MEMORY = 64 * 2 ** 20

/** A container that is none: the real runtime, in this process. */
export interface Container {
  /** Resolves with its exit code. */
  readonly exited: Promise<ExitCode>
  readonly isOver: boolean
  /** Whether its handler works, and does not only wait for its client to try again: nobody else can tell how long it takes. */
  readonly isAtWork: boolean
  /** What the handler has asked of the API so far. */
  readonly requests: SentRequest[]
  /** What the runtime has. */
  readonly runtimeRequests: SentRequest[]
  /** What was given to `progress()` so far. */
  readonly progress: unknown[]
  /** The way of its handler's calls. */
  readonly exchange: Exchange | undefined
  /** Sends it a signal, as `docker stop` does. */
  interrupt(signal: 'SIGTERM' | 'SIGINT'): void
  /** As SIGTERM, but without any grace. */
  stop(): void
  /** The kernel kills the handler for want of memory. */
  killForMemory(): void
  /** Says how much memory it uses from now on, in bytes. */
  useMemory(bytes: number): void
}

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
  /** Called when its handler has begun to work or to wait, and when it has ended. */
  onWork: () => void
  /** What it may use, in bytes. */
  memoryLimit: number
}

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
  /** The clock of the handler's client, which tells when that waits. */
  const patience: Clock = {
    now: () => clock.now(),
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
  const line = { by: 'handler', requests, isCut: () => !state.hasHandler, clock: patience } as const
  const exchange = connect(line)
  const listener = {
    onProgress: (detail: unknown) => {
      progress.push(detail)
      vitalSigns.noteProgress(detail)
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
        edges: { clock, http: createLeanHttp(patience, exchange) },
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
      if (!ended.signal.aborted) vitalSigns.notePulse({ type: 'pulse', lagMs: 0, rssBytes: use.memory })
    }
  }

  const output = {
    write: (lines: string) => lines.split('\n').forEach((line) => line !== '' && onLine(line)),
    throttle: () => undefined,
    flush: () => Promise.resolve(),
  }
  const ownLine = { by: 'runtime', requests: runtimeRequests, isCut: () => false, clock } as const
  const edges = { clock, output, http: createLeanHttp(clock, connect(ownLine)) }
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
    interrupt: (signal) => stop.order(interruption(signal, environment.graceMs)),
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
