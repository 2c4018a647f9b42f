import type { AnswerHeaders } from './answer.ts'

/** A number of seconds, perhaps with its unit. */
const SECONDS = /^\+?(\d+(?:\.\d*)?|\.\d+)\s*(?:s|secs?|seconds?)?$/i
/** An HTTP date in one of its three forms (RFC 9110, section 5.6.7), or ISO 8601. `Date.parse` reads years into numbers. */
const DATE = /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b.*\d|\d{4}-\d\d-\d\dT.+)/i

/**
 * `Retry-After` in milliseconds (RFC 9110, section 10.2.3). Of several values the longest counts; what is neither seconds
 * nor a date doesn't. A date is compared with the answer's own `Date`.
 * @param now our own time, for answers without a `Date`
 */
export function retryAfterMs(headers: AnswerHeaders, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  const sentAt = Date.parse(headers.get('date') ?? '')
  // A comma separates values, and stands in dates after the day of the week.
  const waits = value.split(/,(?!\s*\d{1,2}[ -][a-z]{3})/i).flatMap((one) => {
    const text = one.trim()
    const seconds = SECONDS.exec(text)?.[1]
    if (seconds !== undefined) return [Number(seconds) * 1000]
    // The asctime form has no zone, and means GMT.
    const zoned = /(?:gmt|utc|z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text} GMT`
    const time = DATE.test(text) ? Date.parse(zoned) : Number.NaN
    return Number.isNaN(time) ? [] : [Math.max(0, time - (Number.isNaN(sentAt) ? now : sentAt))]
  })
  return waits.length === 0 ? undefined : Math.max(...waits)
}
