import { expect, it } from 'vitest'
import { createClient } from '../../client/index.ts'
import { findLocalPlatform } from '../../cli/platform-announcement.ts'
import { openProject, writeFiles } from '../support/project.ts'
import { start } from '../support/programs.ts'
import { join } from 'node:path'

const definition =
  '{ "StartAt": "Double", "States": { "Double": { "Type": "Task", "Resource": "double", "End": true } } }'

it('transition dev serves a project, and brings it to its platform again when a file of it changes', async () => {
  await using project = await openProject({
    'package.json': '{ "type": "module" }',
    'transition.config.ts': `export default {
      name: 'numbers',
      secrets: { platform: ['LAS_CLIENT_ID', 'LAS_CLIENT_SECRET', 'LAS_API_ENDPOINT', 'LAS_AUTH_ENDPOINT'] },
      transitions: { double: { handler: 'double.mjs', environmentSecrets: ['platform'] } },
      workflows: { numbers: { definition: 'numbers.asl.json' } },
    }`,
    'double.mjs': 'export default ({ input }) => ({ number: input.number * 2 })',
    'numbers.asl.json': definition,
  })
  await using dev = start('transition', {
    args: ['dev', '--data', 'data', '--port', '0', '--json'],
    cwd: project.path,
  })
  await dev.said('"type":"watching"')
  expect(dev.output.stdout).toContain(
    '"done":["secret platform created","transition double created","workflow numbers created"]',
  )

  const { credentials } = (await findLocalPlatform(join(project.path, 'data'))) ?? {}
  if (!credentials) throw new Error('no platform runs')
  const client = createClient(credentials)
  const [workflow] = (await client.workflows.list({})).workflows
  if (!workflow) throw new Error('there is no workflow')
  const { executions } = client.workflows
  const { executionId } = await executions.create(workflow.workflowId, { input: { number: 4 } })
  await expect
    .poll(() => executions.get(workflow.workflowId, executionId), { timeout: 60_000 })
    .toMatchObject({ status: 'succeeded', output: { number: 8 } })

  await writeFiles(project.path, { 'numbers.asl.json': definition.replace('"double"', '"duoble"') })
  await dev.said('did you mean double?')
  await dev.said('"type":"watching"', 2)
  await writeFiles(project.path, { 'numbers.asl.json': definition.replaceAll('Double', 'Twice') })
  await dev.said('"done":["workflow numbers replaced"]')
  expect((await client.workflows.list({})).workflows.map(({ name }) => name)).toContain('numbers')
})
