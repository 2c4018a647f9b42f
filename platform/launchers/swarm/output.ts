import { Readable } from 'node:stream'
import type Docker from 'dockerode'
import { readLines } from '../docker/output.ts'

/** How long to wait for the output of an ended container, in milliseconds. */
const FINISH_MS = 15_000

/** The output of a task's container. */
export interface TaskOutput {
  /** Reads the rest, after the container has ended. */
  finish(): Promise<void>
  /** Stops reading. */
  stop(): void
}

/** Missing in the types of dockerode. */
interface WithLogs {
  logs(options: { follow: true; stdout: true; stderr: true; abortSignal: AbortSignal }): Promise<Readable>
  logs(options: { follow: false; stdout: true; stderr: true; abortSignal: AbortSignal }): Promise<Buffer>
}

/**
 * Reads a task's output through the manager, while the task prints it. The stream of a swarm has no reliable end, so at the end
 * all output is read again, without the lines that were read before.
 */
export function followTask(docker: Docker, taskId: string, onLine: (line: string) => void): TaskOutput {
  const task = docker.getTask(taskId) as Docker.Task & WithLogs
  const cut = new AbortController()
  const read: [number, number] = [0, 0]
  const following = follow().catch(() => undefined)

  async function follow(): Promise<void> {
    const stream = await task.logs({ follow: true, stdout: true, stderr: true, abortSignal: cut.signal })
    cut.signal.addEventListener('abort', () => stream.destroy())
    if (cut.signal.aborted) stream.destroy()
    await readLines(docker, stream, (line, output) => {
      read[output] += 1
      onLine(line)
    })
  }

  return {
    async finish() {
      cut.abort()
      await following
      // A node that is gone has no output.
      const abortSignal = AbortSignal.timeout(FINISH_MS)
      const all = await task
        .logs({ follow: false, stdout: true, stderr: true, abortSignal })
        .catch(() => Buffer.of())
      const toSkip: [number, number] = [...read]
      await readLines(docker, Readable.from([all]), (line, output) => {
        if (toSkip[output] > 0) toSkip[output] -= 1
        else onLine(line)
      })
    },
    stop: () => cut.abort(),
  }
}
