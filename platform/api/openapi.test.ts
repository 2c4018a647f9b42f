import { expect, test } from 'vitest'
import { openPlatform } from '../../test/support/embedded-platform.ts'

test('the platform serves its OpenAPI document to anyone', async () => {
  await using opened = await openPlatform()
  const response = await opened.platform.fetch(new Request('http://platform:4010/v1/openapi.json'))
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    openapi: '3.1.0',
    servers: [{ url: 'http://platform:4010/v1' }],
    paths: {
      '/transitions/{transitionId}/executions/{executionId}': {
        patch: { operationId: 'transitions.executions.update' },
      },
      '/signup': { post: { security: [] } },
    },
  })
})
