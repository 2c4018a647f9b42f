import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import type { Exit, Job, Launcher } from '../../platform/launchers/launcher.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { hasNoPostgres, why } from '../support/postgres/binaries.ts'
import { startPostgres, type PostgresServer } from '../support/postgres/server.ts'
import { START_MS } from '../support/stores.ts'

/** Longer than a platform may say nothing before another takes it for gone. */
const FAILOVER_S = 25

/** Containers that run until the test ends them, as one engine that all platforms see, or as each platform's own. */
function engineOf({ isShared }: { isShared: boolean }) {
  const there = new Map<string, PromiseWithResolvers<Exit>>()
  const launched: string[] = []
  const watched: string[] = []
  /** @param hasRoom whether containers start at once */
  const launcher = (hasRoom = true): Launcher => ({
    accepts: () => true,
    isShared,
    async launch({ executionId, onStart, signal }: Job) {
      watched.push(executionId)
      if (!hasRoom)
        return new Promise((resolve) =>
          signal.addEventListener('abort', () => resolve({ code: 0, signal: null })),
        )
      const container = there.get(executionId) ?? Promise.withResolvers<Exit>()
      if (!there.has(executionId)) launched.push(executionId)
      there.set(executionId, container)
      onStart()
      signal.addEventListener('abort', () => container.resolve({ code: null, signal: 'SIGTERM' }))
      return container.promise
    },
    recover: async (executionIds) => new Set([...executionIds].filter((id) => there.has(id))),
  })
  return { launcher, there, launched, watched }
}

