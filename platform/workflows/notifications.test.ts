import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../contract/index.ts'
import { startSmtpServer } from '../../test/support/smtp-server.ts'
import { openWorkflows, statesOf, succeeded, type WorkflowPlatform } from '../../test/support/workflows.ts'
import type { Job, Launcher } from '../launchers/launcher.ts'

const FAIL = statesOf({ Stop: { Type: 'Fail', Error: 'Broken', Cause: 'it is so' } })

async function failing(opened: WorkflowPlatform, definition = FAIL) {
  const errorConfig = { email: 'anna@example.com' }
  const workflowId = await opened.workflow(definition, { name: 'invoices', errorConfig })
  return opened.ended(await opened.start(workflowId))
}

/** Starts what a completedConfig names, keeps what it was given, and exits. */
function watcher(code = 0) {
  const jobs: Job[] = []
  const launcher: Launcher = {
    accepts: (imageUrl) => imageUrl === 'completed',
    launch: async (job) => {
      jobs.push(job)
      job.onStart()
      job.onLine('it is done')
      return { code, signal: null }
    },
  }
  return { jobs, launcher }
}

describe('errorConfig.email', () => {
  it('is written to when an execution fails', async () => {
    await using server = await startSmtpServer()
    await using opened = await openWorkflows({ smtp: server.url })
    const { executionId } = await failing(opened)
    const mail = await server.next()
    expect(mail).toContain('To: anna@example.com')
    expect(mail).toContain('Subject: An execution of invoices ended as failed')
    expect(mail).toContain(executionId)
    expect(mail).toContain('Broken: it is so')
  })

  it('is in the log where no server is configured', async () => {
    await using opened = await openWorkflows()
    const { events } = await failing(opened)
    expect(events?.at(-1)).toMatchObject({ type: 'ErrorReported', to: 'anna@example.com', isMailed: false })
  })

  it('that could not be mailed is in the log, without the password of the server', async () => {
    await using opened = await openWorkflows({ smtp: 'smtp://anna:s3cret@127.0.0.1:1' })
    const failed = await failing(opened)
    const told = await until(async () =>
      (await opened.get(failed)).events?.find(({ type }) => type === 'MailFailed'),
    )
    expect(told['message']).toContain('anna@example.com could not be mailed by 127.0.0.1')
    expect(JSON.stringify(told)).not.toContain('s3cret')
  })

  it('hears nothing of an execution that succeeds, or that somebody rejects', async () => {
    await using opened = await openWorkflows()
    const rejects = await opened.transition(() => ({ status: 'rejected', error: { message: 'no' } }))
    for (const definition of [
      statesOf({ Done: { Type: 'Succeed' } }),
      statesOf({ Ask: { Type: 'Task', Resource: rejects, End: true } }),
    ]) {
      const { events = [] } = await failing(opened, definition)
      expect(events.map(({ type }) => type)).not.toContain('ErrorReported')
    }
  })
})

it('mail that is under way as the platform closes fails before the store does', async () => {
  const greeted = Promise.withResolvers<Socket>()
  const server = createServer((socket) => greeted.resolve(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const errors: unknown[] = []
  const opened = await openWorkflows({
    smtp: `smtp://127.0.0.1:${port}`,
    onError: (error) => errors.push(error),
  })
  await failing(opened)
  const socket = await greeted.promise
  const closing = opened[Symbol.asyncDispose]()
  socket.destroy()
  await closing
  server.close()
  expect(errors).toEqual([])
})

describe('completedConfig', () => {
  const config = { imageUrl: 'completed', environment: { WHO: 'anna' } }

  it.each([
    ['succeeded', statesOf({ Done: { Type: 'Succeed' } }), { output: { a: 1 } }],
    ['failed', FAIL, { error: { Error: 'Broken', Cause: 'it is so' }, output: {} }],
  ])('starts its container when an execution has %s, and keeps its log', async (status, definition, more) => {
    const { jobs, launcher } = watcher()
    await using opened = await openWorkflows({ launchers: [launcher] })
    const workflowId = await opened.workflow(definition, { completedConfig: config })
    const { executionId, completedTaskLogId } = await opened.ended(await opened.start(workflowId, { a: 1 }))
    await opened.clock.advance(0)
    expect(jobs).toHaveLength(1)
    const { environment = {} } = jobs[0] ?? {}
    expect(environment).toMatchObject({
      WHO: 'anna',
      WORKFLOW_ID: workflowId,
      WORKFLOW_EXECUTION_ID: executionId,
    })

    const log = await opened.client.logs.get(completedTaskLogId ?? '')
    expect(log).toMatchObject({ workflowId, workflowExecutionId: executionId })
    expect(log.events).toMatchObject([{ message: 'it is done' }])
    const { TRANSITION_ID: transitionId = '', EXECUTION_ID: id = '' } = environment
    const task = await opened.client.transitions.executions.get(transitionId, id)
    const input: JsonObject = {
      workflowId,
      workflowExecutionId: executionId,
      status,
      input: { a: 1 },
      ...more,
    }
    expect(task).toMatchObject({ status: 'succeeded', input })
    expect(await opened.client.transitions.get(transitionId)).toMatchObject({ timeoutInSeconds: 1800 })
  })

  it('starts it when an execution is stopped, too, and no other step of the workflow comes of it', async () => {
    const { jobs, launcher } = watcher(1)
    await using opened = await openWorkflows({ launchers: [launcher] })
    const workflowId = await opened.workflow(statesOf({ Wait: { Type: 'Wait', Seconds: 999, End: true } }), {
      completedConfig: config,
    })
    const { executionId } = await opened.start(workflowId)
    const stopped = await opened.client.workflows.executions.delete(workflowId, executionId)
    await opened.clock.advance(0)
    expect(jobs).toHaveLength(1)
    expect(stopped).toMatchObject({ status: 'failed', transitionExecutions: {} })
  })

  it('need not have a heart', async () => {
    const jobs: Job[] = []
    const launcher: Launcher = {
      accepts: () => true,
      launch: (job) => {
        job.onStart()
        jobs.push(job)
        return new Promise((resolve) =>
          job.signal.addEventListener('abort', () => resolve({ code: 0, signal: null })),
        )
      },
    }
    await using opened = await openWorkflows({ launchers: [launcher] })
    const workflowId = await opened.workflow(FAIL, { completedConfig: config })
    await opened.ended(await opened.start(workflowId))
    await opened.clock.advance(1799_000)
    expect(jobs[0]?.signal.aborted).toBe(false)
    await opened.clock.advance(2000)
    expect(jobs[0]?.signal.aborted).toBe(true)
  })

  it('is not started where there is none', async () => {
    const { jobs, launcher } = watcher()
    await using opened = await openWorkflows({ launchers: [launcher] })
    expect(await opened.run(FAIL)).toMatchObject({ completedTaskLogId: null })
    await opened.clock.advance(0)
    expect(jobs).toEqual([])
  })

  it('may be a handler, which gets how the execution ended as its input', async () => {
    const seen: JsonObject[] = []
    await using opened = await openWorkflows()
    const completed = await opened.transition((input) => {
      seen.push(input)
      return succeeded()
    })
    const { imageUrl } = (await opened.client.transitions.get(completed)).parameters as { imageUrl: string }
    const workflowId = await opened.workflow(FAIL, { completedConfig: { imageUrl } })
    await opened.ended(await opened.start(workflowId))
    await opened.clock.advance(0)
    expect(seen).toMatchObject([{ workflowId, status: 'failed' }])
  })
})

/** Resolves with the first that is there: a real server answers when it does. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
