import { expect, test } from 'vitest'
import { openPlatform, type EmbeddedPlatform } from '../../../test/support/embedded-platform.ts'

const FAILED = 'las:transition:commons-failed'
const UNKNOWN = `las:transition:${'0'.repeat(32)}`

function definitionOf(resource: string) {
  return {
    definition: { StartAt: 'Work', States: { Work: { Type: 'Task', Resource: resource, End: true } } },
  }
}

async function createWorkflow({ client }: EmbeddedPlatform) {
  const { transitionId } = await client.transitions.create({ transitionType: 'manual' })
  const workflow = await client.workflows.create({ specification: definitionOf(transitionId) })
  return { ...workflow, transitionId }
}

test('a workflow answers without its specification, and with an empty image URL where it starts none', async () => {
  await using opened = await openPlatform()
  const { workflowId } = await createWorkflow(opened)
  const workflow = await opened.client.workflows.get(workflowId)
  expect(workflow).toMatchObject({
    completedConfig: { imageUrl: '' },
    errorConfig: {},
    numberOfRunningExecutions: 0,
  })
  expect(workflow).not.toHaveProperty('specification')
})

test.each([
  [{}, 'States'],
  [{ StartAt: 'A', States: {} }, 'States'],
  [{ StartAt: 'A', States: [] }, 'States'],
  [{ States: { A: { Type: 'Succeed' } } }, 'StartAt'],
  [{ StartAt: 'toString', States: { A: { Type: 'Succeed' } } }, 'StartAt'],
  [{ StartAt: 'A', States: { A: null } }, 'States.A'],
  [{ StartAt: 'A', States: { A: {} } }, 'States.A.Type'],
  [{ StartAt: 'A', States: { A: { Type: 'Task', End: true } } }, 'States.A.Resource'],
  [{ StartAt: 'A', States: { A: { Type: 'Task', Resource: 'a', End: true } } }, 'States.A.Resource'],
  [{ StartAt: 'A', States: { A: { Type: 'Task', Resource: UNKNOWN, End: true } } }, 'States.A.Resource'],
  [
    {
      StartAt: 'A',
      States: {
        A: {
          Type: 'Map',
          ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Task', Resource: UNKNOWN, End: true } } },
          End: true,
        },
      },
    },
    'States.A.ItemProcessor.States.B.Resource',
  ],
])('the definition %j is refused', async (definition, place) => {
  await using opened = await openPlatform()
  await expect(opened.client.workflows.create({ specification: { definition } })).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining(`body.specification.definition.${place}: `),
  })
})

test('a definition is told all that is wrong with it at once', async () => {
  await using opened = await openPlatform()
  const definition = {
    StartAt: 'A',
    States: {
      A: { Type: 'Task', Resource: UNKNOWN, Next: 'B' },
      C: { Type: 'Wait', Seconds: -1, End: true },
    },
  }
  const { apiMessage } = (await opened.client.workflows
    .create({ specification: { definition } })
    .catch((error: unknown) => error)) as { apiMessage: string }
  expect(apiMessage.replaceAll('body.specification.definition.States.', '').split('; ')).toEqual([
    'C.Seconds: Too small: expected number to be >=0',
    'A.Next: there is no state B beside it',
    'C: no way leads to it from StartAt',
    `A.Resource: there is no transition ${UNKNOWN}`,
  ])
})

test('a transition in use by a workflow is not deleted', async () => {
  await using opened = await openPlatform()
  const { transitions, workflows } = opened.client
  const { workflowId, transitionId } = await createWorkflow(opened)
  await expect(transitions.delete(transitionId)).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining(workflowId),
  })
  await workflows.delete(workflowId)
  expect(await transitions.delete(transitionId)).toMatchObject({ transitionId })
})

test('an execution runs until it is stopped, and can be stopped again', async () => {
  await using opened = await openPlatform()
  const { workflows } = opened.client
  const { workflowId } = await createWorkflow(opened)
  const { executionId, ...started } = await workflows.executions.create(workflowId, { input: { a: 1 } })
  expect(started).toMatchObject({ status: 'running', input: { a: 1 }, output: {}, endTime: null })
  expect(await workflows.get(workflowId)).toMatchObject({ numberOfRunningExecutions: 1 })

  await opened.clock.advance(5000)
  const stopped = await workflows.executions.delete(workflowId, executionId)
  const by = [opened.platform.appClient.appClientId]
  expect(stopped).toMatchObject({ status: 'failed', endTime: '2026-01-01T00:00:05.000Z', completedBy: by })
  await opened.clock.advance(5000)
  expect(await workflows.executions.delete(workflowId, executionId)).toEqual(stopped)
  expect(await workflows.get(workflowId)).toMatchObject({ numberOfRunningExecutions: 0 })
})

test('an execution is moved on to its end, and nowhere else while it runs', async () => {
  await using opened = await openPlatform()
  const { workflows } = opened.client
  const { workflowId, transitionId } = await createWorkflow(opened)
  const { executionId } = await workflows.executions.create(workflowId, { input: {} })
  const moveTo = (nextTransitionId: string) =>
    workflows.executions.update(workflowId, executionId, { nextTransitionId })
  await expect(moveTo(transitionId)).rejects.toMatchObject({ status: 400 })
  expect(await moveTo(FAILED)).toMatchObject({ status: 'failed' })
  await expect(moveTo(FAILED)).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining('is failed'),
  })
})

test('deleting a workflow stops its executions', async () => {
  await using opened = await openPlatform()
  const { workflows } = opened.client
  const { workflowId } = await createWorkflow(opened)
  const { executionId } = await workflows.executions.create(workflowId, { input: {} })
  expect(await workflows.delete(workflowId)).toMatchObject({ workflowId, numberOfRunningExecutions: 0 })
  expect(await workflows.executions.get(workflowId, executionId)).toMatchObject({ status: 'failed' })
  await expect(workflows.executions.list(workflowId)).rejects.toMatchObject({ status: 404 })
})

test('executions are listed by status, in either order of either time', async () => {
  await using opened = await openPlatform()
  const { workflows } = opened.client
  const { workflowId } = await createWorkflow(opened)
  const ids: string[] = []
  for (let made = 0; made < 5; made += 1) {
    ids.push((await workflows.executions.create(workflowId, { input: {} })).executionId)
    await opened.clock.advance(1000)
  }
  for (const made of [3, 1]) {
    await workflows.executions.delete(workflowId, ids[made] ?? '')
    await opened.clock.advance(1000)
  }
  const list = async (query: Parameters<typeof workflows.executions.list>[1]) => {
    const found: number[] = []
    for await (const { executionId } of workflows.executions.list(workflowId, { maxResults: 2, ...query }))
      found.push(ids.indexOf(executionId))
    return found
  }
  expect(await list({})).toEqual([4, 3, 2, 1, 0])
  expect(await list({ order: 'ascending' })).toEqual([0, 1, 2, 3, 4])
  expect(await list({ status: ['failed'], sortBy: 'endTime', order: 'ascending' })).toEqual([3, 1])
  expect(await list({ status: ['failed', 'running'] })).toEqual([4, 3, 2, 1, 0])
  expect(await list({ sortBy: 'endTime', order: 'descending' })).toEqual([1, 3, 4, 2, 0])
  expect(await list({ status: ['retry', 'error'] })).toEqual([])
})
