import * as z from 'zod/mini'
import { NextToken, Order, paging, Time } from './fields.ts'
import { LogId, TransitionExecutionId, TransitionId, WorkflowExecutionId, WorkflowId } from './ids.ts'
import { route } from './route.ts'

/** A line that a container printed. The API leaves an event's fields open; these two are always there. */
export const LogEvent = z.looseObject({
  /** Milliseconds since the epoch. */
  timestamp: z.optional(z.number()),
  message: z.optional(z.string()),
})
export type LogEvent = z.infer<typeof LogEvent>

/** The log of a transition execution or a workflow execution. */
export const Log = z.strictObject({
  logId: LogId,
  transitionId: TransitionId,
  transitionExecutionId: z.nullable(TransitionExecutionId),
  workflowId: z.nullable(WorkflowId),
  workflowExecutionId: z.nullable(WorkflowExecutionId),
  startTime: z.nullable(Time),
  /** Only GET of one log answers with them. */
  events: z.optional(z.array(LogEvent)),
})
export type Log = z.infer<typeof Log>

const filters = {
  transitionId: z.optional(TransitionId),
  transitionExecutionId: z.optional(TransitionExecutionId),
  workflowId: z.optional(WorkflowId),
  workflowExecutionId: z.optional(WorkflowExecutionId),
  order: z.optional(Order),
}

/** The operations on logs. */
export const logs = {
  list: route({
    method: 'GET',
    path: '/logs',
    summary: 'List logs',
    scope: 'logs:read',
    query: z.strictObject({ ...filters, ...paging }),
    response: z.strictObject({ logs: z.array(Log), ...filters, nextToken: NextToken }),
    items: 'logs',
  }),
  get: route({
    method: 'GET',
    path: '/logs/{logId}',
    summary: 'Get a log with its events',
    scope: 'logs:read',
    params: { logId: LogId },
    response: Log,
  }),
}
