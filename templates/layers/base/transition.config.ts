import { defineConfig } from 'docker-transition/config'

export default defineConfig({
  name: 'my-transition',
  handler: 'handler.ts',
  image: { repository: 'registry.example.com/my-transition' },
  dev: { input: 'input.json' },
})
