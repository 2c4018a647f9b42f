import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { startPlatform, type TestPlatform } from '../../test/support/platform.ts'
import { LaunchError, type Exit, type Job, type Launcher } from '../launchers/launcher.ts'

const MINUTE = 60_000

/** A launcher whose containers do nothing until the test ends them, or the platform does. */
function idleLauncher() {
  const jobs: (Job & { exit: (exit: Exit) => void })[] = []
  const launcher: Launcher = {
    accepts: (imageUrl) => imageUrl.startsWith('idle:'),
    launch: (job) =>
      new Promise((resolve) => {
        job.onStart()
        jobs.push({ ...job, exit: resolve })
        job.signal.addEventListener('abort', () => resolve({ code: null, signal: 'SIGTERM' }))
      }),
  }
  return { launcher, jobs }
}

async function setUp({
  timeoutInSeconds = 300,
  imageUrl = 'idle:image',
  launchers,
}: { timeoutInSeconds?: number; imageUrl?: string; launchers?: Launcher[] } = {}) {
  const clock = new VirtualClock()
  const idle = idleLauncher()
  const platform = await startPlatform({ clock, launchers: launchers ?? [idle.launcher] })
  const { client } = platform
  const { secretId } = await client.secrets.create({
    data: { FROM_SECRET: 'a', ON_BOTH: 'secret', NUMBER: 5 },
  })
  const { transitionId } = await client.transitions.create({
    transitionType: 'docker',
    timeoutInSeconds,
    parameters: { imageUrl, environment: { ON_BOTH: 'environment' }, environmentSecrets: [secretId] },
  })
  return { platform, client, clock, jobs: idle.jobs, transitionId, executions: client.transitions.executions }
}

const statusOf = async ({ client }: TestPlatform, ids: { transitionId: string; executionId: string }) =>
  (await client.transitions.executions.get(ids.transitionId, ids.executionId)).status

