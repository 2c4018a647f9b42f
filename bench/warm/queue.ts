import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export const TRANSITION_ID = `las:transition:${'a'.repeat(32)}`

/** A manual transition whose executions never run out, until it is told. */
export interface Queue extends AsyncDisposable {
  url: string
  /** Hands out executions; resolves with how many a second were ended in `ms` milliseconds, `warmUpMs` after the first. */
  serve(options: { warmUpMs: number; ms: number }): Promise<number>
}

/** The least that speaks the API for those who take executions: each answer is made at once, and checks nothing. */
export async function openQueue(): Promise<Queue> {
  let taken = 0
  let isOpen = false
  let onOutcome: (() => void) | undefined

  const take = () => {
    taken += 1
    const executionId = `las:transition-execution:${taken.toString(16).padStart(32, '0')}`
    const startTime = new Date().toISOString()
    return {
      transitionId: TRANSITION_ID,
      executionId,
      status: 'running',
      input: { number: taken },
      startTime,
    }
  }
  const server = createServer((request, response) => {
    const answer = (status: number, body?: object) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(body && JSON.stringify(body))
    }
    request.resume().on('end', () => {
      const { method, url = '' } = request
      if (url.startsWith('/auth'))
        answer(200, { access_token: 'token', expires_in: 3600, token_type: 'Bearer' })
      else if (url.endsWith('/heartbeats')) answer(204)
      else if (method === 'POST') answer(isOpen ? 200 : 404, isOpen ? take() : { message: 'none' })
      else if (method === 'PATCH') {
        answer(200, { status: 'succeeded' })
        onOutcome?.()
      } else answer(200, { transitionId: TRANSITION_ID, transitionType: 'manual', timeoutInSeconds: 300 })
    })
  })
  // On a busy machine a client may come back late; that its connection is gone then is not what is measured.
  server.keepAliveTimeout = 600_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async serve({ warmUpMs, ms }) {
      let ended = 0
      const begun = Promise.withResolvers<void>()
      onOutcome = () => {
        ended += 1
        begun.resolve()
      }
      isOpen = true
      await begun.promise
      await delay(warmUpMs)
      const [start, before] = [performance.now(), ended]
      await delay(ms)
      isOpen = false
      onOutcome = undefined
      return ((ended - before) * 1000) / (performance.now() - start)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
