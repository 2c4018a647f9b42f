import { failureCode } from '../client/failure-code.ts'
import type { Credentials, Fetch } from '../client/index.ts'
import type { Clock } from '../contract/index.ts'
import type { Mask } from '../contract/mask.ts'
import type { Fault, Faults } from './faults.ts'
import { operationName, type OperationName } from './operations.ts'
import { askedFor } from './predictions.ts'
import type { Caller, SentRequest } from './run-result.ts'

/** Where the API is, as it stands in credentials. */
export type Endpoints = Pick<Credentials, 'apiEndpoint' | 'authEndpoint'>

/** Where the platform is for those who are in this process. */
export const IN_PROCESS: Endpoints = {
  apiEndpoint: 'http://platform.test/v1',
  authEndpoint: 'http://platform.test/oauth2',
}

export interface TransportOptions {
  endpoints: Endpoints
  /** Answers a call, which is noted in `sent` by then. */
  platform: (request: Request, by: Caller, sent: SentRequest) => Response | Promise<Response>
  clock: Clock
  faults: Faults
  /** Gets to know the tokens that pass by. */
  mask: Mask
  /** Told when the platform begins to work on a call, and when it has done. */
  onWork: (change: 1 | -1) => void
}

/** One caller's way to the platform. */
export interface Line {
  by: Caller
  /** Gets each call. */
  requests: SentRequest[]
  /** Whether the caller is no more: its calls don't go out. */
  isCut: () => boolean
}

/** The network between a run and its platform: it notes what is sent, and fails where it is told to. */
export function createTransport(options: TransportOptions): { connect(line: Line): Fetch } {
  const { endpoints, platform, clock, faults, mask, onWork } = options

  async function working<T>(work: () => Promise<T>): Promise<T> {
    onWork(1)
    try {
      return await work()
    } finally {
      onWork(-1)
    }
  }

  /** Has the platform act on a call and notes its answer. */
  async function take(call: Call, sent: SentRequest): Promise<Response> {
    const { url, init, by } = call
    const { documentId, modelId } = (sent.operation === 'POST predictions' ? sent.body : {}) as Ids
    const response = await askedFor.run({ documentId: String(documentId), modelId: String(modelId) }, () =>
      platform(new Request(url, init), by, sent),
    )
    const text = await response.text()
    if (sent.operation === 'POST token') mask.add(tokenIn(text))
    return note(sent, response.status, text, response.headers)
  }

  /** An answer, noted as the caller will have it. */
  function note(
    sent: SentRequest,
    status: number,
    text: string,
    headers: Headers | Record<string, string>,
  ): Response {
    sent.status = status
    sent.response = text === '' ? undefined : parsed(mask.apply(text))
    return new Response(text === '' && status === 204 ? null : text, { status, headers })
  }

  async function play(fault: Fault, call: Call, sent: SentRequest): Promise<Response> {
    const act = () => working(() => take(call, sent))
    const isTaken = 'taken' in fault && fault.taken === true
    const answer = isTaken || fault.kind === 'lost' ? await act() : undefined
    switch (fault.kind) {
      case 'answer': {
        const { status, body = { message: `the harness answers ${fault.status}` }, headers } = fault
        const text = typeof body === 'string' ? body : JSON.stringify(body)
        const type = typeof body === 'string' ? 'text/plain' : 'application/json'
        return note(sent, status, status === 204 ? '' : text, { 'content-type': type, ...headers })
      }
      case 'delayed':
        await clock.sleep(fault.ms, call.signal)
        return act()
      case 'refused':
        throw noConnection('ECONNREFUSED')
      case 'reset':
      case 'lost':
        forget(sent)
        throw noConnection('ECONNRESET')
      case 'stalled':
        forget(sent)
        return new Promise((_, reject) => {
          call.signal.addEventListener('abort', () => reject(call.signal.reason), { once: true })
        })
      case 'cut':
        break
    }
    forget(sent)
    const half = (await answer?.text())?.slice(0, 20) ?? '{"'
    return new Response(broken(half), { headers: { 'content-type': 'application/json' } })
  }

  return {
    connect:
      ({ by, requests, isCut }) =>
      async (request) => {
        if (isCut()) throw noConnection('ECONNRESET')
        const { call, sent } = await working(() => readCall(request, by, endpoints, mask))
        requests.push(sent)
        const fault = faults.next(sent.operation, by)
        try {
          return await (fault ? play(fault, call, sent) : working(() => take(call, sent)))
        } catch (error) {
          sent.failure = failureCode(error) ?? 'no answer'
          throw error
        }
      },
  }
}

interface Ids {
  documentId?: unknown
  modelId?: unknown
}

/** A call, ready to be sent on. */
interface Call {
  by: Caller
  url: string
  init: RequestInit
  signal: AbortSignal
}

async function readCall(
  request: Request,
  by: Caller,
  { apiEndpoint, authEndpoint }: Endpoints,
  mask: Mask,
): Promise<{ call: Call; sent: SentRequest }> {
  const { method, headers, signal, url } = request
  const text = request.body ? await request.text() : ''
  const { searchParams, pathname, origin } = new URL(url)
  const isToken = origin + pathname === `${authEndpoint}/token`
  const base = new URL(apiEndpoint).pathname
  const path = isToken ? '/token' : pathname.slice(base === '/' ? 0 : base.length)
  const operation: OperationName | undefined = isToken ? 'POST token' : operationName(method, path)
  const sent: SentRequest = {
    operation,
    method,
    path,
    query: queryOf(searchParams),
    body: text === '' ? undefined : parsed(mask.apply(text)),
    status: undefined,
    response: undefined,
    failure: undefined,
  }
  return { call: { by, url, init: { method, headers, ...(text !== '' && { body: text }) }, signal }, sent }
}

/** The caller never had the answer. */
function forget(sent: SentRequest): void {
  sent.status = undefined
  sent.response = undefined
}

function queryOf(params: URLSearchParams): SentRequest['query'] {
  const entries = Array.from(new Set(params.keys()), (name) => {
    const values = params.getAll(name)
    return [name, values.length === 1 ? String(values[0]) : values]
  })
  return Object.fromEntries(entries)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function tokenIn(text: string): string | undefined {
  const token = Object(parsed(text)).access_token
  return typeof token === 'string' ? token : undefined
}

/** How the global `fetch` fails. */
export function noConnection(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

/** A body that breaks off. */
function broken(half: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(half)),
    pull: (controller) => controller.error(noConnection('ECONNRESET')),
  })
}
