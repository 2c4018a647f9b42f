import ky, { isHTTPError, isTimeoutError } from 'ky'
import * as z from 'zod/mini'
import type { Predictor } from './predictor.ts'

/** `timeoutMs` is for a whole answer. */
export interface UrlPredictorOptions {
  timeoutMs?: number
}

const Answer = z.object({
  predictions: z.array(
    z.object({
      label: z.string(),
      value: z.nullable(z.string().check(z.minLength(1), z.maxLength(64))),
      confidence: z.number().check(z.gte(0), z.lte(1)),
    }),
  ),
})

/**
 * A predictor behind a URL. It's sent `{contentType, content, fieldConfig, maxPages}` (content in base64) by POST
 * and answers `{predictions: [{label, value, confidence}]}`; labels it leaves out are null, others are ignored.
 * A user and password in the URL are sent as basic authentication. Waits 60 s where `timeoutMs` isn't given.
 */
export function urlPredictor(url: string | URL, { timeoutMs = 60_000 }: UrlPredictorOptions = {}): Predictor {
  const target = new URL(url)
  // Errors and logs show this one: a query may hold a key.
  const shown = `${target.origin}${target.pathname}`
  const headers = basicAuthentication(target)
  target.username = ''
  target.password = ''

  return async ({ content, contentType, fieldConfig, maxPages }, { signal } = {}) => {
    signal?.throwIfAborted()
    const json = { contentType, content: Buffer.from(content).toString('base64'), fieldConfig, maxPages }
    const options = {
      json,
      headers,
      timeout: timeoutMs,
      totalTimeout: timeoutMs,
      retry: 0,
      ...(signal && { signal }),
    }
    const body = await ky
      .post(target, options)
      .json()
      .catch((error: unknown) => {
        signal?.throwIfAborted()
        throw new Error(`the predictor at ${shown} ${failureOf(error, timeoutMs)}`)
      })
    const answer = Answer.safeParse(body)
    if (!answer.success) {
      const [issue] = answer.error.issues
      const where = issue?.path.join('.') || 'the answer'
      throw new Error(`the predictor at ${shown} gave a wrong answer: ${where}: ${issue?.message}`)
    }
    const given = new Map(answer.data.predictions.map((field) => [field.label, field]))
    return Object.keys(fieldConfig).map((label) => given.get(label) ?? { label, value: null, confidence: 0 })
  }
}

function basicAuthentication({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** Says why without the error's own message where that holds the whole URL, as ky's do. */
function failureOf(error: unknown, timeoutMs: number): string {
  if (isHTTPError(error)) return `answered ${error.response.status} ${error.response.statusText}`.trimEnd()
  if (isTimeoutError(error)) return `did not answer within ${timeoutMs / 1000} s`
  if (error instanceof SyntaxError) return 'gave a wrong answer: it is no JSON'
  return `could not be reached: ${codeOf(error) ?? 'the connection failed'}`
}

function codeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return undefined
}
