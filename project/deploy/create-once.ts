import { ConnectionError, PlatformError } from '../../client/errors.ts'
import type { Client } from '../../client/index.ts'
import type { JsonObject } from '../../contract/index.ts'
import { apis, type Kind } from './kinds.ts'

/**
 * Makes something of a name that nothing else has: also where the answer is lost, and where somebody else makes the same at the same
 * time. Then the oldest stays, and everybody goes on with that one.
 * @param others ids of that name that are not meant
 * @returns its id
 */
export async function createOnce(
  client: Client,
  kind: Kind,
  body: JsonObject,
  others: readonly string[],
): Promise<string> {
  const api = apis[kind]
  let made: string | undefined
  let failure: unknown
  try {
    made = await api.create(client, body)
  } catch (error) {
    // Only then may it be there all the same.
    if (!(error instanceof ConnectionError) && !(error instanceof PlatformError)) throw error
    failure = error
  }
  const twins = (await api.list(client))
    .filter(({ name, id }) => name === body['name'] && !others.includes(id))
    .toSorted(
      (one, other) => one.createdTime.localeCompare(other.createdTime) || one.id.localeCompare(other.id),
    )
  const [oldest] = twins
  if (!oldest) {
    if (made !== undefined) return made
    throw failure
  }
  // Nothing names it yet.
  if (made !== undefined && made !== oldest.id) await api.remove(client, made)
  return oldest.id
}
