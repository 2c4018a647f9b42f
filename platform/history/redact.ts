import type { CallEntry } from '../store/history-entries.ts'

/** An API call as it was answered. */
export type ObservedCall = Omit<CallEntry, 'kind'>

/** Names of what nobody else may know. `nextToken` and ids of secrets are none. */
const SECRET_NAMES = /^(clientSecret|client_secret|apiKey|api_key|access_token|authorization|.*password.*)$/i

/** What stands in place of a secret. */
export const REDACTED = '[secret]'

/** A call without secrets, and without the content of files: that is kept once, with what it is the content of. */
export function withoutSecrets({ body, answer, ...call }: ObservedCall): ObservedCall {
  const [resource] = call.operation.split('.')
  const clean = (part: unknown) =>
    JSON.parse(
      JSON.stringify(part, (name, value: unknown) => {
        if (SECRET_NAMES.test(name) || (resource === 'secrets' && name === 'data')) return REDACTED
        if ((resource === 'documents' || resource === 'assets') && name === 'content') return undefined
        return value
      }),
    ) as unknown
  return {
    ...call,
    ...(body !== undefined && { body: clean(body) }),
    ...(answer !== undefined && { answer: clean(answer) }),
  }
}
