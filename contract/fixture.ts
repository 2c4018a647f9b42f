// A recorded execution: its input, its calls to the API with their answers, its outcome. The local platform and
// `transition record` write fixtures, `replay` runs a handler against one.
import * as z from 'zod/mini'
import { messageOf } from './message-of.ts'
import { JsonObject, Time } from './fields.ts'
import { TransitionExecutionId, TransitionId } from './ids.ts'

/** The format that this version writes and reads. */
export const FIXTURE_VERSION = 1

/** The SHA-256 of a file's bytes. In bodies and answers it replaces the file's base64. */
const Digest = z.string().check(z.regex(/^sha256:[a-f0-9]{64}$/))

/** One call to the API and its answer. */
export const Exchange = z.strictObject({
  /** The operation's place in the route table, such as `predictions.create`. Absent if the API has no such operation. */
  operation: z.optional(z.string()),
  method: z.string(),
  /** Under the API's base URL, without the query. */
  path: z.string(),
  /** A parameter that is repeated is a list. */
  query: z.optional(z.record(z.string(), z.union([z.string(), z.array(z.string())]))),
  body: z.optional(z.unknown()),
  /** Absent where no answer came. */
  status: z.optional(z.int()),
  /** JSON as a value, anything else as text. */
  response: z.optional(z.unknown()),
  /** Why no answer came: the system's error code, such as `ECONNRESET`. */
  failure: z.optional(z.string()),
})
export type Exchange = z.infer<typeof Exchange>

/** A file that went to or came from the API: embedded, or beside the fixture. */
export const FixtureFile = z.union([
  z.strictObject({ contentType: z.optional(z.string()), content: z.string() }),
  z.strictObject({
    contentType: z.optional(z.string()),
    /** A path, from the fixture's folder on. */
    file: z.string(),
  }),
])
export type FixtureFile = z.infer<typeof FixtureFile>

/** What a recorded execution ended with. */
export const FixtureOutcome = z.union([
  z.strictObject({ status: z.literal('succeeded'), output: JsonObject }),
  z.strictObject({
    status: z.enum(['failed', 'rejected', 'retry']),
    error: z.strictObject({ message: z.string() }),
  }),
])
export type FixtureOutcome = z.infer<typeof FixtureOutcome>

/** A recorded execution, with what is needed to replay it. */
export const Fixture = z.strictObject({
  version: z.literal(FIXTURE_VERSION),
  transition: z.strictObject({ transitionId: TransitionId, name: z.nullable(z.string()) }),
  executionId: TransitionExecutionId,
  /** The start of the handler's clock in a replay. */
  startTime: Time,
  /** The container's own variables; null for those whose values are secret. The ids and credentials are not among them. */
  environment: z.record(z.string(), z.nullable(z.string())),
  input: JsonObject,
  /** The handler's own calls, in the order in which it made them. */
  exchanges: z.array(Exchange),
  /** Absent where the execution had not ended. */
  outcome: z.optional(FixtureOutcome),
  /** What the container printed, for people to read. */
  log: z.array(z.string()),
  /** By digest. */
  files: z.record(Digest, FixtureFile),
})
export type Fixture = z.infer<typeof Fixture>

/** A file that is no fixture of this version. */
export class FixtureError extends Error {
  override readonly name = 'FixtureError'
}

/**
 * Reads a fixture.
 * @param name what messages call it: its path
 * @throws FixtureError
 */
export function parseFixture(text: string, name: string): Fixture {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new FixtureError(`${name} is no fixture: it is not JSON (${messageOf(error)})`)
  }
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined
  if (typeof version === 'number' && version !== FIXTURE_VERSION) {
    throw new FixtureError(
      `${name} has version ${version}, and this docker-transition reads version ${FIXTURE_VERSION}: record it anew`,
    )
  }
  const { data, error } = Fixture.safeParse(value, { error: z.locales.en().localeError })
  if (data) return data
  const issues = error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new FixtureError(`${name} is no fixture: ${issues.join('; ')}`)
}

/** A fixture as it stands in a file: the same content is the same text, and changes make small diffs. */
export function formatFixture(fixture: Fixture): string {
  return `${JSON.stringify(fixture, undefined, 2)}\n`
}
