import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../contract/index.ts'
import {
  openWorkflows,
  statesOf,
  story,
  succeeded,
  unsuccessful,
  type WorkflowPlatform,
} from '../../test/support/workflows.ts'

const FAILED = 'las:transition:commons-failed'
const RETRY = { errorConfig: { manualRetry: true } }
const failed = unsuccessful('failed', 'no luck')

/** A workflow of Predict, which fails a number of times, and Check. */
async function setUp(opened: WorkflowPlatform, failures: number, more: JsonObject = RETRY) {
  const inputs: JsonObject[] = []
  const predict = await opened.transition((input, call) => {
    inputs.push(input)
    return call <= failures ? failed : succeeded({ call })
  })
  const check = await opened.transition((input) => succeeded({ checked: input }))
  const workflowId = await opened.workflow(
    statesOf({
      Predict: { Type: 'Task', Resource: predict, Retry: [], Next: 'Check' },
      Check: { Type: 'Task', Resource: check, End: true },
    }),
    more,
  )
  const moveOn = (executionId: string, nextTransitionId: string) =>
    opened.client.workflows.executions.update(workflowId, executionId, { nextTransitionId })
  return { workflowId, predict, check, inputs, moveOn }
}

describe('errorConfig.manualRetry', () => {
  it('leaves an execution whose transition failed in retry, as long as it takes', async () => {
    await using opened = await openWorkflows()
    const { workflowId } = await setUp(opened, 1)
    const held = await opened.ended(await opened.start(workflowId, { a: 1 }))
    expect(held).toMatchObject({ status: 'retry', endTime: null, output: {} })
    expect(story(held).slice(-2)).toEqual(['StateFailed Predict', 'ExecutionHeld Predict'])
    await opened.clock.advance(3600_000)
    expect((await opened.get(held)).status).toBe('retry')
    expect(await opened.client.workflows.get(workflowId)).toMatchObject({ numberOfRunningExecutions: 0 })
  })

  it('lets it be moved on to the transition that failed, which gets the same input again', async () => {
    await using opened = await openWorkflows()
    const { workflowId, predict, inputs, moveOn } = await setUp(opened, 1)
    const held = await opened.ended(await opened.start(workflowId, { a: 1 }))
    expect(await moveOn(held.executionId, predict)).toMatchObject({ status: 'running' })
    const by = [opened.platform.appClient.appClientId]
    expect(await opened.ended(held)).toMatchObject({
      status: 'succeeded',
      output: { checked: { call: 2 } },
      completedBy: by,
    })
    expect(inputs).toEqual([{ a: 1 }, { a: 1 }])
  })

  it('lets it be moved on past the transition that failed', async () => {
    await using opened = await openWorkflows()
    const { workflowId, check, inputs, moveOn } = await setUp(opened, 9)
    const held = await opened.ended(await opened.start(workflowId, { a: 1 }))
    await moveOn(held.executionId, check)
    expect(await opened.ended(held)).toMatchObject({ status: 'succeeded', output: { checked: { a: 1 } } })
    expect(inputs).toHaveLength(1)
  })

  it('lets it be ended as failed', async () => {
    await using opened = await openWorkflows()
    const { workflowId, moveOn } = await setUp(opened, 9)
    const held = await opened.ended(await opened.start(workflowId))
    expect(await moveOn(held.executionId, FAILED)).toMatchObject({
      status: 'failed',
      endTime: expect.any(String),
    })
  })

  it('refuses a transition that does no state where it waits, and says which do', async () => {
    await using opened = await openWorkflows()
    const { workflowId, predict, check, moveOn } = await setUp(opened, 9)
    const held = await opened.ended(await opened.start(workflowId))
    const other = await opened.transition(() => succeeded())
    await expect(moveOn(held.executionId, other)).rejects.toMatchObject({
      status: 400,
      apiMessage: expect.stringContaining(`${predict}, ${check}, ${FAILED}`),
    })
    expect((await opened.get(held)).status).toBe('retry')
  })

  it('comes after Retry and Catch', async () => {
    await using opened = await openWorkflows()
    const fails = await opened.transition(() => failed)
    const task = { Type: 'Task', Resource: fails, Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }] }
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Done' }]
    const caught = await opened.workflow(
      statesOf({ Task: { ...task, Catch, End: true }, Done: { Type: 'Succeed' } }),
      RETRY,
    )
    expect(await opened.ended(await opened.start(caught))).toMatchObject({ status: 'succeeded' })
    const held = await opened.ended(
      await opened.start(await opened.workflow(statesOf({ Task: { ...task, End: true } }), RETRY)),
    )
    expect(held).toMatchObject({
      status: 'retry',
      transitionExecutions: { Task: [expect.any(String), expect.any(String)] },
    })
  })

  it('is not for what was rejected, for a Fail state, nor for a fault of the definition', async () => {
    await using opened = await openWorkflows()
    const rejects = await opened.transition(() => unsuccessful('rejected', 'no'))
    const end = async (state: JsonObject) =>
      (await opened.ended(await opened.start(await opened.workflow(statesOf({ State: state }), RETRY))))
        .status
    expect(await end({ Type: 'Task', Resource: rejects, End: true })).toBe('rejected')
    expect(await end({ Type: 'Fail' })).toBe('failed')
    expect(await end({ Type: 'Task', Resource: rejects, InputPath: '$.none', End: true })).toBe('error')
  })

  it('holds a branch while the others go on, unless a state around it copes', async () => {
    await using opened = await openWorkflows()
    const flaky = await opened.transition((_, call) => (call === 1 ? failed : succeeded({ call })))
    const branches = [
      statesOf({ Try: { Type: 'Task', Resource: flaky, Retry: [], End: true } }),
      statesOf({ Rest: { Type: 'Wait', Seconds: 20, End: true } }),
    ]
    const both = { Type: 'Parallel', Branches: branches, End: true }
    const workflowId = await opened.workflow(statesOf({ Both: both }), RETRY)
    const held = await opened.ended(await opened.start(workflowId, { a: 1 }))
    expect(held.status).toBe('retry')
    await opened.clock.advance(60_000)
    expect(story(await opened.get(held))).toContain('Both[1] StateExited Rest')
    await opened.client.workflows.executions.update(workflowId, held.executionId, { nextTransitionId: flaky })
    expect(await opened.ended(held)).toMatchObject({
      status: 'succeeded',
      output: { output: [{ call: 2 }, { a: 1 }] },
    })

    const fails = await opened.transition(() => failed)
    const Catch = [{ ErrorEquals: ['States.BranchFailed'], Next: 'Done' }]
    const inner = [statesOf({ Inner: { Type: 'Task', Resource: fails, Retry: [], End: true } })]
    const catching = statesOf({ Both: { ...both, Branches: inner, Catch }, Done: { Type: 'Succeed' } })
    expect(await opened.ended(await opened.start(await opened.workflow(catching, RETRY)))).toMatchObject({
      status: 'succeeded',
    })
  })
})

