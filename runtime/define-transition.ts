import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Logger } from 'pino'
import type { Client } from '../client/index.ts'
import type { JsonObject, TransitionExecutionId, TransitionId } from '../contract/index.ts'

/** What a handler is given. */
export interface Context<Input = JsonObject, Env = Readonly<Record<string, string | undefined>>> {
  /** The execution's input, as the `input` schema made it. */
  input: Input
  /** The container's environment variables, as the `env` schema made them. */
  env: Env
  /** The platform's API. */
  client: Client
  /** A pino logger; its lines carry the ids of transition and execution. */
  log: Logger
  /**
   * Aborts when the execution must stop: its time is up, the container is being stopped, or the platform has given it
   * up. The reason says which. What the handler does not finish soon after is cut off.
   */
  signal: AbortSignal
  /**
   * Says that the work gets on; heartbeats carry it to the platform.
   * @param detail what is done now: a few words, or a small JSON value
   */
  progress: (detail?: unknown) => void
  transitionId: TransitionId
  executionId: TransitionExecutionId
}

/** A handler without schemas. Its output is a JSON object; nothing counts as an empty one. */
export type Handler = (context: Context) => JsonObject | void | Promise<JsonObject | void>

type Validated<Schema, Unvalidated> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<Schema>
  : Unvalidated
type Returned<Schema> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferInput<Schema>
  : JsonObject | void

/** A handler and its schemas: any Standard Schema, such as zod's. */
export interface TransitionDefinition<
  Input extends StandardSchemaV1 | undefined = undefined,
  Output extends StandardSchemaV1 | undefined = undefined,
  Env extends StandardSchemaV1 | undefined = undefined,
> {
  /** Validates the input before the handler runs. */
  input?: Input
  /** Validates what the handler returns. */
  output?: Output
  /** Validates the environment variables before the handler runs. */
  env?: Env
  handler: (
    context: Context<
      Validated<Input, JsonObject>,
      Validated<Env, Readonly<Record<string, string | undefined>>>
    >,
  ) => Returned<Output> | Promise<Returned<Output>>
}

/**
 * Declares a transition: `export default defineTransition({ input, output, env, handler })`. It returns its argument;
 * what it adds is types.
 */
export function defineTransition<
  const Input extends StandardSchemaV1 | undefined = undefined,
  const Output extends StandardSchemaV1 | undefined = undefined,
  const Env extends StandardSchemaV1 | undefined = undefined,
>(definition: TransitionDefinition<Input, Output, Env>): TransitionDefinition<Input, Output, Env> {
  return definition
}
