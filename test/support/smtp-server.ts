import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** A server that takes every mail. */
export interface SmtpServer extends AsyncDisposable {
  url: string
  /** Resolves with the next mail that has not been asked for: its lines, headers first. */
  next(): Promise<string>
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const mails: string[] = []
  const waiting: ((mail: string) => void)[] = []
  const server = createServer((socket) => {
    let text = ''
    let isData = false
    socket.write('220 test\r\n')
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      text += String(chunk)
      for (let end = endOf(text, isData); end !== -1; end = endOf(text, isData)) {
        const [taken, rest] = [text.slice(0, end), text.slice(end)]
        text = rest
        if (isData) {
          const waits = waiting.shift()
          if (waits) waits(taken)
          else mails.push(taken)
          isData = false
          socket.write('250 taken\r\n')
        } else if (/^DATA/i.test(taken)) {
          isData = true
          socket.write('354 go on\r\n')
        } else socket.write(/^QUIT/i.test(taken) ? '221 bye\r\n' : '250 ok\r\n')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: async () => mails.shift() ?? new Promise((resolve) => waiting.push(resolve)),
    async [Symbol.asyncDispose]() {
      server.close()
      await once(server, 'close')
    },
  }
}

/** Where the next command, or a mail's text, ends. */
function endOf(text: string, isData: boolean): number {
  const mark = isData ? '\r\n.\r\n' : '\r\n'
  const at = text.indexOf(mark)
  return at === -1 ? -1 : at + mark.length
}
