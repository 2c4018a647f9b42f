import type { Answer } from './answer.ts'

/** One request, with all that its tries need. */
export interface HttpRequest {
  method: string
  /** Of the API or of the token endpoint, without a slash at its end. */
  base: string
  path: string
  query?: URLSearchParams
  headers: Record<string, string>
  json?: unknown
  idempotent: boolean
  /** `false`: one try only. */
  retry: boolean
  timeoutMs: number
  signal?: AbortSignal | undefined
  /** What no message of an error may say. */
  secrets: readonly string[]
}

/** Sends a request and answers with a 2xx whose body is there, or fails with an `ApiError` or the signal's reason. */
export type Http = (request: HttpRequest) => Promise<Answer>
