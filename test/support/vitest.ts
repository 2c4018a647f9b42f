import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Runs vitest with a configuration of the fixtures; resolves with how it ended, and all that it said. */
export async function runVitest(
  config: string,
  env: Record<string, string> = {},
): Promise<{ code: number; said: string }> {
  // What this run of vitest has set is nothing to that one.
  const { NODE_OPTIONS: _options, VITEST: _vitest, SKIPS_ALLOWED: _allowed, ...own } = process.env
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    join('test/fixtures', config),
  ]
  const settings = { cwd: root, env: { ...own, NO_COLOR: '1', ...env } }
  return promisify(execFile)(process.execPath, args, settings).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      said: stdout + stderr,
    }),
  )
}
