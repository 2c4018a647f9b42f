import { listOperations, routes } from '../../contract/index.ts'

/** What the API's scopes start with in tokens: `api.lucidtech.ai/documents:read`. */
const PREFIX = 'api.lucidtech.ai/'

/** A route's scope as tokens name it. */
export function fullScope(scope: string): string {
  return PREFIX + scope
}

/** Every scope there is, as tokens name them. */
export const allScopes: readonly string[] = [
  ...new Set(listOperations(routes).map(({ route }) => fullScope(route.scope))),
].toSorted()
