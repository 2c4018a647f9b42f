// Runs before all tests: a test that is skipped must not be skipped in silence.
import { hasNoEngine, reason } from './engine.ts'

export default function announce(): void {
  if (!hasNoEngine) return
  console.warn(
    `The tests in test/container/ are skipped: no Docker Engine answers (${reason}).\n` +
      'As root on Debian, .ci/docker-engine installs and starts one.\n',
  )
}
