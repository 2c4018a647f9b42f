import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where Debian and Ubuntu keep each version's programs. */
const DEBIAN = '/usr/lib/postgresql'
/** The oldest version that the platform is for. */
const OLDEST = 14

/** The folder of the newest PostgreSQL server's programs on this machine; undefined if there is none. */
export const binaries: string | undefined = [
  ...versions().map((version) => join(DEBIAN, version, 'bin')),
  ...(process.env['PATH'] ?? '').split(delimiter),
].find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')))

function versions(): string[] {
  const all = existsSync(DEBIAN) ? readdirSync(DEBIAN) : []
  return all.filter((name) => Number(name) >= OLDEST).toSorted((a, b) => Number(b) - Number(a))
}

/** Tests that need a server are skipped where there is none: `describe.skipIf(hasNoPostgres)`. */
export const hasNoPostgres = binaries === undefined
/** Whether tests that are too long for every day on PostgreSQL are run on it whole: `ON_POSTGRES=all`. */
export const isWholeOnPostgres = process.env['ON_POSTGRES'] === 'all'
/** Belongs at the end of their title: it says why they are skipped. */
export const why = hasNoPostgres
  ? ' (skipped: there is no PostgreSQL server, as of the package postgresql)'
  : ''
