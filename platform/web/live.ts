import { streamSSE } from 'hono/streaming'
import type { Clock } from '../../contract/index.ts'
import type { PlatformEvent } from '../executions/events.ts'
import type { WebContext } from './env.ts'

/** Changes within this time, in milliseconds, are sent in one message. */
const BATCH_MS = 250
/** A stream sends something at least this often, in milliseconds, so that no proxy closes it as idle. */
const KEEP_ALIVE_MS = 15_000
/** More ids than this are not sent one by one: the message then means that anything may have changed. */
const MAX_IDS = 100

/** Sends changes to browsers, as server-sent events. */
export interface Live {
  /** Answers with a stream of changes. */
  stream(context: WebContext): Response
  /** Sends an event's id to every stream. */
  publish(event: PlatformEvent): void
  /** Ends the streams whose sessions have ended. */
  endLoggedOut(): Promise<void>
  /** Ends every stream. */
  stop(): void
}

/** One open stream. */
interface Listener {
  changed: Set<string>
  wake: () => void
  isStillLoggedIn: () => Promise<boolean>
  end: () => void
}

/** Tells open pages what has changed. Nobody listens yet. */
export function createLive(clock: Clock): Live {
  const listeners = new Set<Listener>()
  const stopping = new AbortController()

  return {
    stream(context) {
      // Asks proxies not to buffer the stream.
      context.header('X-Accel-Buffering', 'no')
      return streamSSE(context, async (stream) => {
        const ended = new AbortController()
        const signal = AbortSignal.any([ended.signal, stopping.signal])
        const listener: Listener = {
          changed: new Set(),
          wake: () => {},
          isStillLoggedIn: context.get('isStillLoggedIn'),
          end: () => ended.abort(),
        }
        listeners.add(listener)
        stream.onAbort(() => ended.abort())
        signal.addEventListener('abort', () => listener.wake())
        await stream.writeSSE({ event: 'hello', data: '' })
        while (!signal.aborted) {
          const woken = new Promise<void>((resolve) => (listener.wake = resolve))
          const pause = new AbortController()
          const quiet = clock
            .sleep(KEEP_ALIVE_MS, AbortSignal.any([signal, pause.signal]))
            .catch(() => undefined)
          if (listener.changed.size === 0) await Promise.race([woken, quiet])
          pause.abort()
          if (listener.changed.size > 0) await clock.sleep(BATCH_MS, signal).catch(() => undefined)
          // Another platform on the store may have ended it, or time.
          if (signal.aborted || !(await listener.isStillLoggedIn())) break
          const ids = [...listener.changed]
          listener.changed.clear()
          const data = ids.length > MAX_IDS ? '*' : ids.join(' ')
          await stream.writeSSE(data === '' ? { event: 'alive', data: '' } : { event: 'change', data })
        }
        listeners.delete(listener)
      })
    },
    publish(event) {
      const id = 'execution' in event ? event.execution.executionId : event.executionId
      for (const { changed, wake } of listeners) {
        changed.add(id)
        wake()
      }
    },
    async endLoggedOut() {
      for (const { isStillLoggedIn, end } of listeners) if (!(await isStillLoggedIn())) end()
    },
    stop: () => stopping.abort(),
  }
}
