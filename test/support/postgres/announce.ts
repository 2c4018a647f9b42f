// Runs before all tests: a test that is skipped must not be skipped in silence.
import { hasNoPostgres } from './binaries.ts'

export default function announce(): void {
  if (!hasNoPostgres) return
  console.warn(
    'The tests on PostgreSQL are skipped: there is no server.\nAs root on Debian, .ci/postgres installs one.\n',
  )
}
