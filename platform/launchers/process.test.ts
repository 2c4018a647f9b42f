import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { HANDLERS, handlerPath } from '../../test/support/handlers.ts'
import type { Job } from './launcher.ts'
import { processLauncher } from './process.ts'

/** In place of the runtime: goes on until it is stopped. */
const PROGRAM = [process.execPath, '-e', 'console.log("ready"); setInterval(() => {}, 1000)'] as const

const job = (more: Pick<Job, 'signal'> & Partial<Job>): Job => ({
  executionId: 'las:transition-execution:0',
  imageUrl: pathToFileURL(handlerPath('succeeds.mjs')).href,
  environment: {},
  secretNames: new Set(),
  cpu: 256,
  memory: 512,
  registry: undefined,
  onStart: () => undefined,
  onLost: () => undefined,
  onLine: () => undefined,
  ...more,
})

test('no more handlers run at once than may, and the next one starts when one has ended', async () => {
  const launcher = processLauncher(PROGRAM, { handlers: [HANDLERS], maxProcesses: 2 })
  const started: number[] = []
  const runs = [0, 1, 2].map((index) => {
    const [ready, stop] = [Promise.withResolvers<void>(), new AbortController()]
    const exit = launcher.launch(
      job({ signal: stop.signal, onStart: () => started.push(index), onLine: () => ready.resolve() }),
    )
    return { ready: ready.promise, stop, exit }
  })
  await Promise.all([runs[0]?.ready, runs[1]?.ready])
  expect(new Set(started)).toEqual(new Set([0, 1]))
  runs[0]?.stop.abort()
  await runs[2]?.ready
  for (const { stop } of runs) stop.abort()
  const exits = await Promise.all(runs.map(({ exit }) => exit))
  expect(exits.map(({ signal }) => signal)).toEqual(['SIGTERM', 'SIGTERM', 'SIGTERM'])
})

test('what is stopped before its turn never starts', async () => {
  const launcher = processLauncher(PROGRAM, { handlers: [HANDLERS] })
  const stopped = launcher.launch(job({ signal: AbortSignal.abort() }))
  await expect(stopped).rejects.toThrow('it was stopped before it started')
})
