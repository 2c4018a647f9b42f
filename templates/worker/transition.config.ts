import { defineConfig } from 'docker-transition/config'

export default defineConfig({
  type: 'manual',
  name: 'my-transition',
  handler: 'handler.ts',
  timeoutInSeconds: 300,
  dev: { input: 'input.json' },
})
