import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { quietPort } from './port.ts'

/** A request as it came. */
export interface ReceivedRequest {
  method: string
  /** Without the query. */
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  /** Empty where the connection was reset before it was read. */
  body: string
}

/** What happens to one request. */
export interface Answer {
  /** Default 200, or 204 without a body. */
  status?: number
  headers?: Record<string, string>
  /** A string as it stands; anything else as JSON. */
  body?: unknown
  /** Nothing is answered before this settles. */
  after?: Promise<unknown>
  /**
   * How the connection fails:
   * - `reset-unread`: the request's head has come, its body is not read;
   * - `reset`: the request was read whole;
   * - `cut`: half of the body is sent, and the connection closed;
   * - `stall`: half of the body is sent, and then nothing more;
   * - `silence`: nothing is sent, ever.
   */
  failure?: 'reset-unread' | 'reset' | 'cut' | 'stall' | 'silence'
}

/** Answers in order, by route (`GET /v1/models`); a function answers each request of its route. */
export type Script = Record<string, Answer[] | ((request: ReceivedRequest) => Answer)>

/** A real HTTP server on a free port that does as it is told. Disposing of it closes every connection. */
export interface ScriptedServer extends AsyncDisposable {
  /** `http://127.0.0.1:49152`, without a path. */
  readonly url: string
  /** All requests so far, or those of a route, in order. */
  requests(route?: string): ReceivedRequest[]
  /** Resolves once as many requests of a route have come. */
  received(route: string, count?: number): Promise<void>
  /** Resolves once the client has closed a connection before it had its answer. */
  readonly abandoned: Promise<void>
  /** Refuses every new connection from now on, and closes those that are open after their next answer. */
  refuse(): void
  /** Takes connections again. */
  accept(): Promise<void>
}

/** A request that no answer is left for gets 418, which no client tries again. */
export async function scriptedServer(script: Script): Promise<ScriptedServer> {
  const left = new Map(
    Object.entries(script).map(([route, answers]) => [
      route,
      Array.isArray(answers) ? [...answers] : answers,
    ]),
  )
  const requests: ReceivedRequest[] = []
  const watchers = new Set<() => void>()
  const abandoned = Promise.withResolvers<void>()
  const ofRoute = (route?: string) =>
    requests.filter(({ method, path }) => route === undefined || `${method} ${path}` === route)

  function answerTo(request: ReceivedRequest): Answer {
    const route = `${request.method} ${request.path}`
    const answers = left.get(route)
    const answer = typeof answers === 'function' ? answers(request) : answers?.shift()
    return answer ?? { status: 418, body: { message: `no answer is left for ${route}` } }
  }

  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '', 'http://server')
    const { method = '', headers } = incoming
    const request = { method, path: url.pathname, query: url.searchParams, headers, body: '' }
    requests.push(request)
    const answer = answerTo(request)
    if (!server.listening) outgoing.setHeader('connection', 'close')
    outgoing.once('close', () => {
      if (!outgoing.writableEnded && !isOurs(answer.failure)) abandoned.resolve()
    })
    // Whoever leaves while their request is being read is seen above.
    play(answer, incoming, outgoing, request, () => watchers.forEach((look) => look())).catch(() => undefined)
  })
  // Whoever refuses for a while takes the same port again.
  const port = await quietPort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${port}`,
    requests: ofRoute,
    received: (route, count = 1) =>
      new Promise((resolve) => {
        const look = () => {
          if (ofRoute(route).length < count) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        look()
      }),
    abandoned: abandoned.promise,
    refuse: () => void server.close(),
    async accept() {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Failures that close the connection. */
function isOurs(failure: Answer['failure']): boolean {
  return failure === 'reset' || failure === 'reset-unread' || failure === 'cut'
}

async function play(
  { status, headers = {}, body, after, failure }: Answer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  request: ReceivedRequest,
  read: () => void,
): Promise<void> {
  if (failure !== 'reset-unread') request.body = await text(incoming)
  read()
  await after
  if (failure === 'silence') return
  if (failure === 'reset' || failure === 'reset-unread') {
    incoming.socket.resetAndDestroy()
    return
  }
  const payload = Buffer.from(
    body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body),
  )
  outgoing.writeHead(status ?? (body === undefined ? 204 : 200), {
    ...(body === undefined ? {} : { 'content-length': payload.length, 'content-type': 'application/json' }),
    ...headers,
  })
  if (failure === undefined) {
    outgoing.end(payload)
    return
  }
  outgoing.write(payload.subarray(0, payload.length / 2), () => {
    if (failure === 'cut') incoming.socket.destroy()
  })
}
