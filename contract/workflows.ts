import * as z from 'zod/mini'
import { audit, Email, Environment, JsonObject, naming, NextToken, notEmpty, paging, Text } from './fields.ts'
import { SecretId, WorkflowId } from './ids.ts'
import { route } from './route.ts'
import { workflowExecutions } from './workflow-executions.ts'

/** The states that executions go through, in Amazon States Language. A Task's `Resource` is a transition's id. */
export const Specification = z.strictObject({
  language: z.optional(z.enum(['ASL'])),
  version: z.optional(z.enum(['1.0.0'])),
  definition: JsonObject,
})
export type Specification = z.infer<typeof Specification>

/**
 * A container that is started whenever an execution ends. The API document wants it in every answer: where a workflow
 * has none, `imageUrl` is empty.
 */
export const CompletedConfig = z.strictObject({
  imageUrl: z.string(),
  environment: z.optional(Environment),
  /** Secrets whose every key becomes a variable. */
  environmentSecrets: z.optional(z.array(SecretId)),
  /** `username` and `password` of a private registry. */
  secretId: z.optional(SecretId),
})
export type CompletedConfig = z.infer<typeof CompletedConfig>

/** What happens to an execution whose transition failed. */
export const ErrorConfig = z.strictObject({
  /** Whom to tell. */
  email: z.optional(Email),
  /** Whether it waits in `retry` to be moved on by hand. */
  manualRetry: z.optional(z.boolean()),
})

/** A state machine whose Task states run transitions. */
export const Workflow = z.strictObject({
  workflowId: WorkflowId,
  name: Text,
  description: Text,
  completedConfig: CompletedConfig,
  errorConfig: ErrorConfig,
  numberOfRunningExecutions: z.int(),
  ...audit,
})
export type Workflow = z.infer<typeof Workflow>

const configs = { completedConfig: z.optional(CompletedConfig), errorConfig: z.optional(ErrorConfig) }
const params = { workflowId: WorkflowId }

/** The operations on workflows. */
export const workflows = {
  list: route({
    method: 'GET',
    path: '/workflows',
    summary: 'List workflows',
    scope: 'workflows:read',
    query: z.strictObject(paging),
    response: z.strictObject({ workflows: z.array(Workflow), nextToken: NextToken }),
    items: 'workflows',
  }),
  create: route({
    method: 'POST',
    path: '/workflows',
    summary: 'Create a workflow',
    scope: 'workflows:write',
    body: z.strictObject({ specification: Specification, ...configs, ...naming }),
    response: Workflow,
  }),
  get: route({
    method: 'GET',
    path: '/workflows/{workflowId}',
    summary: 'Get a workflow',
    scope: 'workflows:read',
    params,
    response: Workflow,
  }),
  update: route({
    method: 'PATCH',
    path: '/workflows/{workflowId}',
    summary: 'Change a workflow',
    scope: 'workflows:write',
    params,
    body: z.strictObject({ ...configs, ...naming }).check(notEmpty),
    response: Workflow,
  }),
  delete: route({
    method: 'DELETE',
    path: '/workflows/{workflowId}',
    summary: 'Delete a workflow, which stops its executions',
    scope: 'workflows:write',
    params,
    response: Workflow,
  }),
  executions: workflowExecutions,
}