describe.skipIf(hasNoPostgres)(`several platforms on one database${why}`, () => {
  let server: PostgresServer
  let folder: string
  beforeAll(async () => {
    server = await startPostgres()
    folder = await mkdtemp(join(tmpdir(), 'test-'))
  }, START_MS)
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]()
    if (folder) await rm(folder, { recursive: true })
  })

  /** Platforms with clocks of their own: one whose clock stands still is as good as dead, until it goes on. */
  async function startSeveral(...launchers: Launcher[]) {
    const database = await server.createDatabase()
    await using stack = new AsyncDisposableStack()
    const platforms: Several[] = []
    for (const launcher of launchers) {
      const clock: VirtualClock = new VirtualClock(undefined, () => atRest(clock))
      const options = { database, key: join(folder, 'key'), clock, launchers: [launcher] }
      platforms.push({ ...stack.use(await startPlatform(options)), clock })
    }
    const all = stack.move()
    const [one, other, third] = platforms
    if (!one || !other) throw new Error('several are two at least')
    return { one, other, third: third ?? other, [Symbol.asyncDispose]: () => all.disposeAsync() }
  }

  it('leave each other alone while they live', async () => {
    const engine = engineOf({ isShared: true })
    await using several = await startSeveral(engine.launcher(), engine.launcher())
    const { one, other } = several
    await createExecutions(one, 3)
    await pass(40, one, other)
    expect(engine.watched).toHaveLength(3)
    expect(endsOf(one, other)).toEqual([])
  })

  it('take over the containers of one that is gone: each is watched by one of them, to its end', async () => {
    const engine = engineOf({ isShared: true })
    await using several = await startSeveral(engine.launcher(), engine.launcher(), engine.launcher())
    const { one, other, third } = several
    const executions = await createExecutions(one, 10)
    await pass(FAILOVER_S, other, third)
    expect(engine.launched).toHaveLength(10)
    expect(engine.watched.slice(10).toSorted()).toEqual(
      executions.map(({ executionId }) => executionId).toSorted(),
    )
    const [first] = executions
    if (!first) throw new Error('none')
    engine.there.get(first.executionId)?.resolve({ code: 3, signal: null })
    await until(() => endsOf(other, third).length > 0)
    expect(endsOf(other, third)).toEqual([
      { id: first.executionId, message: 'The container exited with code 3 without an outcome' },
    ])
  })

  it('start the containers that one left unstarted', async () => {
    const [busy, free] = [engineOf({ isShared: false }), engineOf({ isShared: false })]
    await using several = await startSeveral(busy.launcher(false), free.launcher())
    const { one, other } = several
    const executions = await createExecutions(one, 4, false)
    await pass(FAILOVER_S, other)
    expect(free.launched.toSorted()).toEqual(executions.map(({ executionId }) => executionId).toSorted())
  })

  it('leave containers that only one could see to their heartbeats', async () => {
    const [hidden, others] = [engineOf({ isShared: false }), engineOf({ isShared: false })]
    await using several = await startSeveral(hidden.launcher(), others.launcher())
    const { one, other } = several
    const [silent, alive] = await createExecutions(one, 2)
    if (!silent || !alive) throw new Error('none')
    for (let time = 0; time < 4; time += 1) {
      await other.client.transitions.executions.heartbeats.create(alive.transitionId, alive.executionId, {})
      await pass(FAILOVER_S, other)
    }
    expect(others.watched).toEqual([])
    expect(endsOf(other)).toEqual([{ id: silent.executionId, message: 'Timed out: no heartbeat for 60 s' }])
  })

  it('fail an execution whose container is gone with the platform that watched it', async () => {
    const engine = engineOf({ isShared: true })
    await using several = await startSeveral(engine.launcher(), engine.launcher())
    const { one, other } = several
    const [execution] = await createExecutions(one, 1)
    engine.there.clear()
    await pass(FAILOVER_S, other)
    expect(endsOf(other)).toEqual([
      {
        id: execution?.executionId,
        message: 'The container is gone, and so is the platform that watched it',
      },
    ])
  })

  it('end nothing any more that another platform has adopted', async () => {
    const [first, second] = [engineOf({ isShared: true }), engineOf({ isShared: true })]
    await using several = await startSeveral(first.launcher(), second.launcher())
    const { one, other } = several
    const [execution] = await createExecutions(one, 1)
    const executionId = execution?.executionId ?? ''
    // To the second engine it is there, too.
    second.there.set(executionId, Promise.withResolvers<Exit>())
    await pass(FAILOVER_S, other)
    expect(second.watched).toEqual([executionId])
    first.there.get(executionId)?.resolve({ code: 137, signal: null })
    await one.exited(executionId)
    expect(endsOf(one, other)).toEqual([])
  })

  it('end what is overdue once, whoever sees it first', async () => {
    const engines = [engineOf({ isShared: false }), engineOf({ isShared: false })]
    await using several = await startSeveral(...engines.map(({ launcher }) => launcher()))
    const { one, other } = several
    const executions = await createExecutions(one, 30)
    const { heartbeats } = one.client.transitions.executions
    for (const { transitionId, executionId } of executions)
      await heartbeats.create(transitionId, executionId, {})
    await Promise.all([pass(62, one), pass(62, other)])
    while (endsOf(one, other).length < executions.length) await Promise.all([pass(1, one), pass(1, other)])
    const ended = endsOf(one, other).map(({ id }) => id)
    expect(ended.toSorted()).toEqual(executions.map(({ executionId }) => executionId).toSorted())
  })

  it('let each piece of work be claimed once', async () => {
    const engine = engineOf({ isShared: false })
    await using several = await startSeveral(engine.launcher(), engine.launcher())
    const { one, other } = several
    const { transitionId } = await one.client.transitions.create({ transitionType: 'manual' })
    const COUNT = 60
    for (let index = 0; index < COUNT; index += 1) await one.enqueue(transitionId, { index })
    const claim = async ({ client }: Several): Promise<string[]> => {
      const claimed: string[] = []
      for (;;) {
        const execution = await client.transitions.executions.create(transitionId).catch(() => undefined)
        if (!execution) return claimed
        claimed.push(execution.executionId)
      }
    }
    const claimants = [one, other, one, other, one, other]
    const claimed = (await Promise.all(claimants.map(claim))).flat()
    expect(new Set(claimed).size).toBe(COUNT)
    expect(claimed).toHaveLength(COUNT)
  })

  it('hand work to one who waits at another platform, as soon as it is queued', async () => {
    const engine = engineOf({ isShared: false })
    await using several = await startSeveral(engine.launcher(), engine.launcher())
    const { one, other } = several
    const { transitionId } = await one.client.transitions.create({ transitionType: 'manual' })
    const claimed = fetch(`${other.apiEndpoint}/transitions/${transitionId}/executions`, {
      method: 'POST',
      headers: { 'x-api-key': other.apiKey, 'content-type': 'application/json', prefer: 'wait=20' },
      body: '{}',
    })
    // A fourth sleeps: the one who waits. The other platform's clock stands still: it looks at nothing by itself.
    await until(() => other.clock.sleepers >= 4)
    const { executionId } = await one.enqueue(transitionId, {})
    expect(await (await claimed).json()).toMatchObject({ executionId })
  })
})

type Several = TestPlatform & { clock: VirtualClock }

/** A platform at rest sleeps in its three watches: of executions, of workflows, and its housekeeping. */
async function atRest(clock: VirtualClock): Promise<void> {
  await until(() => clock.sleepers >= 3)
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

/** Lets time pass for some, second by second. */
async function pass(seconds: number, ...platforms: Several[]): Promise<void> {
  for (let second = 0; second < seconds; second += 1)
    for (const { clock } of platforms) await clock.advance(1000)
}

/** Executions whose containers run, as far as the launcher lets them. */
async function createExecutions({ client, events }: TestPlatform, count: number, areLaunched = true) {
  const { transitionId } = await client.transitions.create({
    transitionType: 'docker',
    parameters: { imageUrl: 'image' },
    timeoutInSeconds: 1800,
  })
  const made = []
  for (let index = 0; index < count; index += 1)
    made.push(await client.transitions.executions.create(transitionId))
  if (areLaunched) await until(() => events.filter(({ type }) => type === 'launched').length === count)
  return made
}

/** The ends that platforms tell of, and their messages. */
function endsOf(...platforms: Several[]) {
  return platforms
    .flatMap(({ events }) => events)
    .flatMap((event) =>
      event.type === 'ended' ? [{ id: event.execution.executionId, message: event.error?.message }] : [],
    )
}
