import * as z from 'zod/mini'
import { JsonObject, NextToken, paging, repeated, sorting, Text, Time } from './fields.ts'
import { LogId, TransitionExecutionId, TransitionId } from './ids.ts'
import { route } from './route.ts'

/** The status that an execution ends with. */
export const OutcomeStatus = z.enum(['succeeded', 'failed', 'rejected', 'retry'])
export type OutcomeStatus = z.infer<typeof OutcomeStatus>

/** `running` is the only status from which an execution moves. */
export const ExecutionStatus = z.enum(['running', 'succeeded', 'failed', 'rejected', 'retry'])
export type ExecutionStatus = z.infer<typeof ExecutionStatus>

/** One run of a transition. */
export const TransitionExecution = z.strictObject({
  executionId: TransitionExecutionId,
  transitionId: TransitionId,
  status: ExecutionStatus,
  input: JsonObject,
  startTime: z.optional(z.nullable(Time)),
  endTime: z.optional(z.nullable(Time)),
  completedBy: Text,
  logId: z.optional(z.nullable(LogId)),
})
export type TransitionExecution = z.infer<typeof TransitionExecution>

const params = { transitionId: TransitionId, executionId: TransitionExecutionId }

const heartbeats = {
  create: route({
    method: 'POST',
    path: '/transitions/{transitionId}/executions/{executionId}/heartbeats',
    summary: 'Report that an execution is being worked on; at least every 60 seconds',
    scope: 'transitions.executions.heartbeats:write',
    params,
    body: JsonObject,
    idempotent: true,
  }),
}

/** The operations on a transition's executions. */
export const executions = {
  list: route({
    method: 'GET',
    path: '/transitions/{transitionId}/executions',
    summary: 'List the executions of a transition',
    scope: 'transitions.executions:read',
    params: { transitionId: TransitionId },
    query: z.strictObject({
      executionId: z.optional(repeated(TransitionExecutionId)),
      status: z.optional(repeated(ExecutionStatus)),
      ...sorting,
      ...paging,
    }),
    response: z.strictObject({
      transitionId: TransitionId,
      executions: z.array(TransitionExecution),
      status: z.optional(z.array(ExecutionStatus)),
      nextToken: NextToken,
    }),
    items: 'executions',
  }),
  /** The body's `input` is the execution's; the API document leaves the body open. */
  create: route({
    method: 'POST',
    path: '/transitions/{transitionId}/executions',
    summary: 'Start an execution of a docker transition; claim the next one of a manual transition',
    scope: 'transitions.executions:write',
    params: { transitionId: TransitionId },
    body: z.looseObject({ input: z.optional(JsonObject) }),
    response: TransitionExecution,
  }),
  get: route({
    method: 'GET',
    path: '/transitions/{transitionId}/executions/{executionId}',
    summary: 'Get an execution',
    scope: 'transitions.executions:read',
    params,
    response: TransitionExecution,
  }),
  /** Not idempotent: the second PATCH finds an execution that no longer runs. */
  update: route({
    method: 'PATCH',
    path: '/transitions/{transitionId}/executions/{executionId}',
    summary: 'Give an execution its outcome',
    scope: 'transitions.executions:write',
    params,
    body: z.strictObject({
      status: z.optional(OutcomeStatus),
      output: z.optional(JsonObject),
      error: z.optional(z.strictObject({ message: z.string() })),
      startTime: z.optional(z.nullable(Time)),
    }),
    response: TransitionExecution,
    idempotent: false,
  }),
  heartbeats,
}
