import ky, { isHTTPError, isNetworkError, isTimeoutError, type KyInstance } from 'ky'
import { ErrorBody } from '../contract/index.ts'
import type { Credentials } from './credentials.ts'
import { answerError, ConnectionError, type Exchange } from './errors.ts'
import { retryPolicy } from './retry.ts'

const DEFAULT_TIMEOUT_MS = 30_000

/** ky with the platform's rules for retries, and with errors that say whose fault it was. */
export function createHttp(credentials: Credentials, fetch: typeof globalThis.fetch | undefined): KyInstance {
  return ky.create({
    ...(fetch ? { fetch } : {}),
    timeout: DEFAULT_TIMEOUT_MS,
    retry: retryPolicy({ idempotent: true }),
    hooks: {
      beforeError: [
        ({ error, request }) => {
          const exchange = exchangeOf(request, credentials)
          if (isHTTPError(error))
            return answerError({ ...exchange, status: error.response.status, ...messageOf(error.data) })
          if (isTimeoutError(error)) return new ConnectionError(exchange, 'had no answer in time', error)
          if (isNetworkError(error)) return connectionError(exchange, error.cause ?? error)
          return error
        },
      ],
    },
  })
}

/** The error for a connection that broke, with the reason that the socket gave. */
export function connectionError(exchange: Exchange, error: unknown): ConnectionError {
  let cause = error
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
  return new ConnectionError(
    exchange,
    `had no answer: ${cause instanceof Error ? cause.message || cause.name : String(cause)}${code}`,
    error,
  )
}

function exchangeOf(request: Request, credentials: Credentials): Exchange {
  const url = `${request.url.split('?')[0]}`
  const base = url.startsWith(credentials.apiEndpoint) ? credentials.apiEndpoint : credentials.authEndpoint
  return { method: request.method, path: url.replace(base, '') }
}

function messageOf(data: unknown): { apiMessage?: string } {
  const message = ErrorBody.safeParse(data).data?.message
  return message === undefined ? {} : { apiMessage: message }
}