describe('without manualRetry', () => {
  it('an execution that failed has ended, and is moved nowhere', async () => {
    await using opened = await openWorkflows()
    const { workflowId, predict, moveOn } = await setUp(opened, 9, {})
    const ended = await opened.ended(await opened.start(workflowId))
    expect(ended.status).toBe('failed')
    await expect(moveOn(ended.executionId, predict)).rejects.toMatchObject({ status: 400 })
  })
})

describe('DELETE of an execution', () => {
  it('stops what runs for it: the container, and what waits to be taken', async () => {
    await using opened = await openWorkflows()
    const hangs = await opened.transition(() => 'hang')
    const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
    const Branches = [
      statesOf({ Hang: { Type: 'Task', Resource: hangs, End: true } }),
      statesOf({ Ask: { Type: 'Task', Resource: transitionId, End: true } }),
      statesOf({ Rest: { Type: 'Wait', Seconds: 100, End: true } }),
    ]
    const workflowId = await opened.workflow(statesOf({ All: { Type: 'Parallel', Branches, End: true } }))
    const { executionId } = await opened.start(workflowId)
    await opened.clock.advance(1000)
    const { transitions, workflows } = opened.client
    const [running] = (await transitions.executions.list(hangs, { status: ['running'] })).executions
    expect(running).toBeDefined()

    const stopped = await workflows.executions.delete(workflowId, executionId)
    const by = [opened.platform.appClient.appClientId]
    expect(stopped).toMatchObject({ status: 'failed', completedBy: by, endTime: expect.any(String) })
    expect((await transitions.executions.list(hangs, { status: ['running'] })).executions).toEqual([])
    await expect(transitions.executions.create(transitionId)).rejects.toMatchObject({ status: 404 })
    await opened.clock.advance(200_000)
    expect(await opened.get(stopped)).toEqual(await opened.get({ workflowId, executionId }))
    expect(story(await opened.get(stopped)).at(-1)).toBe('ExecutionEnded')
  })

  it('stops one that waits to be moved on', async () => {
    await using opened = await openWorkflows()
    const { workflowId, predict, moveOn } = await setUp(opened, 9)
    const { executionId } = await opened.ended(await opened.start(workflowId))
    expect(await opened.client.workflows.executions.delete(workflowId, executionId)).toMatchObject({
      status: 'failed',
    })
    await expect(moveOn(executionId, predict)).rejects.toMatchObject({ status: 400 })
  })

  it('of a workflow stops all of its executions', async () => {
    await using opened = await openWorkflows()
    const hangs = await opened.transition(() => 'hang')
    const workflowId = await opened.workflow(statesOf({ Hang: { Type: 'Task', Resource: hangs, End: true } }))
    const { executionId } = await opened.start(workflowId)
    await opened.clock.advance(1000)
    await opened.client.workflows.delete(workflowId)
    expect(await opened.get({ workflowId, executionId })).toMatchObject({ status: 'failed' })
    expect(
      (await opened.client.transitions.executions.list(hangs, { status: ['running'] })).executions,
    ).toEqual([])
  })
})

it('a transition that only a state within a state uses is not deleted', async () => {
  await using opened = await openWorkflows()
  const inner = await opened.transition(() => succeeded())
  const Branches = [statesOf({ Inner: { Type: 'Task', Resource: inner, End: true } })]
  const workflowId = await opened.workflow(statesOf({ Outer: { Type: 'Parallel', Branches, End: true } }))
  await expect(opened.client.transitions.delete(inner)).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining(workflowId),
  })
})
