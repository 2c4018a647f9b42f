import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** An invoice in the books. */
export interface Booking {
  voucher: string
  fields: Record<string, string | null>
}

/** A stand-in for an ERP: `PUT /invoices/{id}` books an invoice, `GET /invoices` lists them. */
export interface Erp extends AsyncDisposable {
  /** `http://127.0.0.1:49152` */
  url: string
}

/**
 * Starts one on a free port of this machine. As ERPs are, it is closed at times: it turns the first caller away.
 * @param onBooking told of each new invoice
 */
export async function startErp(onBooking: (booking: Booking) => void): Promise<Erp> {
  const books = new Map<string, Booking>()
  let isOpen = false

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const id = request.url?.match(/^\/invoices\/([\w:%-]+)$/)?.[1]
    if (request.method === 'GET' && request.url === '/invoices')
      return answer(200, Array.from(books.values()))
    if (request.method !== 'PUT' || id === undefined)
      return answer(404, { message: 'PUT /invoices/{id}, or GET /invoices' })
    const fields = (await json(request).catch(() => undefined)) as Booking['fields'] | undefined
    if (!isOpen) {
      isOpen = true
      return answer(503, { message: 'closed' })
    }
    if (typeof fields?.['total_amount'] !== 'string') return answer(422, { message: 'it has no total' })
    const known = books.get(id)
    const booking = known ?? { voucher: `V-${String(books.size + 1).padStart(4, '0')}`, fields }
    books.set(id, booking)
    if (!known) onBooking(booking)
    return answer(known ? 200 : 201, booking)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
