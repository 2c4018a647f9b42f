import { createHash } from 'node:crypto'
import {
  FIXTURE_VERSION,
  type Exchange,
  type Fixture,
  type FixtureFile,
  type FixtureOutcome,
} from './fixture.ts'
import type { TransitionExecutionId, TransitionId } from './ids.ts'
import { createMask, secretsOf, type Mask } from './mask.ts'
import { listOperations, type ApiOperation } from './route.ts'
import { routes } from './routes.ts'

/** An execution as it was seen: with its secrets, and files in base64. */
export interface Recording {
  transition: { transitionId: TransitionId; name: string | null }
  executionId: TransitionExecutionId
  startTime: string
  /** All variables of the container. */
  environment: Readonly<Record<string, string>>
  /** Variables whose values are secrets; those whose names say so are anyway. */
  secretNames?: readonly string[]
  /** More that must not be told, such as access tokens. */
  secrets?: readonly string[]
  input: Record<string, unknown>
  /** In the order in which the calls were made. */
  exchanges: readonly Omit<Exchange, 'operation'>[]
  outcome?: FixtureOutcome | undefined
  log: readonly string[]
}

/** What every container is told anew. */
const GIVEN = /^(TRANSITION_ID|EXECUTION_ID|LAS_.*|TRANSITION_HANDLER)$/

/** The fixture of a recording: secrets masked, files by their digests, keys in order. Ids stay as they are. */
export function makeFixture(recording: Recording): Fixture {
  const { transition, executionId, startTime, environment, secretNames = [], secrets = [] } = recording
  const variables = Object.entries(environment)
  const isSecret = ([name, value]: [string, string]) =>
    secretNames.includes(name) || secretsOf({ [name]: value }).length > 0
  const mask = createMask([
    ...secrets,
    ...variables.flatMap((variable) => (isSecret(variable) ? [variable[1]] : [])),
  ])
  const files = new Map<string, FixtureFile>()
  const tidy = <T>(value: T): T => tidied(value, mask)

  const exchanges = recording.exchanges.map((exchange) => {
    const filed = { ...exchange, ...contentsFiled(exchange, files) }
    return inOrder({ operation: operationOf(filed), ...tidy(filed) })
  })
  return {
    version: FIXTURE_VERSION,
    transition: { transitionId: transition.transitionId, name: transition.name },
    executionId,
    startTime,
    environment: Object.fromEntries(
      byKey(variables.filter(([name]) => !GIVEN.test(name))).map(([name, value]) => [
        name,
        isSecret([name, value]) ? null : mask.apply(value),
      ]),
    ),
    input: tidy(recording.input),
    exchanges,
    ...(recording.outcome && { outcome: outcomeInOrder(tidy(recording.outcome)) }),
    log: recording.log.map((line) => mask.apply(line)),
    files: Object.fromEntries(byKey(Array.from(files))),
  }
}

/** A JSON value as it stands in a fixture: its keys in order, secrets masked. */
export function tidied<T>(value: T, mask: Mask): T {
  return value === undefined ? value : JSON.parse(mask.apply(JSON.stringify(sorted(value))))
}

/** A call's body and answer with the digests of files in place of their base64; the files are added to `files`. */
export function contentsFiled(
  { body, response }: Pick<Exchange, 'body' | 'response'>,
  files: Map<string, FixtureFile>,
): Pick<Exchange, 'body' | 'response'> {
  return {
    ...(body !== undefined && { body: contentFiled(body, files) }),
    ...(response !== undefined && { response: contentFiled(response, files) }),
  }
}

/** The API has files as base64, in the field `content`. */
function contentFiled(value: unknown, files: Map<string, FixtureFile>): unknown {
  if (!isRecord(value) || typeof value['content'] !== 'string') return value
  const { content, contentType } = value
  const bytes = Buffer.from(content, 'base64')
  if (bytes.toString('base64') !== content) return value
  const digest = digestOf(bytes)
  files.set(digest, { ...(typeof contentType === 'string' && { contentType }), content })
  return { ...value, content: digest }
}

/** How a file is named in a fixture. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

let operations: readonly ApiOperation[] | undefined

/** The operation that a call is of, by method and path. */
export function operationOf({ method, path }: Pick<Exchange, 'method' | 'path'>): string | undefined {
  operations ??= listOperations(routes)
  const segments = path.split('/')
  const fits = ({ route }: ApiOperation) => {
    const pattern = route.path.split('/')
    const isSame = (segment: string, index: number) =>
      segment.startsWith('{') ? segments[index] !== '' : segment === segments[index]
    return route.method === method && pattern.length === segments.length && pattern.every(isSame)
  }
  return operations.find(fits)?.id
}

/** An exchange's fields as people read them, whatever order they came in. */
function inOrder({ operation, method, path, query, body, status, response, failure }: Exchange): Exchange {
  return {
    ...(operation !== undefined && { operation }),
    method,
    path,
    ...(query && Object.keys(query).length > 0 && { query }),
    ...(body !== undefined && { body }),
    ...(status !== undefined && { status }),
    ...(response !== undefined && { response }),
    ...(failure !== undefined && { failure }),
  }
}

function outcomeInOrder(outcome: FixtureOutcome): FixtureOutcome {
  return outcome.status === 'succeeded'
    ? { status: outcome.status, output: outcome.output }
    : { status: outcome.status, error: outcome.error }
}

/** A JSON value with the keys of its objects in order, all the way down. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  return Object.fromEntries(byKey(Object.entries(value)).map(([key, item]) => [key, sorted(item)]))
}

function byKey<T>(entries: [string, T][]): [string, T][] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
