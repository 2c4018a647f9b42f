// What the property test of `work` runs it against: a platform with a manual transition with queued executions.
import { RequestRefusedError, type RequestOptions } from '../../client/index.ts'
import type { TransitionExecution } from '../../contract/index.ts'
import type { Outcome } from '../../runtime/outcome.ts'
import type { ExecutionApi } from '../../runtime/supervisor/execution-api.ts'
import type { ModelTime } from './model-time.ts'
import { exchange, failures, LIES, TAKEN, type Fault } from './model.ts'

const HEARTBEAT_LIMIT_MS = 60_000

/** One execution, by the rules of the real platform. */
export interface QueuedRow {
  id: TransitionExecution['executionId']
  /** When it was claimed last; undefined while it is queued. */
  startedAt: number | undefined
  lastHeartbeat: number
  claims: number
  outcome: Outcome | undefined
  /** Every outcome that was sent, and after which claim. */
  sent: { outcome: Outcome; claims: number }[]
}

export interface QueueFaults {
  /** Of each call, in order; afterwards none fails. */
  faults: readonly Fault[]
  /** How long the answers to claims take, in milliseconds; the platform leases at once. */
  slowMs: readonly number[]
  timeoutInSeconds: number
  /** From when to when no heartbeat gets through, in milliseconds from the start. */
  outage: readonly [number, number]
}

export class ModelQueue {
  readonly rows: QueuedRow[]
  readonly #time: ModelTime
  readonly #script: QueueFaults
  readonly #start: number
  #calls = 0
  #takes = 0

  constructor(time: ModelTime, script: QueueFaults, executions: number) {
    this.#time = time
    this.#script = script
    this.#start = time.platformNow()
    this.rows = Array.from({ length: executions }, (_, index) => ({
      id: `las:transition-execution:${String(index).padStart(32, '0')}`,
      startedAt: undefined,
      lastHeartbeat: 0,
      claims: 0,
      outcome: undefined,
      sent: [],
    }))
  }

  /** Hands out the one that waits longest. */
  readonly claim = async (): Promise<TransitionExecution | undefined> => {
    const taken = await this.#call(15_000, () => {
      const next = this.rows.find(({ startedAt, outcome }) => startedAt === undefined && !outcome)
      if (!next) return undefined
      next.startedAt = this.#time.platformNow()
      next.lastHeartbeat = next.startedAt
      next.claims += 1
      return shown(next)
    })
    await this.#time.clock.sleep(this.#script.slowMs[this.#takes] ?? 0)
    this.#takes += 1
    return taken
  }

  /** Hands out one that is claimed already. */
  repeat(id: string): TransitionExecution {
    return shown(this.row(id))
  }

  api(id: string): ExecutionApi {
    const row = this.row(id)
    const own = row.claims
    const refuseUnlessTaken = () => {
      if (row.outcome || row.startedAt === undefined)
        throw new RequestRefusedError({ ...exchange, status: 400 }, 'answered 400: nobody works on it')
    }
    return {
      get: (options) => this.#call(timeoutOf(options), () => shown(row), LIES),
      timeoutInSeconds: async () => this.#script.timeoutInSeconds,
      heartbeat: async (_body, options) => {
        const [from, to] = this.#script.outage
        const now = this.#time.platformNow() - this.#start
        if (now >= from && now < to) throw failures['refused connection']()
        await this.#call(timeoutOf(options), () => {
          refuseUnlessTaken()
          row.lastHeartbeat = this.#time.platformNow()
        })
      },
      finish: async (outcome, options) => {
        row.sent.push({ outcome, claims: own })
        await this.#call(timeoutOf(options), () => {
          refuseUnlessTaken()
          row.outcome = outcome
        })
      },
    }
  }

  row(id: string): QueuedRow {
    const row = this.rows.find((one) => one.id === id)
    if (!row) throw new Error(`${id} is none of these`)
    return row
  }

  /** Takes back what nobody works on any more. */
  settle(): void {
    const now = this.#time.platformNow()
    for (const row of this.rows) {
      if (row.outcome || row.startedAt === undefined) continue
      const isOver = now >= row.startedAt + this.#script.timeoutInSeconds * 1000
      if (isOver || now >= row.lastHeartbeat + HEARTBEAT_LIMIT_MS) row.startedAt = undefined
    }
  }

  async #call<T>(timeoutMs: number, act: () => T, never: ReadonlySet<Fault> = new Set()): Promise<T> {
    const scripted = this.#script.faults[this.#calls] ?? 'none'
    const fault = never.has(scripted) ? 'none' : scripted
    this.#calls += 1
    this.settle()
    const answer = TAKEN.has(fault) ? act() : undefined
    if (fault === 'none') {
      this.#time.answered()
      return answer as T
    }
    if (fault.startsWith('stalled')) await this.#time.clock.sleep(timeoutMs)
    throw failures[fault]()
  }
}

function shown({ id, startedAt, outcome }: QueuedRow): TransitionExecution {
  return {
    transitionId: `las:transition:${'0'.repeat(32)}`,
    executionId: id,
    status: outcome?.status ?? 'running',
    input: {},
    completedBy: null,
    startTime: startedAt === undefined ? null : new Date(startedAt).toISOString(),
  }
}

function timeoutOf(options?: RequestOptions): number {
  return options?.timeoutMs ?? 30_000
}
