// A setup file, so it runs for each file of tests: what that leaves behind fails it.
import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, inject, vi } from 'vitest'
import { dockerLeftovers, removeImages } from './containers.ts'
import { filesIn } from './files.ts'
import { changesSince, processState, restore } from './in-process.ts'
import { processesOf } from './processes.ts'
import { whatStays } from './what-stays.ts'

/** This worker's own; its files of tests run one after the other. */
const folder = join(inject('testFolder'), `worker-${process.pid}`)
mkdirSync(folder, { recursive: true, mode: 0o711 })
process.env['TMPDIR'] = folder

const before = processState()
const known = new Set(await filesIn(folder))

// The first to be registered is the last to run: what tests and hooks end themselves has ended by then.
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})
afterAll(async () => {
  const left = await whatStays(
    async () => [
      ...changesSince(before),
      ...(await filesIn(folder))
        .filter((name) => !known.has(name))
        .map((name) => `the temporary file ${name}`),
      ...(await processesOf(folder)).map(({ pid, command }) => `process ${pid}: ${command}`),
      ...(await dockerLeftovers()),
    ],
    inject('goneAfterMs'),
  )
  restore(before)
  await removeImages()
  for (const { pid } of await processesOf(folder)) process.kill(pid, 'SIGKILL')
  for (const name of await filesIn(folder))
    if (!known.has(name)) await rm(join(folder, name), { recursive: true })
  if (left.length > 0) throw new Error(`This file of tests leaves behind:\n${left.join('\n')}`)
})
