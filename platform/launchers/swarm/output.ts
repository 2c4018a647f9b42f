import { Readable } from 'node:stream'
import type Docker from 'dockerode'
import { readLines } from '../docker/output.ts'

/** So long, in milliseconds, is waited for what an ended container has printed. */
const FINISH_MS = 15_000

/** What a task's container prints. */
export interface TaskOutput {
  /** Reads what is left once it has ended. */
  finish(): Promise<void>
  /** Stops reading. */
  stop(): void
}

/** The types of dockerode leave it out. */
interface WithLogs {
  logs(options: { follow: true; stdout: true; stderr: true; abortSignal: AbortSignal }): Promise<Readable>
  logs(options: { follow: false; stdout: true; stderr: true; abortSignal: AbortSignal }): Promise<Buffer>
}

/**
 * Reads what a task prints as it prints it, by way of the manager. A swarm doesn't say where that ends: so at the end all is
 * read once more, and of each output the lines that came already are left out.
 */
export function followTask(docker: Docker, taskId: string, onLine: (line: string) => void): TaskOutput {
  const task = docker.getTask(taskId) as Docker.Task & WithLogs
  const cut = new AbortController()
  const told: [number, number] = [0, 0]
  const following = follow().catch(() => undefined)

  async function follow(): Promise<void> {
    const stream = await task.logs({ follow: true, stdout: true, stderr: true, abortSignal: cut.signal })
    cut.signal.addEventListener('abort', () => stream.destroy())
    if (cut.signal.aborted) stream.destroy()
    await readLines(docker, stream, (line, output) => {
      told[output] += 1
      onLine(line)
    })
  }

  return {
    async finish() {
      cut.abort()
      await following
      // A node that has gone meanwhile tells nothing more.
      const abortSignal = AbortSignal.timeout(FINISH_MS)
      const all = await task
        .logs({ follow: false, stdout: true, stderr: true, abortSignal })
        .catch(() => Buffer.of())
      const left: [number, number] = [...told]
      await readLines(docker, Readable.from([all]), (line, output) => {
        if (left[output] > 0) left[output] -= 1
        else onLine(line)
      })
    },
    stop: () => cut.abort(),
  }
}
