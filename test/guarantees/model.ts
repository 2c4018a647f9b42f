// What the property test of `supervise` runs it against: a platform and a handler that do all that theirs could.
import {
  AccessDeniedError,
  ConnectionError,
  LimitError,
  PlatformError,
  RequestRefusedError,
} from '../../client/index.ts'
import type { ExecutionStatus, TransitionExecution } from '../../contract/index.ts'
import type { VirtualClock } from '../../testing/virtual-clock.ts'
import { unsuccessful, type Outcome } from '../../runtime/outcome.ts'
import type { ExecutionApi } from '../../runtime/supervisor/execution-api.ts'
import type { HandlerEnd } from '../../runtime/supervisor/handler-process.ts'
import type { Supervision } from '../../runtime/supervisor/supervise.ts'

/** What may happen to one call: whether the platform takes it, and what the caller hears. */
export const FAULTS = [
  'none',
  'refused connection',
  'lost request',
  'lost answer',
  'stalled request',
  'stalled answer',
  '429',
  '429 for a minute',
  '500 untaken',
  '500 taken',
  '400',
  '403',
] as const
export type Fault = (typeof FAULTS)[number]

/** Faults that let the platform act all the same. */
export const TAKEN: ReadonlySet<Fault> = new Set(['none', 'lost answer', 'stalled answer', '500 taken'])
const HEARTBEAT_LIMIT_MS = 60_000

export interface PlatformScript {
  /** Of each call, in order; afterwards `afterwards`. */
  faults: readonly Fault[]
  afterwards: Fault
  timeoutInSeconds: number
  /** When somebody else ends the execution, in milliseconds from the start. */
  endedElsewhereAt: number | undefined
}

/** A platform with one execution, by the rules of the real one. */
export class ModelPlatform {
  status: ExecutionStatus = 'running'
  /** What it took from the runtime. */
  taken: Outcome | undefined
  /** Whether it refused an output of the runtime's. */
  refusedOutput = false
  /** Every outcome that was sent, taken or not. */
  readonly sent: Outcome[] = []
  readonly heartbeatsAt: number[] = []
  /** Whether the runtime has been told, when it asked, that the execution has ended. */
  isLost = false
  readonly #clock: VirtualClock
  readonly #script: PlatformScript
  readonly #start: number
  #calls = 0
  #lastHeartbeat: number

  constructor(clock: VirtualClock, script: PlatformScript) {
    this.#clock = clock
    this.#script = script
    this.#start = clock.now()
    this.#lastHeartbeat = this.#start
  }

  readonly api: ExecutionApi = {
    get: (options) =>
      this.#call(options?.timeoutMs, () => {
        this.isLost ||= this.status !== 'running'
        return this.#execution()
      }),
    timeoutInSeconds: () => this.#call(undefined, () => this.#script.timeoutInSeconds),
    heartbeat: async (_body, options) => {
      this.heartbeatsAt.push(this.#clock.now())
      await this.#call(options?.timeoutMs, () => {
        this.#refuseUnlessRunning()
        this.#lastHeartbeat = this.#clock.now()
      })
    },
    finish: async (outcome, options) => {
      this.sent.push(outcome)
      await this.#call(options?.timeoutMs, () => {
        this.#refuseUnlessRunning()
        this.status = outcome.status
        this.taken = outcome
      })
    },
  }

  /** What the clock has done to the execution by now. */
  settle(): void {
    if (this.status !== 'running') return
    const now = this.#clock.now()
    const { endedElsewhereAt = Infinity, timeoutInSeconds } = this.#script
    const silent = now - this.#lastHeartbeat > HEARTBEAT_LIMIT_MS
    if (now >= this.#start + endedElsewhereAt || now >= this.#start + timeoutInSeconds * 1000 || silent)
      this.status = 'failed'
  }

  #execution(): TransitionExecution {
    const id = '0'.repeat(32)
    return {
      transitionId: `las:transition:${id}`,
      executionId: `las:transition-execution:${id}`,
      status: this.status,
      input: {},
      startTime: new Date(this.#start).toISOString(),
      completedBy: null,
    }
  }

  #refuseUnlessRunning(): void {
    if (this.status !== 'running')
      throw new RequestRefusedError({ ...exchange, status: 400 }, 'answered 400: not running')
  }

  async #call<T>(timeoutMs = 30_000, act: () => T): Promise<T> {
    const fault = this.#script.faults[this.#calls] ?? this.#script.afterwards
    this.#calls += 1
    this.settle()
    const answer = TAKEN.has(fault) ? act() : undefined
    if (fault === 'none') return answer as T
    if (fault.startsWith('stalled')) await this.#clock.sleep(timeoutMs)
    this.refusedOutput ||= fault === '400' && this.sent.length > 0
    throw failures[fault]()
  }
}

export const exchange = { method: 'CALL', path: '/' }
const unanswered = () => new ConnectionError(exchange, 'had no answer')
/** What the caller hears of each. */
export const failures: Record<Exclude<Fault, 'none'>, () => Error> = {
  'refused connection': unanswered,
  'lost request': unanswered,
  'lost answer': unanswered,
  'stalled request': unanswered,
  'stalled answer': unanswered,
  '429': () => new LimitError({ ...exchange, status: 429 }, 'answered 429', 1000),
  '429 for a minute': () => new LimitError({ ...exchange, status: 429 }, 'answered 429', 60_000),
  '500 untaken': () => new PlatformError({ ...exchange, status: 500 }, 'answered 500'),
  '500 taken': () => new PlatformError({ ...exchange, status: 500 }, 'answered 500'),
  '400': () => new RequestRefusedError({ ...exchange, status: 400, apiMessage: 'no' }, 'answered 400: no'),
  '403': () => new AccessDeniedError({ ...exchange, status: 403 }, 'answered 403'),
}

export interface HandlerScript {
  ends: 'returns' | 'throws' | 'rejects' | 'dies' | 'never'
  afterMs: number
  onAbort: 'goes on' | 'returns' | 'throws'
}

/** A handler process that does what its script says, on the virtual clock. */
export function modelHandler(clock: VirtualClock, { ends, afterMs, onAbort }: HandlerScript) {
  const { promise: end, resolve } = Promise.withResolvers<HandlerEnd>()
  const state = { hasReported: false, killed: false, returnedAt: undefined as number | undefined }
  const finish = (how: HandlerScript['ends'] | HandlerScript['onAbort']) => {
    if (state.hasReported || state.killed) return
    if (how === 'dies') {
      state.killed = true
      resolve({ type: 'died', code: 1, signal: null })
    }
    if (how === 'never' || how === 'goes on' || how === 'dies') return
    state.hasReported = true
    if (how === 'returns') state.returnedAt = clock.now()
    const outcome: Outcome =
      how === 'returns'
        ? { status: 'succeeded', output: { truth: true } }
        : unsuccessful(how === 'rejects' ? 'rejected' : 'failed', `the handler ${how}`)
    resolve({ type: 'report', outcome, thrown: how === 'throws', peakRssBytes: 0 })
  }
  const handler: Supervision['handler'] = {
    run: () => void clock.sleep(afterMs).then(() => finish(ends)),
    abort: () => finish(onAbort),
    kill: () => {
      state.killed = true
      resolve({ type: 'died', code: null, signal: 'SIGKILL' })
    },
    get hasReported() {
      return state.hasReported
    },
    end,
  }
  return { handler, state }
}
