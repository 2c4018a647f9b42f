import { migrations } from '../migrations.ts'
import type { Database } from './database.ts'
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
