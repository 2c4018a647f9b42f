import { openState } from '../../platform/state.ts'
import { hasFields, type Thing } from './ledger.ts'
import type { Place } from './places.ts'

/** Looks into a place that no platform uses, for what the API doesn't tell. */
export async function verifyKept(place: Place, things: readonly Thing[], now: number): Promise<void> {
  const { store, keyring } = await openState(place.options)
  await using _ = store
  for (const { kind, id, states, hasHeartbeat } of things) {
    const [state] = states
    if (state === 'gone') continue
    if (kind.path === '/secrets') {
      const secret = await store.get('secrets', id)
      const data = JSON.parse(keyring.unseal(secret?.sealed ?? ''))
      if (!hasFields({ data }, state.kept)) throw new Error(`LOST: the data of ${id}`)
    } else if (!kind.create) {
      const execution = await store.get('executions', id)
      if (!execution || !hasFields(execution, state.kept)) throw new Error(`LOST: the output of ${id}`)
      if (hasHeartbeat && Number(execution.due) > now + 60_000)
        throw new Error(`LOST: the heartbeat of ${id}`)
    }
  }

  const holders = 'SELECT id FROM documents UNION ALL SELECT id FROM assets'
  const orphans = await place.count(`SELECT count(*) AS count FROM contents WHERE id NOT IN (${holders})`)
  if (orphans > 0) throw new Error(`HALF THERE: ${orphans} contents of nothing`)
  const faults = await place.faults()
  if (faults.length > 0) throw new Error(`The database is broken: ${faults.join('; ')}`)
}