describe('an execution', () => {
  it('starts a container that knows its ids, its variables and its secrets', async () => {
    const { platform, executions, jobs, clock, transitionId } = await setUp()
    await using _ = platform
    const execution = await executions.create(transitionId, { input: { a: 1 } })
    expect(execution).toMatchObject({ status: 'running', input: { a: 1 }, endTime: null, completedBy: null })
    await clock.advance(0)
    expect(jobs[0]?.environment).toEqual({
      FROM_SECRET: 'a',
      NUMBER: '5',
      TRANSITION_SECRET_VARIABLES: 'FROM_SECRET,NUMBER',
      ON_BOTH: 'environment',
      TRANSITION_ID: transitionId,
      EXECUTION_ID: execution.executionId,
    })
  })

  it('keeps what the container prints in its log, in order', async () => {
    const { platform, client, executions, jobs, clock, transitionId } = await setUp()
    await using _ = platform
    const { executionId, logId } = await executions.create(transitionId)
    await clock.advance(1000)
    for (let line = 0; line < 1000; line += 1) jobs[0]?.onLine(`line ${line}`)
    jobs[0]?.exit({ code: 0, signal: null })
    await platform.ended(executionId)
    const log = await client.logs.get(logId ?? '')
    expect(log).toMatchObject({ transitionId, transitionExecutionId: executionId })
    expect(log.events?.map(({ message }) => message)).toEqual(
      Array.from({ length: 1000 }, (_item, line) => `line ${line}`),
    )
    expect(log.events?.[0]?.timestamp).toBe(clock.now())
  })

  it('takes one outcome, and nothing after it', async () => {
    const { platform, executions, transitionId } = await setUp()
    await using _ = platform
    const { executionId } = await executions.create(transitionId)
    const ended = await executions.update(transitionId, executionId, {
      status: 'succeeded',
      output: { a: 1 },
    })
    expect(ended).toMatchObject({
      status: 'succeeded',
      completedBy: expect.stringMatching(/^las:app-client:/),
    })
    const late = executions.update(transitionId, executionId, {
      status: 'failed',
      error: { message: 'late' },
    })
    await expect(late).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('is succeeded'),
    })
    await expect(executions.heartbeats.create(transitionId, executionId, {})).rejects.toMatchObject({
      status: 400,
    })
    expect(await statusOf(platform, { transitionId, executionId })).toBe('succeeded')
  })

  it('keeps its start, and its time limits, when it is told of none', async () => {
    const { platform, executions, clock, transitionId } = await setUp()
    await using _ = platform
    const { executionId, startTime } = await executions.create(transitionId)
    expect(await executions.update(transitionId, executionId, { startTime: null })).toMatchObject({
      startTime,
      status: 'running',
    })
    await executions.heartbeats.create(transitionId, executionId, {})
    await clock.advance(61_000)
    expect(await statusOf(platform, { transitionId, executionId })).toBe('failed')
  })

  it.each([undefined, 1800])('need not send heartbeats, until the end of its %j s', async (limit) => {
    const { platform, executions, clock, transitionId } = await setUp(
      limit ? { timeoutInSeconds: limit } : {},
    )
    await using _ = platform
    const { executionId } = await executions.create(transitionId)
    await clock.advance(((limit ?? 300) - 1) * 1000)
    expect(await statusOf(platform, { transitionId, executionId })).toBe('running')
    await clock.advance(2000)
    expect((await platform.ended(executionId)).error?.message).toContain('Timed out after')
  })

  it('that sends one late is expected to go on from then', async () => {
    const { platform, executions, clock, transitionId } = await setUp()
    await using _ = platform
    const { executionId } = await executions.create(transitionId)
    await clock.advance(200_000)
    await executions.heartbeats.create(transitionId, executionId, {})
    await clock.advance(61_000)
    expect((await platform.ended(executionId)).error?.message).toBe('Timed out: no heartbeat for 60 s')
  })

  it('times out 60 seconds after its last heartbeat, and its container is stopped', async () => {
    const { platform, executions, clock, jobs, transitionId } = await setUp()
    await using _ = platform
    const { executionId } = await executions.create(transitionId)
    await clock.advance(59_000)
    await executions.heartbeats.create(transitionId, executionId, {})
    await clock.advance(59_000)
    expect(await statusOf(platform, { transitionId, executionId })).toBe('running')
    await clock.advance(2000)
    const { execution, error } = await platform.ended(executionId)
    expect(execution.status).toBe('failed')
    expect(error?.message).toBe('Timed out: no heartbeat for 60 s')
    expect(jobs[0]?.signal.aborted).toBe(true)
  })

  it("times out after the transition's timeoutInSeconds, heartbeats or not", async () => {
    const { platform, executions, clock, transitionId } = await setUp({ timeoutInSeconds: 120 })
    await using _ = platform
    const { executionId } = await executions.create(transitionId)
    for (let beat = 0; beat < 3; beat += 1) {
      await executions.heartbeats.create(transitionId, executionId, { beat })
      await clock.advance(39_000)
    }
    expect(await statusOf(platform, { transitionId, executionId })).toBe('running')
    await clock.advance(5000)
    expect((await platform.ended(executionId)).error?.message).toBe(
      "Timed out after 120 s, the transition's timeoutInSeconds",
    )
    const late = executions.update(transitionId, executionId, { status: 'succeeded', output: {} })
    await expect(late).rejects.toMatchObject({ status: 400 })
  })

  it.each([
    [{ code: 78, signal: null }, 'The container exited with code 78 without an outcome'],
    [{ code: null, signal: 'SIGKILL' }, 'The container was ended by SIGKILL without an outcome'],
  ])('fails when its container ends without an outcome (%o)', async (exit, message) => {
    const { platform, executions, jobs, clock, transitionId } = await setUp()
    await using _ = platform
    const { executionId } = await executions.create(transitionId)
    await clock.advance(0)
    jobs[0]?.exit(exit)
    expect((await platform.ended(executionId)).error?.message).toBe(message)
  })

  it.each<[string, string, Launcher[] | undefined, string]>([
    [
      'nobody starts',
      'registry.example.com/image:1',
      undefined,
      'no launcher of this platform starts registry.example.com/image:1',
    ],
    [
      'does not start',
      'idle:image',
      [{ accepts: () => true, launch: () => Promise.reject(new LaunchError('no such image')) }],
      'no such image',
    ],
  ])('fails, and says so in its log, when %s its image', async (_name, imageUrl, launchers, reason) => {
    const { platform, client, executions, transitionId } = await setUp({
      imageUrl,
      ...(launchers && { launchers }),
    })
    await using _ = platform
    const { executionId, logId } = await executions.create(transitionId)
    const message = `The container could not be started: ${reason}`
    expect((await platform.ended(executionId)).error?.message).toBe(message)
    expect((await client.logs.get(logId ?? '')).events).toMatchObject([{ message }])
  })

  it('goes on living when the platform is asked about another one', async () => {
    const { platform, executions, transitionId } = await setUp()
    await using _ = platform
    const unknown = `las:transition-execution:${'0'.repeat(32)}`
    await expect(executions.get(transitionId, unknown)).rejects.toMatchObject({ status: 404 })
    await expect(executions.heartbeats.create(transitionId, unknown, {})).rejects.toMatchObject({
      status: 404,
    })
    await expect(executions.update(transitionId, unknown, { status: 'succeeded' })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('leaves nothing running when the platform is disposed of', async () => {
    const { platform, executions, jobs, clock, transitionId } = await setUp()
    await executions.create(transitionId)
    await clock.advance(MINUTE / 2)
    await platform[Symbol.asyncDispose]()
    expect(jobs[0]?.signal.aborted).toBe(true)
    expect(clock.sleepers).toBe(0)
  })
})
