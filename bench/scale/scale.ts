import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasNoPostgres } from '../../test/support/postgres/binaries.ts'
import { startPostgres } from '../../test/support/postgres/server.ts'
import type { Chapter } from '../chapter.ts'
import { measureHandingOut } from './handing-out.ts'
import { measureWorkers } from './workers.ts'

/** What more workers and more platforms give, and what a large store costs. */
export const scale: Chapter = {
  heading: 'Scale',
  async measure() {
    if (hasNoPostgres) return 'Skipped: there is no PostgreSQL server, as of the package postgresql.'
    const folder = await mkdtemp(join(tmpdir(), 'bench-'))
    try {
      await using postgres = await startPostgres()
      const workers = await measureWorkers(folder, postgres)
      const handingOut = await measureHandingOut(folder, postgres)
      return `${workers}\n\n#### A request, by what is in the store\n\n${handingOut}`
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}
