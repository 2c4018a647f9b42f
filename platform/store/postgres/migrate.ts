import { migrations } from '../migrations.ts'
import type { Part } from '../schema.ts'
import type { Database, Run } from './database.ts'
import { postgresSql, preparation } from './postgres-schema.ts'

/** Whoever holds this advisory lock changes the schema. A number like any other, so that nobody else has it. */
const LOCK = 4_010_732_150

/**
 * Brings a database up to date, while others use it: each step is done by one of all those that start at once, whole or
 * not at all.
 */
export async function migrate(database: Database, steps = migrations): Promise<void> {
  let version = -1
  while (version < steps.length) {
    version = await database.transaction(async (run) => {
      await run('SELECT pg_advisory_xact_lock(?)', [LOCK])
      await run('CREATE TABLE IF NOT EXISTS schemaVersion (version integer NOT NULL)')
      const [found] = await run('SELECT version FROM schemaVersion')
      if (!found) {
        await run(preparation)
        await run('INSERT INTO schemaVersion VALUES (0)')
      }
      const current = Number(found?.['version'] ?? 0)
      const step = steps[current]
      if (!step) return current
      if (steps.slice(current).flat().some(endsOlder)) await refuseOlder(run, database.name)
      await run(postgresSql(step))
      await run('UPDATE schemaVersion SET version = ?', [current + 1])
      return current + 1
    })
  }
  if (version > steps.length) {
    throw new Error(
      `${database.name} was written by a newer version of docker-transition (schema ${version}): upgrade, or use another database`,
    )
  }
}

/** Whether platforms of older versions can't go on after it. */
const endsOlder = ({ make }: Part) => make === 'plain columns'

/**
 * Platforms of a version that does not know plain columns can't go on after the step. They name their connections so.
 * @throws if one is connected
 */
async function refuseOlder(run: Run, name: string): Promise<void> {
  const older = await run(
    `SELECT DISTINCT host(client_addr) AS address FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'docker-transition' ORDER BY 1`,
  )
  if (older.length === 0) return
  const addresses = older
    .map(({ address }) => (typeof address === 'string' ? address : 'this machine'))
    .join(', ')
  throw new Error(
    `${name} is in use by a platform of an older version, at ${addresses}: stop all of those, then start this one again`,
  )
}
