import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startPlatform, type TestPlatform } from '../../test/support/platform.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { LaunchError, type Job, type Launcher } from '../launchers/launcher.ts'

const MINUTE = 60_000

/** A launcher whose containers wait for their turn until the test starts them, and end when the platform stops them. */
function waitingLauncher(left: readonly string[] = []) {
  const jobs: Job[] = []
  const recovered = Promise.withResolvers<void>()
  const launcher: Launcher = {
    accepts: () => true,
    launch: (job) =>
      new Promise((resolve) => {
        jobs.push(job)
        job.signal.addEventListener('abort', () => resolve({ code: null, signal: 'SIGTERM' }))
      }),
    recover: async (executionIds) => {
      recovered.resolve()
      return new Set(left.filter((executionId) => executionIds.has(executionId)))
    },
  }
  return { launcher, jobs, recovered: recovered.promise }
}

async function createExecution({ client }: TestPlatform) {
  const { transitionId } = await client.transitions.create({
    transitionType: 'docker',
    parameters: { imageUrl: 'image' },
  })
  return client.transitions.executions.create(transitionId)
}

async function statusOf({ client }: TestPlatform, ids: { transitionId: string; executionId: string }) {
  return (await client.transitions.executions.get(ids.transitionId, ids.executionId)).status
}

describe('an execution whose container waits for its turn', () => {
  it('has no heartbeat to miss until its container runs', async () => {
    const clock = new VirtualClock()
    const { launcher, jobs } = waitingLauncher()
    await using platform = await startPlatform({ clock, launchers: [launcher] })
    const execution = await createExecution(platform)
    await clock.advance(4 * MINUTE - 2000)
    expect(await statusOf(platform, execution)).toBe('running')
    for (const { onStart } of jobs) onStart()
    const { transitionId, executionId } = execution
    await platform.client.transitions.executions.heartbeats.create(transitionId, executionId, {})
    await clock.advance(MINUTE - 1000)
    expect(await statusOf(platform, execution)).toBe('running')
    await clock.advance(2000)
    const { error } = await platform.ended(execution.executionId)
    expect(error?.message).toBe('Timed out: no heartbeat for 60 s')
  })

  it('times out with its transition all the same', async () => {
    const clock = new VirtualClock()
    const { launcher } = waitingLauncher()
    await using platform = await startPlatform({ clock, launchers: [launcher] })
    const { executionId } = await createExecution(platform)
    await clock.advance(5 * MINUTE + 1000)
    expect((await platform.ended(executionId)).error?.message).toContain('Timed out after 300 s')
  })
})

describe('an execution that ran when the platform was killed', () => {
  it.each([
    { container: 'had not been started', isStarted: false, isThere: false, status: 'running', launches: 1 },
    { container: 'is still there', isStarted: true, isThere: true, status: 'running', launches: 1 },
    { container: 'is gone', isStarted: true, isThere: false, status: 'failed', launches: 0 },
  ])('is $status when its container $container', async ({ isStarted, isThere, status, launches }) => {
    await using folder = await temporaryFolder()
    const start = Date.parse('2026-01-01T00:00:00Z')
    const clock = new VirtualClock(start)
    const before = waitingLauncher()
    // It is there until the end of the test, but has no more to say: as good as killed.
    await using first = await startPlatform({ data: folder.path, clock, launchers: [before.launcher] })
    const execution = await createExecution(first)
    await clock.advance(0)
    if (isStarted) for (const { onStart } of before.jobs) onStart()
    await clock.advance(0)

    const after = waitingLauncher(isThere ? [execution.executionId] : [])
    // Longer than a container may go without a heartbeat.
    const later = new VirtualClock(start + 2 * MINUTE)
    await using second = await startPlatform({
      data: folder.path,
      clock: later,
      launchers: [after.launcher],
    })
    await after.recovered
    await later.advance(2000)
    expect(await statusOf(second, execution)).toBe(status)
    expect(after.jobs).toHaveLength(launches)
  })
})

it('an execution whose container nobody can look for is expected to send heartbeats from then on', async () => {
  await using folder = await temporaryFolder()
  const start = Date.parse('2026-01-01T00:00:00Z')
  const clock = new VirtualClock(start)
  const before = waitingLauncher()
  await using first = await startPlatform({ data: folder.path, clock, launchers: [before.launcher] })
  const execution = await createExecution(first)
  await clock.advance(0)
  for (const { onStart } of before.jobs) onStart()
  await clock.advance(0)

  const recovered = Promise.withResolvers<void>()
  const blind: Launcher = {
    ...waitingLauncher().launcher,
    recover: () => {
      recovered.resolve()
      throw new LaunchError('the engine does not answer')
    },
  }
  const later = new VirtualClock(start + MINUTE)
  await using second = await startPlatform({ data: folder.path, clock: later, launchers: [blind] })
  await recovered.promise
  await later.advance(MINUTE - 2000)
  expect(await statusOf(second, execution)).toBe('running')
  await later.advance(4000)
  const { error } = await second.ended(execution.executionId)
  expect(error?.message).toBe('Timed out: no heartbeat for 60 s')
})

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}
