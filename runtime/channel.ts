// The channel between the supervisor and the handler process: a socket of its own, one JSON text a line. It is not
// Node's IPC: user code finds that as `process.send`, and one line on it that is no JSON ends the supervisor.
import type { Duplex } from 'node:stream'

/** The handler process's end of the channel. */
export const CHANNEL_DESCRIPTOR = 3

/** A line of more characters is no message of the runtime's. */
const MAX_LENGTH = 2 ** 28

/** Makes a name that user code can't guess by chance. `node:crypto` takes longer to load than this needs. */
export function newNonce(): string {
  return [Math.random(), Math.random()].map((part) => part.toString(36).slice(2)).join('-')
}

/** Sends a message; resolves once the kernel has it, or the other end is gone. */
export function sendMessage(socket: Duplex, message: object): Promise<void> {
  return new Promise((resolve) => {
    if (!socket.writable) return resolve()
    // The first newline ends whatever else was written to the descriptor.
    socket.write(`\n${JSON.stringify(message)}\n`, () => resolve())
  })
}

/** Calls with each JSON object that arrives. What else arrives is ignored. */
export function onMessages(socket: Duplex, listener: (message: Readonly<Record<string, unknown>>) => void) {
  let parts: string[] = []
  let length = 0
  const take = (line: string) => {
    const message = parseObject(line)
    if (message) listener(message)
  }
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    const [end = '', ...lines] = chunk.split('\n')
    length += end.length
    if (length <= MAX_LENGTH) parts.push(end)
    const rest = lines.pop()
    if (rest === undefined) return
    if (length <= MAX_LENGTH) take(parts.join(''))
    lines.forEach(take)
    parts = [rest]
    length = rest.length
  })
  // Whether the other end is gone is told by its process, or by the end of the channel.
  socket.on('error', () => undefined)
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
