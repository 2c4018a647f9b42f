import type { Clock } from '../../contract/index.ts'
import type { Keyring } from '../access/keyring.ts'
import type { PlatformEvent } from '../executions/events.ts'
import type { HistoryEntry } from '../store/history-entries.ts'
import type { Store } from '../store/store.ts'
import { createHistoryWriter } from './history-writer.ts'
import { createMasks } from './masks.ts'
import { withoutSecrets, type ObservedCall } from './redact.ts'

/** So many heartbeats of an execution are kept one by one; of twice as many every other one, and so on. */
const HEARTBEATS_KEPT = 200
/** How many API calls of an execution are kept. */
const CALLS_KEPT = 300
/** How many characters of JSON they may come to. */
const CALL_CHARACTERS_KEPT = 1_000_000

/** What happened to executions, as far as their rows and logs don't say it. */
export interface History {
  /** Records what an event tells. */
  record(event: PlatformEvent): void
  /** From now on, no call of an execution's handler is kept with these in it. */
  hide(executionId: string, secrets: readonly string[]): Promise<void>
  /** The secrets that an execution's container has, as far as they are known. */
  secretsOf(executionId: string): Promise<string[]>
  /** Records an API call of an execution's handler. */
  recordCall(executionId: string, call: ObservedCall): void
  /** The history of an execution, oldest entry first. */
  of(executionId: string): Promise<HistoryEntry[]>
  /** Resolves once all is kept. */
  stop(): Promise<void>
}

/** How much of an execution was recorded since it started, or since this platform did. */
interface Count {
  heartbeats: number
  calls: number
  characters: number
  leftOut: number
}

/** Keeps what happens to executions, without their secrets. */
export function createHistory({
  store,
  clock,
  keyring,
  onError,
}: {
  store: Store
  clock: Clock
  keyring: Keyring
  onError: (error: unknown) => void
}): History {
  const writer = createHistoryWriter(store, onError)
  const masks = createMasks({ store, keyring })
  const counts = new Map<string, Count>()

  function countOf(executionId: string): Count {
    const count = counts.get(executionId) ?? { heartbeats: 0, calls: 0, characters: 0, leftOut: 0 }
    counts.set(executionId, count)
    return count
  }

  /** A mask may have to be read from the store first: what is recorded keeps its order. */
  let recording = Promise.resolve()
  const inTurn = (act: () => Promise<void> | void) => void (recording = recording.then(act).catch(onError))

  async function recordEvent(event: PlatformEvent, at: number): Promise<void> {
    if (event.type === 'launched') writer.add({ executionId: event.executionId, at, kind: 'launched' })
    if (event.type === 'heartbeat') {
      const { executionId, body } = event
      const count = countOf(executionId)
      if (!isKept((count.heartbeats += 1))) return
      const hasText = Object.keys(body).length > 0
      const mask = hasText ? await masks.of(executionId) : undefined
      writer.add({ executionId, at, kind: 'heartbeat', body: mask?.applyTo(body) ?? {} })
    }
    if (event.type === 'ended') {
      const { executionId } = event.execution
      const { leftOut } = countOf(executionId)
      if (leftOut > 0) writer.add({ executionId, at, kind: 'calls left out', count: leftOut })
      counts.delete(executionId)
      masks.forget(executionId)
    }
  }

  async function keepCall(executionId: string, call: ObservedCall, at: number): Promise<void> {
    const count = countOf(executionId)
    const text = JSON.stringify(withoutSecrets(call))
    const mask = await masks.of(executionId)
    if (!mask || count.calls >= CALLS_KEPT || count.characters + text.length > CALL_CHARACTERS_KEPT) {
      count.leftOut += 1
      return
    }
    const kept: ObservedCall = mask.applyTo(JSON.parse(text))
    count.calls += 1
    count.characters += text.length
    writer.add({ executionId, at, kind: 'call', ...kept })
  }

  async function flush(): Promise<void> {
    await recording
    await writer.flush()
  }

  return {
    record(event) {
      const at = clock.now()
      inTurn(() => recordEvent(event, at))
    },
    hide: (executionId, secrets) => masks.add(executionId, secrets, clock.now()),
    secretsOf: masks.secretsOf,
    recordCall(executionId, call) {
      const at = clock.now() - call.durationMs
      inTurn(() => keepCall(executionId, call, at))
    },
    of: async (executionId) => {
      await flush()
      return (await store.getHistory(executionId)).filter(({ kind }) => kind !== 'secrets')
    },
    stop: flush,
  }
}

/** Whether the heartbeat of this number is kept: ever fewer, so that all of them are never many. */
function isKept(number: number): boolean {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(number / HEARTBEATS_KEPT)) + 1)
  return number <= HEARTBEATS_KEPT || number % step === 0
}
