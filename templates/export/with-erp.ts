// A stand-in for the ERP, as long as the command after it runs: `node with-erp.ts transition dev`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

const PORT = 4020

/** What is booked, by the key of whoever sent it. */
const vouchers = new Map<string, string>()

const server = createServer(async (request, response) => {
  const voucher = await json(request)
  const key = String(request.headers['idempotency-key'])
  const voucherId = vouchers.get(key) ?? `V-${1001 + vouchers.size}`
  const isNew = !vouchers.has(key)
  vouchers.set(key, voucherId)
  console.error(isNew ? `The ERP books ${voucherId}:` : `The ERP has ${voucherId} already:`, voucher)
  response.writeHead(isNew ? 201 : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ voucherId }))
})
server.listen(PORT, '127.0.0.1')
await once(server, 'listening')

const [command = '', ...args] = process.argv.slice(2)
const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
// Ctrl-C reaches the command too, which ends in its own time.
process.on('SIGINT', () => {})
const [code] = await once(child, 'close')
server.closeAllConnections()
server.close()
process.exitCode = code ?? 1
