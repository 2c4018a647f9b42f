import { connect, type Socket } from 'node:net'

/** One request. */
export interface Question {
  method: string
  /** With its query. */
  path: string
  headers?: Record<string, string>
  body?: string
}

/**
 * Sends requests one after another on each of some connections that stay open, as fast as they are answered. It does
 * next to nothing itself, so that what is measured is the server.
 * @returns how long it took, in seconds
 * @throws for any answer that isn't 2xx
 */
export async function ask(url: string, questions: readonly Question[], connections: number): Promise<number> {
  const { host, hostname, port } = new URL(url)
  const requests = questions.map((question) => writeRequest(host, question)).values()
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(hostname, Number(port))))
  const start = performance.now()
  try {
    await Promise.all(sockets.map((socket) => converse(socket, requests)))
    return (performance.now() - start) / 1000
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

function writeRequest(host: string, { method, path, headers = {}, body = '' }: Question): string {
  const all = {
    host,
    ...headers,
    ...(body && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

function converse(socket: Socket, requests: Iterator<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const sendNext = () => {
      const { value, done } = requests.next()
      if (done) resolve()
      else socket.write(value)
    }
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      answer += text
      if (!isWhole(answer)) return
      if (answer.startsWith('HTTP/1.1 2')) {
        answer = ''
        sendNext()
      } else reject(new Error(`A request was answered: ${answer.slice(0, 1000)}`))
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error(`The server closed a connection: ${answer.slice(0, 1000)}`)))
    sendNext()
  })
}

/** Latin-1 has a character for each byte, so lengths are those of bytes. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = /^content-length: (\d+)\r$/im.exec(answer.slice(0, end + 1))?.[1]
  return length === undefined ? answer.endsWith('0\r\n\r\n') : answer.length === end + 4 + Number(length)
}
