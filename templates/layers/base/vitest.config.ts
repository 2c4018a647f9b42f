import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Milliseconds. To read a real document takes its time on a machine that has other work.
    testTimeout: 30_000,
  },
})
