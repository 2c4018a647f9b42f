import type { Clock } from '../contract/index.ts'
import type { Store } from './store/store.ts'
import { isDue } from './time-limits.ts'
import { watch, type Watch } from './watch.ts'

/** How many rows of a kind one look takes care of. */
const AT_ONCE = 1000

/**
 * What happens by itself as time passes: documents whose retention has ended disappear, data bundles get ready, and
 * models are done with training. Others on the same store may do the same, and whoever is first does it.
 */
export function startUpkeep(options: {
  store: Store
  clock: Clock
  onError: (error: unknown) => void
}): Watch {
  const { store, clock } = options

  async function act(): Promise<void> {
    const now = clock.now()
    for (const { documentId } of await store.overdue('documents', now, AT_ONCE))
      await store.commit([
        { update: 'documents', id: documentId, to: (row) => (isDue(row, now) ? row : undefined) },
        { remove: 'documents', id: documentId },
      ])
    for (const { dataBundleId } of await store.overdue('dataBundles', now, AT_ONCE)) {
      await store.update('dataBundles', dataBundleId, (row) => {
        if (!isDue(row, now)) return undefined
        const summary = sumOf(row.datasets.map(({ groundTruthSummary }) => groundTruthSummary ?? {}))
        return { ...row, status: 'ready', summary, due: null }
      })
    }
    for (const { modelId } of await store.overdue('models', now, AT_ONCE)) {
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
