import { Client } from 'pg'
import { openPostgresStore } from '../../platform/store/postgres/postgres.ts'
import { insertTransitions, TRANSITION_ID, type Filled } from '../fill.ts'

/** As `fill` does it in SQLite: so many executions of two transitions that have ended, and nothing else. */
export async function fillPostgres(
  url: string,
  { count, ids }: { count: number; ids: number },
): Promise<Filled> {
  {
    await using store = await openPostgresStore(url)
    await insertTransitions(store)
  }
  const client = new Client(url)
  await client.connect()
  try {
    const { rows: indexes } = await client.query<{ name: string; sql: string }>(
      `SELECT indexname AS name, indexdef AS sql FROM pg_indexes
       WHERE tablename = 'executions' AND indexdef NOT LIKE 'CREATE UNIQUE%'`,
    )
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`)
    await client.query(INSERT, [count, Date.now() / 1000 - 10_000_000, 10_000_000 / count])
    for (const { sql } of indexes) await client.query(sql)
    await client.query('VACUUM ANALYZE executions')
    const every = Math.max(1, Math.floor(count / 2 / ids))
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM executions WHERE transitionId = $1 AND (sequence / 2) % $2 = 0 LIMIT $3',
      [TRANSITION_ID, every, ids],
    )
    return { executionIds: rows.map(({ id }) => id) }
  } finally {
    await client.end()
  }
}

const INSERT = `
  INSERT INTO executions (data, id, transitionId, status, startTime, endTime)
    SELECT data::text, data ->> 'executionId', data ->> 'transitionId', data ->> 'status', data ->> 'startTime', data ->> 'endTime'
    FROM (SELECT json_build_object(
    'executionId', 'las:transition-execution:' || replace(gen_random_uuid()::text, '-', ''),
    'transitionId', 'las:transition:' || lpad((n % 2)::text, 32, '0'),
    'status', CASE WHEN n % 3 = 0 THEN 'failed' ELSE 'succeeded' END,
    'input', json_build_object('documentId', 'las:document:' || md5(n::text), 'number', n),
    'startTime', to_char(to_timestamp($2::float8 + n * $3::float8) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'endTime', to_char(to_timestamp($2::float8 + n * $3::float8) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'completedBy', 'las:app-client:' || md5(n::text),
    'logId', 'las:log:' || md5(n::text),
    'due', NULL,
    'output', json_build_object('total', n / 100.0)
  ) AS data FROM generate_series(1, $1::bigint) AS n) AS rows`
