import { defineConfig } from 'docker-transition/config'

export default defineConfig({
  name: 'my-transition',
  handler: 'handler.ts',
  image: { repository: 'registry.example.com/my-transition' },
  environment: { MODEL_ID: 'las:model:0123456789abcdef0123456789abcdef' },
  dev: { document: 'invoice.pdf' },
})
