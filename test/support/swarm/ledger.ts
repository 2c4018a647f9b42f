import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where handlers tell that they begin and that they come to their end. */
export interface Ledger extends AsyncDisposable {
  url: string
  /** The address of the node of each beginning, by execution. */
  began: Map<number, string[]>
  /** The same of each end. */
  ended: Map<number, string[]>
  /** Lets nobody come to an end from now on. */
  hold(): void
  /** Forgets whoever was to come to an end on a node that is no more, and lets the others. */
  release(lost: string): void
}

export async function openLedger(address: string): Promise<Ledger> {
  const [began, ended] = [new Map<number, string[]>(), new Map<number, string[]>()]
  let held: { node: string; go: () => void; response: ServerResponse }[] | undefined
  const server = createServer((request, response) => {
    const [, what, index] = request.url?.split('/') ?? []
    const node = request.socket.remoteAddress ?? ''
    const note = (all: Map<number, string[]>) =>
      all.set(Number(index), [...(all.get(Number(index)) ?? []), node])
    const go = () => {
      note(what === 'began' ? began : ended)
      response.end()
    }
    request.resume()
    // Whoever works long would send on a connection that is about to be closed.
    response.setHeader('connection', 'close')
    if (held && what === 'ended') held.push({ node, go, response })
    else go()
  }).listen(0, address)
  await once(server, 'listening')
  return {
    url: `http://${address}:${(server.address() as AddressInfo).port}`,
    began,
    ended,
    hold() {
      held = []
    },
    release(lost) {
      const waiting = held ?? []
      held = undefined
      for (const { node, go, response } of waiting) {
        if (node === lost) response.destroy()
        else go()
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
