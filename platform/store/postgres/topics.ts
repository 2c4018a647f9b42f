import { setTimeout as delay } from 'node:timers/promises'
import type { Store } from '../store.ts'
import type { Database } from './database.ts'

/** The channel of LISTEN and NOTIFY; what is told is the topic. */
const CHANNEL = 'docker_transition'
/** From the end of one connection that listens to the next, in milliseconds. */
const RECONNECT_MS = 1000

/**
 * Topics by LISTEN and NOTIFY, with a connection of its own once somebody listens. Nothing depends on it: by way of a pooler
 * in transaction mode nothing is heard, and while the connection is lost topics are missed.
 */
export function createTopics(database: Database): Pick<Store, 'notify' | 'listen'> & AsyncDisposable {
  const told = new Set<string>()
  const stopping = new AbortController()
  const listeners = new Set<(topic?: string) => void>()
  let writing = Promise.resolve()
  let listening: Promise<void> | undefined

  /** What was told in one turn of the event loop is one statement. */
  async function write(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    const topics = JSON.stringify([...told])
    told.clear()
    const text = 'SELECT pg_notify(?, value) FROM json_array_elements_text(?::json)'
    // Whoever waits for it looks for itself after a while.
    await database.write(text, [CHANNEL, topics]).catch(() => undefined)
  }

  async function listen(): Promise<void> {
    while (!stopping.signal.aborted) {
      const onMessage = (topic: string) => listeners.forEach((onTopic) => onTopic(topic))
      const onStart = () => listeners.forEach((onTopic) => onTopic())
      await database.listen(CHANNEL, { onMessage, onStart, signal: stopping.signal }).catch(() => undefined)
      await delay(RECONNECT_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  return {
    notify(topic) {
      if (told.size === 0) writing = writing.then(write)
      told.add(topic)
    },
    listen(onTopic) {
      listeners.add(onTopic)
      listening ??= listen()
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await writing
      await listening
    },
  }
}
