import type { StateOptions } from '../../platform/state.ts'

/** Where embedded platforms keep their state. */
export interface EmbeddedStore {
  /** An empty one for a platform. Disposing of it gives it back. */
  open(): Promise<{ options: StateOptions } & Disposable>
  /** Lets everything run that waits for the store, and for what else does not wait for the clock. */
  settle?: () => Promise<void>
}

const inMemory: EmbeddedStore = {
  open: async () => ({ options: {}, [Symbol.dispose]: () => undefined }),
}
let current = inMemory

/** The one in use: in memory, unless `useStore` has said otherwise. */
export const embeddedStore = (): EmbeddedStore => current

/** Makes the embedded platforms of this test file keep their state there; undefined: in memory again. */
export function useStore(store: EmbeddedStore | undefined): void {
  current = store ?? inMemory
}
