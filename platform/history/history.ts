import type { Clock } from '../../contract/index.ts'
import { createMask, type Mask } from '../../contract/mask.ts'
import type { PlatformEvent } from '../events.ts'
import type { Note } from '../store/notes.ts'
import type { Store } from '../store/store.ts'
import { createNoteWriter } from './note-writer.ts'
import { withoutSecrets } from './redact.ts'
import type { ObservedCall } from './traffic.ts'

/** So many heartbeats of an execution are kept one by one; of twice as many every other one, and so on. */
const HEARTBEATS_KEPT = 200
/** How many API calls of an execution are kept. */
const CALLS_KEPT = 300
/** How many characters of JSON they may come to. */
const CALL_CHARACTERS_KEPT = 1_000_000

/** What happened to executions, as far as their rows and logs don't say it. */
export interface History {
  /** Notes what an event tells. */
  note(event: PlatformEvent): void
  /** From now on these are kept of no call of an execution's handler. */
  hide(executionId: string, secrets: readonly string[]): void
  /** Notes an API call of an execution's handler. */
  noteCall(executionId: string, call: ObservedCall): void
  /** What is noted of an execution, oldest first. */
  of(executionId: string): Promise<Note[]>
  /** Resolves once all is kept. */
  stop(): Promise<void>
}

/** How much of an execution was noted since it started, or since this platform did. */
interface Count {
  heartbeats: number
  calls: number
  characters: number
  leftOut: number
}

export function createHistory({
  store,
  clock,
  onError,
}: {
  store: Store
  clock: Clock
  onError: (error: unknown) => void
}): History {
  const writer = createNoteWriter(store, onError)
  const counts = new Map<string, Count>()
  const masks = new Map<string, Mask>()

  function countOf(executionId: string): Count {
    const count = counts.get(executionId) ?? { heartbeats: 0, calls: 0, characters: 0, leftOut: 0 }
    counts.set(executionId, count)
    return count
  }

  return {
    note(event) {
      if (event.type === 'launched')
        writer.add({ executionId: event.executionId, at: clock.now(), kind: 'launched' })
      if (event.type === 'heartbeat') {
        const { executionId, body } = event
        const count = countOf(executionId)
        if (isKept((count.heartbeats += 1)))
          writer.add({ executionId, at: clock.now(), kind: 'heartbeat', body })
      }
      if (event.type === 'ended') {
        const { executionId } = event.execution
        const { leftOut } = countOf(executionId)
        if (leftOut > 0) writer.add({ executionId, at: clock.now(), kind: 'calls left out', count: leftOut })
        counts.delete(executionId)
        masks.delete(executionId)
      }
    },

    hide: (executionId, secrets) => void masks.set(executionId, createMask(secrets)),

    noteCall(executionId, call) {
      const count = countOf(executionId)
      const text = JSON.stringify(withoutSecrets(call))
      const kept: ObservedCall = JSON.parse(masks.get(executionId)?.apply(text) ?? text)
      const size = text.length
      if (count.calls >= CALLS_KEPT || count.characters + size > CALL_CHARACTERS_KEPT) {
        count.leftOut += 1
        return
      }
      count.calls += 1
      count.characters += size
      writer.add({ executionId, at: clock.now() - call.durationMs, kind: 'call', ...kept })
    },

    of: async (executionId) => {
      await writer.flush()
      return store.getNotes(executionId)
    },
    stop: () => writer.flush(),
  }
}

/** Whether the heartbeat of this number is kept: ever fewer, so that all of them are never many. */
function isKept(number: number): boolean {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(number / HEARTBEATS_KEPT)) + 1)
  return number <= HEARTBEATS_KEPT || number % step === 0
}
