import { streamSSE } from 'hono/streaming'
import type { Clock } from '../../contract/index.ts'
import type { PlatformEvent } from '../events.ts'
import type { WebContext } from './env.ts'

/** Changes that come within this time, in milliseconds, are told together. */
const TOGETHER_MS = 250
/** A stream says something at least this often, in milliseconds, so that nobody on the way closes it. */
const ALIVE_MS = 15_000
/** More ids than this are not listed: everything may have changed. */
const IDS_LISTED = 100

/** Tells browsers what changes, as server-sent events. */
export interface Live {
  stream(context: WebContext): Response
  notice(event: PlatformEvent): void
  stop(): void
}

/** One browser that listens. */
interface Listener {
  changed: Set<string>
  wake: () => void
}

export function createLive(clock: Clock): Live {
  const listeners = new Set<Listener>()
  const stopping = new AbortController()

  return {
    stream(context) {
      // What is on its way through a proxy is not to be gathered there.
      context.header('X-Accel-Buffering', 'no')
      return streamSSE(context, async (stream) => {
        const ended = new AbortController()
        const signal = AbortSignal.any([ended.signal, stopping.signal])
        const listener: Listener = { changed: new Set(), wake: () => {} }
        listeners.add(listener)
        stream.onAbort(() => ended.abort())
        signal.addEventListener('abort', () => listener.wake())
        await stream.writeSSE({ event: 'hello', data: '' })
        while (!signal.aborted) {
          const woken = new Promise<void>((resolve) => (listener.wake = resolve))
          const pause = new AbortController()
          const quiet = clock.sleep(ALIVE_MS, AbortSignal.any([signal, pause.signal])).catch(() => undefined)
          if (listener.changed.size === 0) await Promise.race([woken, quiet])
          pause.abort()
          if (listener.changed.size > 0) await clock.sleep(TOGETHER_MS, signal).catch(() => undefined)
          if (signal.aborted) break
          const ids = [...listener.changed]
          listener.changed.clear()
          const data = ids.length > IDS_LISTED ? '*' : ids.join(' ')
          await stream.writeSSE(data === '' ? { event: 'alive', data: '' } : { event: 'change', data })
        }
        listeners.delete(listener)
      })
    },
    notice(event) {
      const id = 'execution' in event ? event.execution.executionId : event.executionId
      for (const { changed, wake } of listeners) {
        changed.add(id)
        wake()
      }
    },
    stop: () => stopping.abort(),
  }
}
