import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openKeyring } from '../../platform/keyring.ts'
import { hasFields, type Thing } from './ledger.ts'

/** Looks into a folder that no platform uses, for what the API doesn't tell. */
export async function verifyFile(data: string, things: readonly Thing[], now: number): Promise<void> {
  const keyring = await openKeyring(join(data, 'key'))
  using database = new DatabaseSync(join(data, 'platform.sqlite'))
  const bodyOf = (table: string, id: string): Record<string, unknown> =>
    JSON.parse(String(database.prepare(`SELECT body FROM ${table} WHERE id = ?`).get(id)?.['body']))

  for (const { kind, id, states, hasHeartbeat } of things) {
    const [state] = states
    if (state === 'gone') continue
    if (kind.path === '/secrets') {
      const data = JSON.parse(keyring.unseal(String(bodyOf('secrets', id)['sealed'])))
      if (!hasFields({ data }, state.kept)) throw new Error(`LOST: the data of ${id}`)
    } else if (!kind.create) {
      const { due, ...execution } = bodyOf('executions', id)
      if (!hasFields(execution, state.kept)) throw new Error(`LOST: the output of ${id}`)
      if (hasHeartbeat && Number(due) > now + 60_000) throw new Error(`LOST: the heartbeat of ${id}`)
    }
  }

  const count = (sql: string) => Number(database.prepare(sql).get()?.['count'])
  const holders = 'SELECT id FROM documents UNION ALL SELECT id FROM assets'
  const orphans = count(`SELECT count(*) AS count FROM contents WHERE id NOT IN (${holders})`)
  if (orphans > 0) throw new Error(`HALF THERE: ${orphans} contents of nothing`)
  const { integrity_check: integrity } = database.prepare('PRAGMA integrity_check').get() ?? {}
  if (integrity !== 'ok') throw new Error(`The file is broken: ${String(integrity)}`)
}
