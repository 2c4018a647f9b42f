import { DockerParameters } from '../../contract/index.ts'
import type { Exchange, Fixture, FixtureOutcome } from '../../contract/fixture.ts'
import { makeFixture } from '../../contract/make-fixture.ts'
import type { Keyring } from '../access/keyring.ts'
import type { Refusal } from '../refusal.ts'
import { encodeContent } from '../content.ts'
import { secretData } from '../executions/secret-data.ts'
import type { CallEntry } from '../store/history-entries.ts'
import type { Store } from '../store/store.ts'
import type { ExecutionRow } from '../store/tables.ts'
import type { History } from './history.ts'

/** What fixtures are made from. */
export interface FixtureSources {
  store: Store
  keyring: Keyring
  history: History
}

/**
 * An execution as a test fixture: what it was given, what its handler asked the API and was answered, how it ended.
 * @returns undefined if its transition was removed; a reason for one of a manual transition, and for one whose calls are not
 *   all kept
 */
export async function fixtureOf(
  sources: FixtureSources,
  row: ExecutionRow,
): Promise<Fixture | Refusal | undefined> {
  const { store, history } = sources
  const { executionId } = row
  const transition = await store.get('transitions', row.transitionId)
  if (!transition) return undefined
  const parameters = DockerParameters.safeParse(transition.parameters)
  if (transition.transitionType !== 'docker' || !parameters.success || !row.startTime)
    return { refused: `${executionId} is of a manual transition: only what a handler did can be replayed` }

  const entries = await history.of(executionId)
  const leftOut = entries.find((entry) => entry.kind === 'calls left out')
  if (leftOut)
    return {
      refused: `${executionId} can't be replayed: ${leftOut.count} of its calls were too many or too big to keep`,
    }
  const exchanges: Exchange[] = []
  for (const entry of entries) if (entry.kind === 'call') exchanges.push(await exchangeOf(store, entry))
  const events = row.logId ? await store.getEvents(row.logId) : []
  return makeFixture({
    transition,
    executionId: row.executionId,
    startTime: row.startTime,
    ...(await environmentOf(sources, executionId, parameters.data)),
    input: row.input,
    exchanges,
    outcome: outcomeOf(row),
    log: events.map(({ message = '' }) => message),
  })
}

/** The variables of its container, of which those of secrets stay unsaid. */
async function environmentOf(
  sources: FixtureSources,
  executionId: string,
  { environment = {}, environmentSecrets = [] }: DockerParameters,
) {
  const secret: Record<string, string> = {}
  for (const id of environmentSecrets) Object.assign(secret, await secretData(sources, id).catch(() => ({})))
  return {
    environment: { ...secret, ...environment },
    secretNames: Object.keys(secret),
    // Secrets may have changed since.
    secrets: [...Object.values(secret), ...(await sources.history.secretsOf(executionId))],
  }
}

function outcomeOf({ status, output = {}, error }: ExecutionRow): FixtureOutcome | undefined {
  if (status === 'running') return undefined
  return status === 'succeeded' ? { status, output } : { status, error: { message: error?.message ?? '' } }
}

/** A call with the contents of files that its entry left out, as far as they are still there. */
async function exchangeOf(store: Store, call: CallEntry): Promise<Exchange> {
  const { operation, method, body, status, answer } = call
  const { pathname, searchParams } = new URL(call.path, 'http://platform')
  const query = Object.fromEntries(
    [...new Set(searchParams.keys())].map((name): [string, string | string[]] => {
      const [first = '', ...more] = searchParams.getAll(name)
      return [name, more.length > 0 ? [first, ...more] : first]
    }),
  )
  const content = await contentOf(store, call)
  const filled = (part: unknown) => (content === undefined ? part : { ...Object(part), content })
  return {
    operation,
    method,
    path: pathname,
    query,
    ...(body !== undefined && { body: operation.endsWith('.create') ? filled(body) : body }),
    status,
    ...(answer !== undefined && { response: operation.endsWith('.get') ? filled(answer) : answer }),
  }
}

/** What a call uploaded or downloaded, in base64. */
async function contentOf(
  store: Store,
  { operation, status, answer }: CallEntry,
): Promise<string | undefined> {
  const key = { documents: 'documentId', assets: 'assetId' }[operation.split('.')[0] ?? '']
  const isFile = operation.endsWith('.create') || operation.endsWith('.get')
  if (key === undefined || !isFile || status >= 400) return undefined
  const bytes = await store.getContent(String(Reflect.get(Object(answer), key)))
  return bytes && encodeContent(bytes)
}
