import { createSender } from '../../client/send.ts'
import { AccessDeniedError, RequestRefusedError, type Credentials } from '../../client/index.ts'
import { Fixture } from '../../contract/fixture.ts'
import { foregroundClock, type Route, type TransitionExecution } from '../../contract/index.ts'

/** Where local platforms serve what is not part of the API. */
const LOCAL_PATH = '/local'

const fixtures = {
  method: 'GET',
  path: '/transitions/{transitionId}/executions/{executionId}/fixture',
  summary: 'Get an execution as a fixture',
  scope: 'transitions.executions:read',
  response: Fixture,
} as const satisfies Route

/**
 * What a local platform has kept of an execution; undefined where the platform is no local one.
 * @throws RequestRefusedError where it has not kept all of it
 */
export async function keptFixture(
  credentials: Credentials,
  { transitionId, executionId }: TransitionExecution,
): Promise<Fixture | undefined> {
  const apiEndpoint = new URL(LOCAL_PATH, credentials.apiEndpoint).href
  const send = createSender({ ...credentials, apiEndpoint }, { clock: foregroundClock })
  const path = `/transitions/${transitionId}/executions/${executionId}/fixture`
  try {
    return Fixture.parse(await send(fixtures, path, undefined, {}))
  } catch (error) {
    // The execution exists, but the platform has no such path. Gateways of the real platform answer 403 to that.
    const isNotLocal =
      error instanceof AccessDeniedError || (error instanceof RequestRefusedError && error.status === 404)
    if (isNotLocal) return undefined
    throw error
  }
}
