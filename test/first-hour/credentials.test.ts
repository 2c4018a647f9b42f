import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { processLauncher } from '../../platform/index.ts'
import { handlerPath } from '../support/handlers.ts'
import { startPlatform } from '../support/platform.ts'
import { programs } from '../support/programs.ts'

it('a docker transition without credentials says in its error what is missing, and how to give it', async () => {
  const handler = handlerPath('succeeds.mjs')
  const launcher = processLauncher([process.execPath, programs.runtime], { handlers: [handler] })
  await using platform = await startPlatform({ launchers: [launcher] })
  const { transitionId } = await platform.client.transitions.create({
    transitionType: 'docker',
    parameters: { imageUrl: pathToFileURL(handler).href },
  })
  const { executionId } = await platform.client.transitions.executions.create(transitionId, { input: {} })
  const { error } = await platform.ended(executionId)
  expect(error?.message).toMatch(
    /^The container exited with code 78 without an outcome: its environment is wrong\. .*LAS_CLIENT_ID is missing: .*LAS_API_ENDPOINT is missing: .*Put credentials into a secret, and name that in the environmentSecrets of the transition/,
  )
  await platform.exited(executionId)
})
