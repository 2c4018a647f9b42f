import type { Clock } from '../contract/index.ts'
import { isDue } from './executions/deadlines.ts'
import type { Store } from './store/store.ts'
import { watch, type Watch } from './watch.ts'

/** How many rows of a table one sweep handles. */
const SWEEP_SIZE = 1000

/**
 * What happens by itself as time passes: documents are removed when their retention ends, logins when they expire, data
 * bundles become ready, and models finish training. Every platform on the store does so: the first one makes each change.
 */
export function startHousekeeping(options: {
  store: Store
  clock: Clock
  onError: (error: unknown) => void
}): Watch {
  const { store, clock } = options

  async function act(): Promise<void> {
    const now = clock.now()
    for (const { documentId } of await store.overdue('documents', now, SWEEP_SIZE))
      await store.commit([
        { update: 'documents', id: documentId, to: (row) => (isDue(row, now) ? row : undefined) },
        { remove: 'documents', id: documentId },
      ])
    for (const { sessionId } of await store.overdue('sessions', now, SWEEP_SIZE))
      await store.remove('sessions', sessionId)
    for (const { dataBundleId } of await store.overdue('dataBundles', now, SWEEP_SIZE)) {
      await store.update('dataBundles', dataBundleId, (row) => {
        if (!isDue(row, now)) return undefined
        const summary = sumOf(row.datasets.map(({ groundTruthSummary }) => groundTruthSummary ?? {}))
        return { ...row, status: 'ready', summary, due: null }
      })
    }
    for (const { modelId } of await store.overdue('models', now, SWEEP_SIZE)) {
      await store.update('models', modelId, (row) =>
        isDue(row, now) ? { ...row, status: 'active', due: null } : undefined,
      )
    }
  }
  return watch({ ...options, act })
}

/** Adds counts by label. */
function sumOf(summaries: Record<string, unknown>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const [label, count] of summaries.flatMap((summary) => Object.entries(summary)))
    sum[label] = (sum[label] ?? 0) + Number(count)
  return sum
}
