import { defineConfig } from 'docker-transition/config'

export default defineConfig({
  type: 'manual',
  name: 'my-transition',
  handler: 'handler.ts',
  dev: { input: 'input.json' },
})
