import { defineConfig } from 'docker-transition/config'

export default defineConfig({
  name: 'my-transition',
  handler: 'handler.ts',
  image: { repository: 'registry.example.com/my-transition' },
  cpu: 256,
  memory: 512,
  timeoutInSeconds: 300,
  dev: { input: 'input.json' },
})
