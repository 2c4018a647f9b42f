import * as z from 'zod/mini'

/** The body of every answer that is not 2xx. */
export const ErrorBody = z.looseObject({ message: z.optional(z.string()) })
export type ErrorBody = z.infer<typeof ErrorBody>

/** The API's message with 403: no credentials, wrong or expired ones, or a scope that is missing. */
export const FORBIDDEN = 'Forbidden'
/** The API's message with 429 when requests come too fast. */
export const TOO_MANY_REQUESTS = 'Too Many Requests'
/** The API's message with 429 when the month's quota is used up. */
export const LIMIT_EXCEEDED = 'Limit Exceeded'
