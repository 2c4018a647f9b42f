import type { Instance } from './instances.ts'
import { recoverExecutions, takeOver, type RecoverOptions } from './recover-executions.ts'
import type { Store } from './store/store.ts'

/** A container has this long, in milliseconds, to end by itself after its execution's end. */
const PATIENCE_MS = 30_000
/** How often it is looked for those that don't, in milliseconds. */
const LOOK_EVERY_MS = 5000

/** The executions that this platform did not start: those of its earlier life, or of others that are gone. */
export interface TakingUp {
  /** Resolves once those of an earlier life are taken up. Until then nothing new is launched. */
  readonly recovered: Promise<void>
  /** Takes over what others have left, and stops the containers whose executions others have ended. */
  look(now: number): Promise<void>
}

/** @param isShared whether other platforms may use the store */
export function takeUpExecutions(
  recovery: RecoverOptions,
  {
    instance,
    isShared,
    onError,
  }: { instance: Instance; isShared: boolean; onError: (error: unknown) => void },
): TakingUp {
  const { store, containers } = recovery
  const found = isShared ? containers.recover([], 'this platform') : recoverExecutions(recovery)
  const recovered = found.then(() => undefined, onError)
  let lookedAt = 0

  return {
    recovered,
    async look(now) {
      await recovered
      for (const gone of await instance.look()) {
        if (isShared) await takeOver(gone, recovery)
        await instance.forget(gone)
      }
      if (!isShared || now < lookedAt + LOOK_EVERY_MS) return
      lookedAt = now
      const isForgotten = (executionId: string) => isLongOver(store, executionId, now)
      for (const executionId of containers.watched())
        if (await isForgotten(executionId)) containers.stop(executionId)
      await containers.tidy(isForgotten)
    },
  }
}

/** Another platform that ends an execution can't stop a container that is watched here, nor one that ended can. */
async function isLongOver(store: Store, executionId: string, now: number): Promise<boolean> {
  const execution = await store.get('executions', executionId)
  if (execution?.status === 'running') return false
  return now - Date.parse(execution?.endTime ?? '1970-01-01') > PATIENCE_MS
}
