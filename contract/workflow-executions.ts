import * as z from 'zod/mini'
import { JsonObject, NextToken, paging, repeated, sorting, Time } from './fields.ts'
import { AppClientId, LogId, TransitionId, UserId, WorkflowExecutionId, WorkflowId } from './ids.ts'
import { route } from './route.ts'

/** In `retry` an execution waits until it is moved on by hand. `running` and `retry` are not final. */
export const WorkflowExecutionStatus = z.enum([
  'running',
  'succeeded',
  'failed',
  'rejected',
  'retry',
  'error',
])
export type WorkflowExecutionStatus = z.infer<typeof WorkflowExecutionStatus>

/** One run of a workflow. */
export const WorkflowExecution = z.strictObject({
  executionId: WorkflowExecutionId,
  workflowId: WorkflowId,
  status: WorkflowExecutionStatus,
  input: JsonObject,
  /** Empty until it has succeeded. */
  output: JsonObject,
  /** The transition executions so far. The API leaves its form open. */
  transitionExecutions: JsonObject,
  startTime: z.nullable(Time),
  endTime: z.nullable(Time),
  /** Who stopped it or moved it on. */
  completedBy: z.optional(z.array(z.union([UserId, AppClientId]))),
  logId: z.optional(z.nullable(LogId)),
  /** Of the container in the workflow's `completedConfig`. */
  completedTaskLogId: z.optional(z.nullable(LogId)),
  events: z.optional(z.array(JsonObject)),
})
export type WorkflowExecution = z.infer<typeof WorkflowExecution>

const params = { workflowId: WorkflowId, executionId: WorkflowExecutionId }

/** The operations on a workflow's executions. */
export const workflowExecutions = {
  list: route({
    method: 'GET',
    path: '/workflows/{workflowId}/executions',
    summary: 'List the executions of a workflow',
    scope: 'workflows.executions:read',
    params: { workflowId: WorkflowId },
    query: z.strictObject({ status: z.optional(repeated(WorkflowExecutionStatus)), ...sorting, ...paging }),
    response: z.strictObject({
      workflowId: WorkflowId,
      executions: z.array(WorkflowExecution),
      status: z.optional(z.array(WorkflowExecutionStatus)),
      ...sorting,
      nextToken: NextToken,
    }),
    items: 'executions',
  }),
  create: route({
    method: 'POST',
    path: '/workflows/{workflowId}/executions',
    summary: 'Start an execution of a workflow',
    scope: 'workflows.executions:write',
    params: { workflowId: WorkflowId },
    body: z.strictObject({ input: JsonObject }),
    response: WorkflowExecution,
  }),
  get: route({
    method: 'GET',
    path: '/workflows/{workflowId}/executions/{executionId}',
    summary: 'Get an execution of a workflow',
    scope: 'workflows.executions:read',
    params,
    response: WorkflowExecution,
  }),
  /** Not idempotent: after the first PATCH the execution is in another state. */
  update: route({
    method: 'PATCH',
    path: '/workflows/{workflowId}/executions/{executionId}',
    summary: 'Move an execution on to a transition, or to its end with las:transition:commons-failed',
    scope: 'workflows.executions:write',
    params,
    body: z.strictObject({ nextTransitionId: TransitionId }),
    response: WorkflowExecution,
    idempotent: false,
  }),
  delete: route({
    method: 'DELETE',
    path: '/workflows/{workflowId}/executions/{executionId}',
    summary: 'Stop an execution of a workflow',
    scope: 'workflows.executions:write',
    params,
    response: WorkflowExecution,
  }),
}
