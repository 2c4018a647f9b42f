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
import type { ModelTime } from './model-time.ts'
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
  '503 for a day',
  '500 untaken',
  '500 taken',
  '400',
  '409',
  '410',
  '413',
  '422',
  '403',
  'redirect',
  'untrusted CA',
] as const
export type Fault = (typeof FAULTS)[number]

/** Faults that let the platform act all the same. */
export const TAKEN: ReadonlySet<Fault> = new Set(['none', 'lost answer', 'stalled answer', '500 taken'])
/** Refusals of what was sent. */
const REFUSALS: ReadonlySet<Fault> = new Set(['400', '410', '413', '422'])
/** Faults that end an execution at once: no retry helps. */
export const FINAL: ReadonlySet<Fault> = new Set([...REFUSALS, '403', 'redirect', 'untrusted CA'])
/** What these say of an execution would be a lie. */
export const LIES: ReadonlySet<Fault> = new Set(['409', '410'])
const HEARTBEAT_LIMIT_MS = 60_000

export interface PlatformScript {
  /** Of each call, in order; afterwards `afterwards`. */
  faults: readonly Fault[]
  afterwards: Fault
  timeoutInSeconds: number
  /** When somebody else ends the execution, in milliseconds from the start. */
  endedElsewhereAt: number | undefined
  /** Whether it refuses heartbeats with what the user has said of the progress. */
  refusesProgress: boolean
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
  readonly #time: ModelTime
  readonly #script: PlatformScript
  readonly #start: number
  #calls = 0
  #lastHeartbeat: number

  constructor(time: ModelTime, script: PlatformScript) {
    this.#time = time
    this.#script = script
    this.#start = time.platformNow()
    this.#lastHeartbeat = this.#start
  }

  readonly api: ExecutionApi = {
    get: (options) =>
      this.#call(
        options?.timeoutMs,
        () => {
          this.isLost ||= this.status !== 'running'
          return this.#execution()
        },
        LIES,
      ),
    timeoutInSeconds: () => this.#call(undefined, () => this.#script.timeoutInSeconds),
    heartbeat: async (body, options) => {
      this.heartbeatsAt.push(this.#time.clock.monotonic())
      await this.#call(options?.timeoutMs, () => {
        this.#refuseUnlessRunning()
        if (this.#script.refusesProgress && body['progress']) throw failures['413']()
        this.#lastHeartbeat = this.#time.platformNow()
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
    const now = this.#time.platformNow()
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

  async #call<T>(timeoutMs = 30_000, act: () => T, never: ReadonlySet<Fault> = new Set()): Promise<T> {
    const scripted = this.#script.faults[this.#calls] ?? this.#script.afterwards
    const fault = never.has(scripted) ? 'none' : scripted
    this.#calls += 1
    this.settle()
    const answer = TAKEN.has(fault) ? act() : undefined
    if (fault === 'none') {
      this.#time.answered()
      return answer as T
    }
    if (fault.startsWith('stalled')) await this.#time.clock.sleep(timeoutMs)
    this.refusedOutput ||= REFUSALS.has(fault) && this.sent.length > 0
    throw failures[fault]()
  }
}

export const exchange = { method: 'CALL', path: '/' }
const refused = (status: number) =>
  new RequestRefusedError({ ...exchange, status, apiMessage: 'no' }, `answered ${status}: no`)
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
  '503 for a day': () => new PlatformError({ ...exchange, status: 503 }, 'answered 503', 86_400_000),
  '500 untaken': () => new PlatformError({ ...exchange, status: 500 }, 'answered 500'),
  '500 taken': () => new PlatformError({ ...exchange, status: 500 }, 'answered 500'),
  '400': () => refused(400),
  '409': () => refused(409),
  '410': () => refused(410),
  '413': () => refused(413),
  '422': () => refused(422),
  redirect: () => new PlatformError({ ...exchange, status: 302 }, 'answered 302'),
  'untrusted CA': () => new ConnectionError(exchange, 'had no answer', 'SELF_SIGNED_CERT_IN_CHAIN'),
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
    if (how === 'returns') state.returnedAt = clock.monotonic()
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
