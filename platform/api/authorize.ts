import type { Route } from '../../contract/index.ts'
import { authenticate, type Caller, type Credentials } from '../access/auth.ts'
import type { Identity } from '../access/tokens.ts'
import { forbidden } from '../problem.ts'

/**
 * The caller of a route.
 * @throws Problem 403 where the credentials are wrong, or lack the route's scope
 */
export async function authorize(route: Route, credentials: Credentials, identity: Identity): Promise<Caller> {
  const caller = await authenticate(route, credentials, identity)
  if (!caller) throw forbidden()
  return caller
}
