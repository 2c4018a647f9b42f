import { abortable } from '../client/abortable.ts'
import type { Answer } from '../client/answer.ts'
import { failureCode } from '../client/failure-code.ts'
import type { Credentials } from '../client/index.ts'
import { AttemptTimeoutError } from '../client/attempt-errors.ts'
import type { Clock } from '../contract/index.ts'
import type { Mask } from '../contract/mask.ts'
import type { Exchange, Outgoing } from '../client/exchange.ts'
import type { Fault, Faults } from './faults.ts'
import { operationName, type OperationName } from './operation-names.ts'
import type { Caller, SentRequest } from './run-result.ts'

/** Where the API is, as it stands in credentials. */
export type Endpoints = Pick<Credentials, 'apiEndpoint' | 'authEndpoint'>

/** Where the platform is for those who are in this process. */
export const IN_PROCESS: Endpoints = {
  apiEndpoint: 'http://platform.test/v1',
  authEndpoint: 'http://platform.test/oauth2',
}

/** Where requests go, and who may change them on the way. */
export interface TransportOptions {
  endpoints: Endpoints
  /** Answers a call, which is noted in `sent` by then. */
  platform: (request: Request, by: Caller, sent: SentRequest) => Response | Promise<Response>
  faults: Faults
  /** Learns the tokens that the platform issues. */
  mask: Mask
  /** Called when the platform starts to work on a call, and when it has finished. */
  onWork: (change: 1 | -1) => void
}

/** One caller's connection to the platform. */
export interface Line {
  by: Caller
  /** Gets each call. */
  requests: SentRequest[]
  /** Whether the caller has ended: its calls are not sent any more. */
  isCut: () => boolean
  /** Measures delays and timeouts. */
  clock: Clock
}

/** The network between a run and its platform. It records each call, and injects the planned faults. */
export function createTransport(options: TransportOptions): { connect(line: Line): Exchange } {
  const { endpoints, platform, faults, mask, onWork } = options

  /** Forwards a call to the platform and records its answer. */
  async function forward(call: Outgoing, by: Caller, sent: SentRequest): Promise<Answer> {
    const { url, method, headers, body, signal } = call
    const request = new Request(url, {
      method,
      headers: { ...headers },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    })
    onWork(1)
    try {
      const response = await platform(request, by, sent)
      const text = await response.text()
      if (sent.operation === 'POST token') mask.add(tokenIn(text))
      return note(sent, response.status, text, response.headers)
    } finally {
      onWork(-1)
    }
  }

  /** Records an answer as the caller gets it. */
  function note(sent: SentRequest, status: number, text: string, headers: Headers): Answer {
    sent.status = status
    sent.response = text === '' ? undefined : parsed(mask.apply(text))
    return { status, headers, text: async () => text }
  }

  async function play(fault: Fault, call: Outgoing, line: Line, sent: SentRequest): Promise<Answer> {
    if ('taken' in fault && fault.taken) await forward(call, line.by, sent)
    switch (fault.kind) {
      case 'answer': {
        const { status, body = { message: `the harness answers ${fault.status}` }, headers } = fault
        const text = typeof body === 'string' ? body : JSON.stringify(body)
        const type = typeof body === 'string' ? 'text/plain' : 'application/json'
        return note(
          sent,
          status,
          status === 204 ? '' : text,
          new Headers({ 'content-type': type, ...headers }),
        )
      }
      case 'delayed':
        if (fault.ms >= call.timeoutMs) return stall(call, line)
        await line.clock.sleep(fault.ms, call.signal)
        return forward(call, line.by, sent)
      case 'stalled':
        forget(sent)
        return stall(call, line)
      case 'refused':
        throw noConnection('ECONNREFUSED')
      case 'broken':
        break
    }
    forget(sent)
    throw noConnection('ECONNRESET')
  }

  return {
    connect: (line) => async (call) => {
      call.signal?.throwIfAborted()
      if (line.isCut()) throw noConnection('ECONNRESET')
      const sent = read(call, endpoints, mask)
      line.requests.push(sent)
      const fault = faults.next(sent.operation, line.by)
      try {
        return await abortable(
          fault ? play(fault, call, line, sent) : forward(call, line.by, sent),
          call.signal,
        )
      } catch (error) {
        sent.failure = failureCode(error) ?? 'no answer'
        throw error
      }
    },
  }
}

/** No answer comes. The caller's timeout ends the call. */
async function stall({ timeoutMs, signal }: Outgoing, { clock }: Line): Promise<never> {
  await clock.sleep(timeoutMs, signal)
  throw new AttemptTimeoutError()
}

function read({ method, url, body }: Outgoing, endpoints: Endpoints, mask: Mask): SentRequest {
  const { apiEndpoint, authEndpoint } = endpoints
  const { searchParams, pathname, origin } = new URL(url)
  const isToken = origin + pathname === `${authEndpoint}/token`
  const base = new URL(apiEndpoint).pathname
  const path = isToken ? '/token' : pathname.slice(base === '/' ? 0 : base.length)
  const operation: OperationName | undefined = isToken ? 'POST token' : operationName(method, path)
  return {
    operation,
    method,
    path,
    query: queryOf(searchParams),
    body: body === undefined ? undefined : parsed(mask.apply(body)),
    status: undefined,
    response: undefined,
    failure: undefined,
  }
}

/** Removes an answer that the caller never got. */
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

/** The error of a connection that fails. */
export function noConnection(code: string): Error {
  return Object.assign(new Error(code), { code })
}
