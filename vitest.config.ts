import { defineConfig } from 'vitest/config'

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
    // Tests of whole processes wait for them; a process that hangs is a failure all the same.
    testTimeout: 30_000,
    maxConcurrency: 8,
    unstubEnvs: true,
  },
})
