import { defineConfig } from 'docker-transition/config'

export default defineConfig({
  name: 'my-transition',
  handler: 'handler.ts',
  image: { repository: 'registry.example.com/my-transition' },
  environment: { ERP_ENDPOINT: 'https://erp.example.com/api' },
  environmentSecrets: [{ name: 'my-transition', variables: ['ERP_API_KEY'] }],
  dev: { input: 'input.json', environment: { ERP_ENDPOINT: 'http://127.0.0.1:4020' } },
})
