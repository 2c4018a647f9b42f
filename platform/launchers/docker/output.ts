import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { createInterface } from 'node:readline'
import type Docker from 'dockerode'

/** Reads all lines that a container prints; resolves when it has ended and the last line is read. */
export async function readOutput(
  docker: Docker,
  container: Docker.Container,
  onLine: (line: string) => void,
): Promise<void> {
  await readLines(docker, await container.logs({ follow: true, stdout: true, stderr: true }), onLine)
}

/**
 * Reads an engine's stream of stdout and stderr, to its end.
 * @param onLine gets 0 for stdout and 1 for stderr
 */
export async function readLines(
  docker: Docker,
  stream: NodeJS.ReadableStream,
  onLine: (line: string, output: 0 | 1) => void,
): Promise<void> {
  const outputs = [new PassThrough(), new PassThrough()] as const
  const closed = outputs.map((input, output) => {
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
    lines.on('line', (line) => onLine(line, output === 0 ? 0 : 1))
    return once(lines, 'close')
  })
  docker.modem.demuxStream(stream, ...outputs)
  // When the engine drops the connection there is a 'close', but no 'end'.
  stream.on('error', () => undefined)
  await once(stream, 'close')
  for (const output of outputs) output.end()
  await Promise.all(closed)
}
