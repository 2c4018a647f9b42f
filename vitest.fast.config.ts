// `npm run test:fast`: the tests beside the code. They need no build, no engine and no browser.
import { defineConfig, mergeConfig } from 'vitest/config'
import whole from './vitest.config.ts'

const { projects: _projects, ...test } = whole.test ?? {}

export default mergeConfig(
  { ...whole, test },
  defineConfig({
    test: {
      include: ['{contract,client,runtime,platform,project,testing,cli}/**/*.test.ts'],
      // Asks the planners of two databases for every query, at four sizes.
      exclude: ['platform/store/plans.test.ts'],
      globalSetup: ['test/support/postgres/announce.ts'],
      setupFiles: ['test/support/leftovers/no-leftovers.ts'],
    },
  }),
)
