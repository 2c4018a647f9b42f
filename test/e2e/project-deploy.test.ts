import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCommand } from '../support/command-platform.ts'
import { openProject, writeFiles } from '../support/project.ts'
import { run } from '../support/programs.ts'

const CREDENTIALS = "['LAS_CLIENT_ID', 'LAS_CLIENT_SECRET', 'LAS_API_ENDPOINT', 'LAS_AUTH_ENDPOINT']"
const config = `
import { defineConfig, model } from 'docker-transition/config'
export default defineConfig({
  name: 'invoices',
  models: { invoice: { fieldConfig: { total: { type: 'amount', maxLength: 20 } } } },
  secrets: { platform: ${CREDENTIALS} },
  transitions: {
    double: { handler: 'double.ts', environment: { MODEL_ID: model('invoice') }, environmentSecrets: ['platform'] },
    review: { type: 'manual', form: { total: { type: 'amount' } } },
  },
  workflows: { numbers: { definition: 'numbers.asl.json' } },
  profiles: { local: { transitions: { double: { environment: { API_TOKEN: 'not to be shown' } } } } },
})`
const handler = `
import { z } from 'zod'
export default {
  input: z.object({ number: z.number() }),
  output: z.object({ number: z.number() }),
  handler: ({ input, env }) => ({ number: input.number * 2 }),
}`
const definition = {
  StartAt: 'Double',
  States: {
    Double: { Type: 'Task', Resource: 'double', Next: 'Again' },
    Again: { Type: 'Task', Resource: 'double', End: true },
  },
}
const files = {
  'transition.config.ts': config,
  'double.ts': handler,
  'numbers.asl.json': JSON.stringify(definition, undefined, 2),
  'package.json': '{}',
}

it('transition deploy --local brings a whole project to the platform that runs here, which then runs it', async () => {
  await using project = await openProject(files, ['zod'])
  const deploy = (...args: string[]) =>
    run('transition', { args: ['deploy', '--local', 'data', ...args], cwd: project.path })
  await using platform = await startCommand(['--data', 'data'], { cwd: project.path })

  const dry = await deploy('--dry-run')
  expect(dry.stdout).toContain('+ transition double')
  expect(dry.stdout).toContain('This was a dry run: nothing has changed.')
  expect((await platform.client.workflows.list({})).workflows).toEqual([])

  const { code, stdout } = await deploy('--yes', '--json')
  expect(code).toBe(0)
  expect(stdout).not.toContain('not to be shown')
  const { steps } = JSON.parse(stdout)
  expect(steps.map(({ key, action }: { key: string; action: string }) => `${action} ${key}`)).toEqual([
    'create secrets/platform',
    'create forms/review',
    'create models/invoice',
    'create transitions/double',
    'create transitions/review',
    'create workflows/numbers',
  ])
  const { workflowId } = (await platform.client.workflows.list({})).workflows[0] ?? {}
  if (!workflowId) throw new Error('there is no workflow')
  const { executionId } = await platform.client.workflows.executions.create(workflowId, {
    input: { number: 3 },
  })
  await expect
    .poll(() => platform.client.workflows.executions.get(workflowId, executionId), { timeout: 60_000 })
    .toMatchObject({ status: 'succeeded', output: { number: 12 } })

  const start = (...args: string[]) =>
    run('transition', { args: ['start', '--local', 'data', ...args], cwd: project.path })
  const followed = await start('numbers', '--input', '{"number": 5}', '--follow')
  expect(followed.code).toBe(0)
  expect(followed.stdout).toContain('Double goes on to Again')
  expect(followed.stdout).toContain('"number": 20')
  const failed = await start('numbers', '--input', '{"number": "five"}', '--follow', '--json')
  expect({ code: failed.code, said: JSON.parse(failed.stdout) }).toMatchObject({
    code: 1,
    said: { status: 'failed' },
  })
  expect(await start('nombers')).toMatchObject({
    code: 64,
    stderr: 'The platform has no workflow nombers: it has numbers\n',
  })

  expect((await deploy('--yes')).stdout).toContain('invoices is as the configuration says: nothing changes.')

  await writeFiles(project.path, {
    'numbers.asl.json': files['numbers.asl.json'].replaceAll('Again', 'Twice'),
  })
  const changed = await deploy('numbers', '--yes')
  expect(changed.stdout).toContain('± workflow numbers  a new one takes its place')
  const { workflows } = await platform.client.workflows.list({})
  expect(workflows).toHaveLength(2)
  const pruned = await deploy('--yes', '--prune')
  expect(pruned).toMatchObject({ code: 0 })
  expect((await platform.client.workflows.list({})).workflows).toHaveLength(1)
})

it('transition deploy --local says which platform to start where the one that runs starts no handlers of this folder', async () => {
  await using project = await openProject({ ...files, 'elsewhere/package.json': '{}' }, ['zod'])
  await using platform = await startCommand(['--data', '../data'], { cwd: join(project.path, 'elsewhere') })
  const { code, stderr } = await run('transition', {
    args: ['deploy', '--local', 'data', '--yes'],
    cwd: project.path,
  })
  expect({ code, stderr }).toEqual({
    code: 69,
    stderr: `The platform of data starts no handlers of ${project.path}. Stop it, and start one that does:\n  transition platform --data data --handlers ${project.path}\n`,
  })
  expect((await platform.client.models.list({})).models).toEqual([])
})

it('transition deploy changes nothing of what others made, and nothing where the project is not sound', async () => {
  await using project = await openProject(files, ['zod'])
  await using platform = await startCommand(['--data', 'data'], { cwd: project.path })
  const deploy = (...args: string[]) =>
    run('transition', { args: ['deploy', '--local', 'data', ...args], cwd: project.path })
  await platform.client.transitions.create({ name: 'review', transitionType: 'manual' })
  const refused = await deploy('--yes')
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('and this project did not make them')
  expect((await platform.client.models.list({})).models).toEqual([])
  expect((await deploy('--yes', '--adopt')).code).toBe(0)
  expect((await platform.client.transitions.list({})).transitions).toHaveLength(2)

  await writeFiles(project.path, {
    'numbers.asl.json': files['numbers.asl.json'].replace('"Again"', '"Agian"'),
  })
  const unsound = await deploy('--yes')
  expect(unsound.code).toBe(1)
  expect(unsound.stderr).toContain('did you mean Again?')
})
