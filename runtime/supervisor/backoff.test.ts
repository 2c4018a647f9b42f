import { describe, expect, it } from 'vitest'
import { ConnectionError, LimitError, PlatformError, RequestRefusedError } from '../../client/errors.ts'
import { isAmbiguous, isRefusal, isTransient, pauseMs } from './backoff.ts'

const exchange = { method: 'PATCH', path: '/execution' }
const limit = (ms?: number) => new LimitError({ ...exchange, status: 429 }, 'answered 429', ms)
const busy = (ms?: number) => new PlatformError({ ...exchange, status: 503 }, 'answered 503', ms)

describe('the pause before the next attempt', () => {
  it.each([limit, busy])('is what Retry-After says, to a minute', (failed) => {
    expect(pauseMs(0, failed(20_000))).toBe(20_000)
    expect(pauseMs(0, failed(60_000))).toBe(60_000)
    for (const ms of [61_000, 86_400_000, 2_592_000_000, 1e23, Infinity])
      expect(pauseMs(0, failed(ms))).toBe(60_000)
  })

  it.each([limit(), busy(), limit(0), busy(Number.NaN), new Error('else'), undefined])(
    'grows, and is spread, where it says nothing: %s',
    (error) => {
      for (const [attempt, most] of [300, 600, 1200, 2400, 4800, 9600, 10_000, 10_000].entries()) {
        const pause = pauseMs(attempt, error)
        expect(pause).toBeGreaterThanOrEqual(most / 2)
        expect(pause).toBeLessThanOrEqual(most)
      }
      expect(pauseMs(5000, error)).toBeLessThanOrEqual(10_000)
    },
  )

  it('leaves time for one more attempt', () => {
    expect(pauseMs(0, limit(60_000), 30_000)).toBe(29_000)
    expect(pauseMs(0, busy(86_400_000), 2000)).toBe(1000)
    expect(pauseMs(0, limit(60_000), 0)).toBeLessThanOrEqual(300)
  })
})

it.each([
  [new ConnectionError(exchange, 'had no answer', 'ECONNRESET'), 'ambiguous'],
  [new ConnectionError(exchange, 'had no answer', 'CERT_HAS_EXPIRED'), 'final'],
  [new ConnectionError(exchange, 'had no answer', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'final'],
  [new ConnectionError(exchange, 'had no answer', 'ERR_TLS_CERT_ALTNAME_INVALID'), 'final'],
  [new ConnectionError(exchange, 'had no answer', 'ERR_SSL_WRONG_VERSION_NUMBER'), 'final'],
  [new PlatformError({ ...exchange, status: 200 }, 'answered 200'), 'ambiguous'],
  [new PlatformError({ ...exchange, status: 301 }, 'answered 301'), 'final'],
  [new PlatformError({ ...exchange, status: 304 }, 'answered 304'), 'final'],
  [new PlatformError({ ...exchange, status: 408 }, 'answered 408'), 'ambiguous'],
  [new PlatformError({ ...exchange, status: 599 }, 'answered 599'), 'ambiguous'],
  [limit(), 'passing'],
  [new RequestRefusedError({ ...exchange, status: 409 }, 'answered 409'), 'passing'],
  [new RequestRefusedError({ ...exchange, status: 404 }, 'answered 404'), 'final'],
  [new RequestRefusedError({ ...exchange, status: 413 }, 'answered 413'), 'refusal'],
  [new Error('else'), 'final'],
])('%s is %s', (error, kind) => {
  const kinds = {
    ambiguous: isAmbiguous(error),
    passing: isTransient(error) && !isAmbiguous(error),
    refusal: isRefusal(error),
  }
  const found = Object.entries(kinds).flatMap(([name, isIt]) => (isIt ? [name] : []))
  expect(found).toEqual(kind === 'final' ? [] : [kind])
})
