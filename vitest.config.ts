import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

// Node gets them, too: `import` or `module` would give ES modules to a `require`.
const conditions = ['@docker-transition/source', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{contract,client,runtime,platform,testing,cli,test}/**/*.test.ts'],
    exclude: ['test/fixtures/**'],
    globalSetup: [
      'test/support/no-survivors.ts',
      'test/support/docker/announce.ts',
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
    sequence: { sequencer: LongestFirst },
    maxConcurrency: 8,
    unstubEnvs: true,
  },
})
