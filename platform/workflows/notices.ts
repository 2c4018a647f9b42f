import type { JsonObject } from '../../contract/index.ts'
import { completedTransition } from '../commons.ts'
import type { Executions } from '../executions.ts'
import type { Store } from '../store/store.ts'
import type { Here, Notice } from './here.ts'
import { asOutput } from './here.ts'
import { eventsOf } from './history.ts'
import type { Mail } from './mail.ts'
import { note, type Plan } from './plan.ts'

/** Tells of executions' ends: starts the workflow's `completedConfig`, and writes to the address of its `errorConfig`. */
export function createNotices({
  store,
  executions,
  mail,
}: {
  store: Store
  executions: Pick<Executions, 'plan'>
  /** Absent: what would be mailed is in the execution's log. */
  mail: Mail | undefined
}) {
  /** The container is kept with the end that it is started for: both or neither. */
  function planCompletion(plan: Plan, { workflow, execution }: Ended, notice: Notice): void {
    const { workflowId, completedConfig } = workflow
    if (completedConfig.imageUrl === '') return
    const { executionId: workflowExecutionId } = execution
    const environment = {
      ...completedConfig.environment,
      WORKFLOW_ID: workflowId,
      WORKFLOW_EXECUTION_ID: workflowExecutionId,
    }
    const parameters = { ...completedConfig, environment }
    const input: JsonObject = {
      workflowId,
      workflowExecutionId,
      status: notice.status,
      input: execution.input,
      output: notice.status === 'succeeded' ? asOutput(notice.output) : {},
      ...(notice.error && { error: notice.error }),
    }
    const task = executions.plan(completedTransition(parameters), input, {
      completes: { workflowId, workflowExecutionId, parameters },
    })
    plan.changes.push(...task.changes, {
      update: 'workflowExecutions',
      id: workflowExecutionId,
      to: (row) => ({ ...row, completedTaskLogId: task.execution.logId }),
    })
    plan.after.push(task.begin)
  }

  function planMail(plan: Plan, { workflow, execution, now }: Ended, { status, error }: Notice): void {
    const { email: to } = workflow.errorConfig
    if (to === undefined || !ERRORS.has(status)) return
    const { executionId, logId } = execution
    note(plan, { logId, now }, { type: 'ErrorReported', to, isMailed: mail !== undefined })
    const name = workflow.name ?? workflow.workflowId
    const why = error ? `\n\n${error.Error}: ${error.Cause}` : ''
    const what = status === 'retry' ? 'waits to be moved on' : `ended as ${status}`
    const send = mail?.({
      to,
      subject: `An execution of ${name} ${what}`,
      text: `The execution ${executionId} of the workflow ${name} ${what}.${why}`,
    })
    if (!send) return
    plan.after.push(
      () =>
        void send().catch(async (failure: unknown) => {
          const cause = failure instanceof Error ? failure.message : String(failure)
          if (logId) await store.appendEvents(logId, eventsOf([{ type: 'MailFailed', to, cause }], now))
        }),
    )
  }

  return (plan: Plan, ended: Ended, notice: Notice): void => {
    if (notice.status !== 'retry') planCompletion(plan, ended, notice)
    planMail(plan, ended, notice)
  }
}

type Ended = Pick<Here, 'workflow' | 'execution' | 'now'>

/** What somebody has to look at. What was rejected was so by somebody who looked. */
const ERRORS = new Set<Notice['status']>(['failed', 'error', 'retry'])
