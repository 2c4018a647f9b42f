// Runs around all tests: gives them a folder for what is temporary, and looks after them.
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { filesIn } from './files.ts'
import { processesOf } from './processes.ts'
import { whatStays } from './what-stays.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where each worker has a folder for what is temporary. */
    testFolder: string
    /** How long what has been told to end may take to be gone. */
    goneAfterMs: number
  }
}

/** Afterwards nothing may be left in the folder, nor running, that no file of tests has been blamed for. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-transition-tests-'))
  // A database server, which never runs as root, keeps its files in here, too.
  await chmod(folder, 0o711)
  project.provide('testFolder', folder)
  return async () => {
    const left = await whatStays(
      async () => [
        ...(await filesOfWorkers(folder)),
        ...(await processesOf(folder)).map(({ pid, command }) => `process ${pid}: ${command}`),
      ],
      project.config.provide.goneAfterMs ?? 0,
    )
    await rm(folder, { recursive: true, force: true })
    if (left.length > 0) throw new Error(`these outlived the tests:\n${left.join('\n')}`)
  }
}

async function filesOfWorkers(folder: string): Promise<string[]> {
  const workers = (await readdir(folder)).map((name) => join(folder, name))
  return (
    await Promise.all(
      workers.map(async (worker) => (await filesIn(worker)).map((name) => join(worker, name))),
    )
  ).flat()
}
