import type { Client } from '../../client/index.ts'
import {
  LogId,
  TransitionExecutionId,
  TransitionId,
  type Transition,
  type TransitionExecution,
} from '../../contract/index.ts'
import { UsageError } from '../usage-error.ts'

/** What the argument of a verb that inspects a platform names. */
export type Subject =
  | { kind: 'transition'; transition: Transition }
  | { kind: 'execution'; execution: TransitionExecution }
  | { kind: 'log'; logId: LogId }

/**
 * Finds what an id, or a transition's name, refers to.
 * @throws UsageError if it refers to nothing, or to more than one transition
 */
export async function resolveSubject(client: Client, given: string): Promise<Subject> {
  if (LogId.safeParse(given).success) return { kind: 'log', logId: given }
  if (TransitionExecutionId.safeParse(given).success)
    return { kind: 'execution', execution: await findExecution(client, given) }
  if (TransitionId.safeParse(given).success)
    return { kind: 'transition', transition: await client.transitions.get(given) }
  const transition = await findNamed(client, given)
  if (transition) return { kind: 'transition', transition }
  throw new UsageError(`${given} is no id, and no transition has that name: transition executions lists them`)
}

/**
 * The transition of that name, among those of the given type.
 * @throws UsageError if there are several
 */
export async function findNamed(
  client: Client,
  name: string,
  transitionType?: Transition['transitionType'],
): Promise<Transition | undefined> {
  const named: Transition[] = []
  const query = transitionType === undefined ? {} : { transitionType: [transitionType] }
  for await (const transition of client.transitions.list(query))
    if (transition.name === name) named.push(transition)
  if (named.length <= 1) return named[0]
  const ids = named.map(({ transitionId }) => `\n  ${transitionId}`).join('')
  throw new UsageError(
    `${named.length} transitions are called ${name}: name the one that is meant by its id${ids}`,
  )
}

/** The API finds an execution only by its transition. The execution's log names the transition. */
export async function findExecution(
  client: Client,
  executionId: TransitionExecutionId,
): Promise<TransitionExecution> {
  const { logs } = await client.logs.list({ transitionExecutionId: executionId })
  const transitionId = logs[0]?.transitionId
  if (transitionId) return client.transitions.executions.get(transitionId, executionId)
  // An execution that nothing has printed for, such as a manual one, has no log.
  for await (const transition of client.transitions.list({})) {
    const { executions } = await client.transitions.executions.list(transition.transitionId, {
      executionId: [executionId],
    })
    if (executions[0]) return executions[0]
  }
  throw new UsageError(`The platform has no execution ${executionId}: transition executions lists the latest`)
}

/** The execution that started last. */
export async function latestExecution(
  client: Client,
  transition: Transition,
): Promise<TransitionExecution | undefined> {
  const { transitionId } = transition
  const { executions } = await client.transitions.executions.list(transitionId, { maxResults: 1 })
  return executions[0]
}
