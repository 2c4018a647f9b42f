import type { Note } from '../store/notes.ts'
import type { Store } from '../store/store.ts'

/** Keeps notes. */
export interface NoteWriter {
  add(note: Note): void
  /** Resolves once all that was added is kept. */
  flush(): Promise<void>
}

/** Notes that come together are written together, after the answers that they are about. */
export function createNoteWriter(store: Store, onError: (error: unknown) => void): NoteWriter {
  let waiting: Note[] = []
  let writing = Promise.resolve()

  async function writeWaiting(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    const notes = waiting
    waiting = []
    await store.appendNotes(notes)
  }

  return {
    add(note) {
      if (waiting.length === 0) writing = writing.then(writeWaiting).catch(onError)
      waiting.push(note)
    },
    flush: () => writing,
  }
}
