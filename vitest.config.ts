import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { isWholeOnPostgres } from './test/support/postgres/binaries.ts'
import { longestFirst } from './test/support/longest-first.ts'

// Node gets them, too: `import` or `module` would give ES modules to a `require`.
const conditions = ['@docker-transition/source', 'node']

/** Tests of embedded platforms that run once more on PostgreSQL. */
const ON_POSTGRES = ['workflows/workflow', 'executions/closing', 'executions/lease']
/** Every second of their clocks is some queries: the gate has no time for them. */
const SLOW_ON_POSTGRES = [
  'executions/work-queue',
  ...['branches', 'states', 'failures', 'faults', 'limits', 'by-hand', 'notifications', 'time'].map(
    (name) => `workflows/${name}`,
  ),
]
const onPostgres = [...ON_POSTGRES, ...(isWholeOnPostgres ? SLOW_ON_POSTGRES : [])].map(testFile)

/** @throws Error where there is no such file: a test that is renamed must not get lost */
function testFile(name: string): string {
  const file = `platform/${name}.test.ts`
  if (!existsSync(new URL(file, import.meta.url)))
    throw new Error(`vitest.config.ts names ${file}: no such file`)
  return file
}

export default defineConfig({
  plugins: [longestFirst],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    globalSetup: [
      'test/support/leftovers/test-folder.ts',
      'test/support/docker/announce.ts',
      'test/support/postgres/announce.ts',
      'test/support/announce-browser.ts',
    ],
    // No test fails because the machine is slow: these are for what hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // Tests of whole programs mostly wait for them: one more than vitest would take on a small machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // No test keeps state in a module, and loading them anew takes longer than most files of tests.
    isolate: false,
    // In order: the first registers its hooks first, so they run last.
    sequence: { setupFiles: 'list' },
    provide: { goneAfterMs: 20_000 },
    maxConcurrency: 8,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          setupFiles: ['test/support/leftovers/no-leftovers.ts'],
          include: ['{contract,client,runtime,platform,project,testing,cli,test}/**/*.test.ts'],
          exclude: ['test/fixtures/**'],
          globalSetup: [],
        },
      },
      {
        extends: true,
        test: {
          name: 'on PostgreSQL',
          include: onPostgres,
          setupFiles: ['test/support/leftovers/no-leftovers.ts', 'test/support/on-postgres.ts'],
          globalSetup: [],
        },
      },
    ],
  },
})
