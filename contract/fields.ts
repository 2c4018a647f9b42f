// Fields that more than one resource has, with the API's own limits.
import * as z from 'zod/mini'

/** ISO 8601 with a zone, as the API writes times: `2026-03-12T09:30:00.000Z`. */
export const Time = z
  .string()
  .check(
    z.regex(
      /^[0-9]{4}-?[0-9]{2}-?[0-9]{2}( |T)?[0-9]{2}:?[0-9]{2}:?[0-9]{2}(.[0-9]{1,6})?(Z|[+][0-9]{2}(:|)[0-9]{2})$/,
      'Invalid time: expected ISO 8601 with a zone',
    ),
  )

/** Names, descriptions, users: up to 4,096 characters, or null. */
export const Text = z.nullable(z.string().check(z.maxLength(4096)))

/** The API document's pattern takes the same addresses, but exponential time on some that it refuses. */
export const Email = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9][-+._A-Za-z0-9]*@[-_.A-Za-z0-9]+\.[A-Za-z]{2,}$/,
      'Invalid email address: expected name@example.com',
    ),
  )

/** Any JSON object. */
export const JsonObject = z.record(z.string(), z.unknown())
export type JsonObject = Record<string, unknown>

/** Base64, at most 6,250,000 characters: 4,687,500 bytes. */
export const Content = z
  .string()
  .check(
    z.minLength(1, 'Too small: expected content that is not empty'),
    z.maxLength(6_250_000, 'Too big: expected at most 6,250,000 base64 characters'),
  )

/** Who made a resource and who changed it last, and when. Null for what the platform made. */
export const audit = {
  createdBy: Text,
  createdTime: z.nullable(Time),
  updatedBy: Text,
  updatedTime: z.nullable(Time),
}

/** A resource's free name and description, in requests. */
export const naming = { name: z.optional(Text), description: z.optional(Text) }

/** Variables of a container, by name. */
export const Environment = z.record(z.string(), z.string())

/** Null on the last page. */
export const NextToken = Text

/** Query of every list. `maxResults` is 1 to 1,000, and 100 where it is not given. */
export const paging = {
  maxResults: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(1000))),
  nextToken: z.optional(z.string().check(z.maxLength(4096))),
}

/** In which order a list is. */
export const Order = z.enum(['ascending', 'descending'])

/** How a list of executions is sorted. Default: the latest start first. */
export const sorting = { sortBy: z.optional(z.enum(['startTime', 'endTime'])), order: z.optional(Order) }

/** A query parameter that may be repeated: `status=running&status=retry`. */
export function repeated<S extends z.ZodMiniType>(schema: S) {
  return z.pipe(
    z.transform((value: unknown) => (Array.isArray(value) ? value : [value])),
    z.array(schema),
  )
}

/** Refuses a PATCH without any field. */
export const notEmpty = z.refine<object>(
  (value) => Object.keys(value).length > 0,
  'Too small: expected at least one field',
)
