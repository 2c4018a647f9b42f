import * as z from 'zod/mini'
import { executions } from './executions.ts'
import {
  audit,
  Environment,
  JsonObject,
  naming,
  NextToken,
  notEmpty,
  paging,
  repeated,
  Text,
} from './fields.ts'
import { AssetId, SecretId, TransitionId } from './ids.ts'
import { route } from './route.ts'

/** Who does the step: a container, or whoever claims it. */
export const TransitionType = z.enum(['docker', 'manual'])
export type TransitionType = z.infer<typeof TransitionType>

const Assets = z.catchall(z.object({ jsRemoteComponent: z.optional(AssetId) }), AssetId)

/** How the platform starts a docker transition's container. */
export const DockerParameters = z.strictObject({
  imageUrl: z.string(),
  /** CPU units: 256 is a quarter of a core. */
  cpu: z.optional(z.literal(256)),
  /** MiB. */
  memory: z.optional(z.literal([512, 1024, 2048])),
  environment: z.optional(Environment),
  /** Secrets whose every key becomes a variable. */
  environmentSecrets: z.optional(z.array(SecretId)),
  /** `username` and `password` of a private registry. */
  secretId: z.optional(SecretId),
})
export type DockerParameters = z.infer<typeof DockerParameters>

/** What a person's view of a manual transition is made of. */
export const ManualParameters = z.strictObject({ assets: z.optional(Assets) })
export type ManualParameters = z.infer<typeof ManualParameters>

/** Counted from the execution's start, in seconds. */
export const TimeoutInSeconds = z.int().check(z.gte(60), z.lte(1800))

/** A step type of a workflow. */
export const Transition = z.strictObject({
  transitionId: TransitionId,
  transitionType: TransitionType,
  name: Text,
  description: Text,
  timeoutInSeconds: TimeoutInSeconds,
  parameters: JsonObject,
  inputJsonSchema: z.optional(JsonObject),
  outputJsonSchema: z.optional(JsonObject),
  assets: z.optional(Assets),
  ...audit,
})
export type Transition = z.infer<typeof Transition>

const jsonSchemas = { inputJsonSchema: z.optional(JsonObject), outputJsonSchema: z.optional(JsonObject) }
const params = { transitionId: TransitionId }

/** The operations on transitions. */
export const transitions = {
  list: route({
    method: 'GET',
    path: '/transitions',
    summary: 'List transitions',
    scope: 'transitions:read',
    query: z.strictObject({ transitionType: z.optional(repeated(TransitionType)), ...paging }),
    response: z.strictObject({
      transitions: z.array(Transition),
      transitionType: z.optional(z.array(TransitionType)),
      nextToken: NextToken,
    }),
    items: 'transitions',
  }),
  create: route({
    method: 'POST',
    path: '/transitions',
    summary: 'Create a transition',
    scope: 'transitions:write',
    body: z.strictObject({
      transitionType: TransitionType,
      parameters: z.optional(z.union([DockerParameters, ManualParameters])),
      timeoutInSeconds: z.optional(TimeoutInSeconds),
      ...jsonSchemas,
      ...naming,
    }),
    response: Transition,
  }),
  get: route({
    method: 'GET',
    path: '/transitions/{transitionId}',
    summary: 'Get a transition',
    scope: 'transitions:read',
    params,
    response: Transition,
  }),
  update: route({
    method: 'PATCH',
    path: '/transitions/{transitionId}',
    summary: 'Change a transition',
    scope: 'transitions:write',
    params,
    body: z
      .strictObject({
        environment: z.optional(Environment),
        environmentSecrets: z.optional(z.array(SecretId)),
        assets: z.optional(Assets),
        ...jsonSchemas,
        ...naming,
      })
      .check(notEmpty),
    response: Transition,
  }),
  delete: route({
    method: 'DELETE',
    path: '/transitions/{transitionId}',
    summary: 'Delete a transition',
    scope: 'transitions:write',
    params,
    response: Transition,
  }),
  executions,
}
