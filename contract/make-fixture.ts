import { isObject } from './is-object.ts'
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
import { isSecretVariable } from './secret-variables.ts'
import { listOperations, type ApiOperation } from './route.ts'
import { routes } from './routes.ts'

/** A recorded execution before masking: with its secrets, and files in base64. */
export interface Recording {
  transition: { transitionId: TransitionId; name: string | null }
  executionId: TransitionExecutionId
  startTime: string
  /** All variables of the container. */
  environment: Readonly<Record<string, string>>
  /** Variables whose values are secret, besides those whose names say so. */
  secretNames?: readonly string[]
  /** More secrets to mask, such as access tokens. */
  secrets?: readonly string[]
  input: Record<string, unknown>
  /** In the order in which the calls were made. */
  exchanges: readonly Omit<Exchange, 'operation'>[]
  outcome?: FixtureOutcome | undefined
  log: readonly string[]
}

/** Variables that every container gets anew. */
const INJECTED = /^(TRANSITION_ID|EXECUTION_ID|LAS_.*|TRANSITION_HANDLER|TRANSITION_SECRET_VARIABLES)$/

/** The fixture of a recording: secrets masked, files replaced by their digests, keys sorted. Ids are unchanged. */
export function makeFixture(recording: Recording): Fixture {
  const { transition, executionId, startTime, environment, secretNames = [], secrets = [] } = recording
  const variables = Object.entries(environment)
  const isSecret = ([name, value]: [string, string]) =>
    secretNames.includes(name) || isSecretVariable(name, value)
  const mask = createMask([...secrets, ...secretsOf(environment, new Set(secretNames))])
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
      byKey(variables.filter(([name]) => !INJECTED.test(name))).map(([name, value]) => [
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

/** A JSON value of a fixture: keys sorted, secrets masked. */
export function tidied<T>(value: T, mask: Mask): T {
  return value === undefined ? value : mask.applyTo(JSON.parse(JSON.stringify(sorted(value))))
}

/** Replaces files in a call's body and answer by their digests, and adds the files to `files`. */
export function contentsFiled(
  { body, response }: Pick<Exchange, 'body' | 'response'>,
  files: Map<string, FixtureFile>,
): Pick<Exchange, 'body' | 'response'> {
  return {
    ...(body !== undefined && { body: contentFiled(body, files) }),
    ...(response !== undefined && { response: contentFiled(response, files) }),
  }
}

/** The API carries files as base64, in the field `content`. */
function contentFiled(value: unknown, files: Map<string, FixtureFile>): unknown {
  if (!isObject(value) || typeof value['content'] !== 'string') return value
  const { content, contentType } = value
  const bytes = Buffer.from(content, 'base64')
  if (bytes.toString('base64') !== content) return value
  const digest = digestOf(bytes)
  files.set(digest, { ...(typeof contentType === 'string' && { contentType }), content })
  return { ...value, content: digest }
}

/** A file's key in a fixture. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

let operations: readonly ApiOperation[] | undefined

/** The operation of a call, by its method and path. */
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

/** An exchange with its fields in reading order. */
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

/** A JSON value with the keys of all its objects sorted. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  return Object.fromEntries(byKey(Object.entries(value)).map(([key, item]) => [key, sorted(item)]))
}

function byKey<T>(entries: [string, T][]): [string, T][] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
}
