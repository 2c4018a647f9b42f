import type { JsonObject } from '../../contract/index.ts'
import { completedTransition } from '../executions/commons.ts'
import type { Executions } from '../executions/executions.ts'
import type { Store } from '../store/store.ts'
import type { Position, Notification } from './position.ts'
import { asOutput } from './position.ts'
import type { PendingWork } from '../pending-work.ts'
import { eventOf } from './events.ts'
import type { Mail } from './mail.ts'
import { recordEvent, type Plan } from './plan.ts'

/** Plans what follows an execution's end: the container of the workflow's `completedConfig`, a mail to the address of its `errorConfig`. */
export function createNotifications({
  store,
  executions,
  mail,
  mails,
}: {
  store: Store
  executions: Pick<Executions, 'plan'>
  /** Absent: the execution's log says what would have been mailed. */
  mail: Mail | undefined
  /** Mail that is under way. */
  mails: Pick<PendingWork, 'keep'>
}) {
  /** The container is committed together with the end that starts it. */
  function planCompletion(plan: Plan, { workflow, execution }: Ended, notification: Notification): void {
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
      status: notification.status,
      input: execution.input,
      output: notification.status === 'succeeded' ? asOutput(notification.output) : {},
      ...(notification.error && { error: notification.error }),
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

  function planMail(plan: Plan, { workflow, execution, now }: Ended, { status, error }: Notification): void {
    const { email: to } = workflow.errorConfig
    if (to === undefined || !ERRORS.has(status)) return
    const { executionId, logId } = execution
    recordEvent(plan, { execution, now }, { type: 'ErrorReported', to, isMailed: mail !== undefined })
    const name = workflow.name ?? workflow.workflowId
    const why = error ? `\n\n${error.Error}: ${error.Cause}` : ''
    const what = status === 'retry' ? 'waits to be moved on' : `ended as ${status}`
    const send = mail?.({
      to,
      subject: `An execution of ${name} ${what}`,
      text: `The execution ${executionId} of the workflow ${name} ${what}.${why}`,
    })
    if (!send) return
    plan.after.push(() =>
      mails.keep(
        send().catch(async (failure: unknown) => {
          const cause = failure instanceof Error ? failure.message : String(failure)
          if (logId) await store.appendEvents(logId, [eventOf({ type: 'MailFailed', to, cause }, now)])
        }),
      ),
    )
  }

  return (plan: Plan, ended: Ended, notification: Notification): void => {
    if (notification.status !== 'retry') planCompletion(plan, ended, notification)
    planMail(plan, ended, notification)
  }
}

type Ended = Pick<Position, 'workflow' | 'execution' | 'now'>

/** What a person has to look at. Somebody has looked at what is `rejected`. */
const ERRORS = new Set<Notification['status']>(['failed', 'error', 'retry'])
