import { styleText } from 'node:util'
import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from '../../client/index.ts'
import type { ExecutionStatus, Transition, TransitionExecution } from '../../contract/index.ts'
import { connect, type ConnectOptions } from '../connect.ts'
import { interruption, readerGone } from '../interruption.ts'
import { oneLine, unguarded } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { resolveSubject } from './resolve-subject.ts'
import { age, duration } from './format-time.ts'

/** The flags of `transition executions`. */
export interface ExecutionsOptions extends ConnectOptions {
  status?: ExecutionStatus[]
  limit: number
  watch?: boolean
  json?: boolean
}

/** How often a list that is watched is fetched, in milliseconds. */
const WATCH_MS = 2000

/** A transition and its latest executions, the last one first. */
interface Group {
  transition: Transition
  executions: TransitionExecution[]
}

/** Lists executions, or shows one. */
export async function executions(given: string | undefined, options: ExecutionsOptions): Promise<void> {
  const { json, watch } = options
  if (watch && json)
    throw new UsageError('--watch is for people: without it, --json prints the list as it is')
  const { client, name } = await connect(options, { findsLocal: true })
  const subject = given === undefined ? undefined : await resolveSubject(client, given)
  if (subject?.kind === 'log')
    throw new UsageError(
      `${subject.logId} is a log: transition logs shows it. Name an execution or a transition`,
    )
  if (subject?.kind === 'execution')
    return console.log(
      json ? JSON.stringify(subject.execution, undefined, 2) : formatExecution(subject.execution),
    )

  const fetch = () => listGroups(client, subject?.transition, options)
  if (json)
    return console.log(
      JSON.stringify(
        (await fetch()).flatMap((group) => group.executions),
        undefined,
        2,
      ),
    )
  if (!watch) return console.log(formatList(await fetch(), name))
  const signal = AbortSignal.any([interruption(), readerGone])
  while (!signal.aborted) {
    const text = formatList(await fetch(), name)
    // Moves the cursor home and clears the screen below. Without a terminal the lists follow each other.
    if (process.stdout.isTTY) unguarded(process.stdout).write('\u001B[H\u001B[J')
    console.log(text)
    await delay(WATCH_MS, undefined, { signal }).catch(() => undefined)
  }
}

async function listGroups(
  client: Client,
  transition: Transition | undefined,
  { status, limit }: Pick<ExecutionsOptions, 'status' | 'limit'>,
): Promise<Group[]> {
  const groups: Group[] = []
  for await (const one of transition ? [transition] : client.transitions.list({})) {
    const query = { maxResults: limit, ...(status && { status }) }
    const page = await client.transitions.executions.list(one.transitionId, query)
    if (page.executions.length > 0) groups.push({ transition: one, executions: page.executions })
  }
  // Of all transitions together no more than the limit.
  const oldest =
    groups
      .flatMap((group) => group.executions.map(startOf))
      .toSorted()
      .toReversed()[limit - 1] ?? ''
  return groups
    .map((group) => ({ ...group, executions: group.executions.filter((one) => startOf(one) >= oldest) }))
    .filter((group) => group.executions.length > 0)
    .toSorted((a, b) => (startOf(a.executions[0]) < startOf(b.executions[0]) ? 1 : -1))
}

/** ISO texts sort as times do. */
function startOf(execution: TransitionExecution | undefined): string {
  return execution?.startTime ?? ''
}

const STYLES = {
  running: 'blue',
  succeeded: 'green',
  failed: 'red',
  rejected: 'yellow',
  retry: 'yellow',
} as const satisfies Record<ExecutionStatus, string>

function formatList(groups: readonly Group[], platform: string): string {
  if (groups.length === 0) return `No executions on ${platform}.`
  const now = Date.now()
  return groups
    .map(({ transition, executions }) =>
      [
        `${styleText('bold', oneLine(transition.name ?? '(without a name)'))}  ${styleText('dim', oneLine(transition.transitionId))}`,
        ...executions.map((one) => formatRow(one, now)),
      ].join('\n'),
    )
    .join('\n\n')
}

/** 78 columns. Half of it is the id, in full: people copy it. */
function formatRow({ status, executionId, startTime, endTime }: TransitionExecution, now: number): string {
  const when = age(startTime, now).padStart(4)
  const took = duration(startTime, endTime).padStart(5)
  return `${when} ${styleText(STYLES[status], status.padEnd(9))} ${took} ${oneLine(executionId)}`
}

function formatExecution(execution: TransitionExecution): string {
  const { executionId, transitionId, status, startTime, endTime, completedBy, logId, input } = execution
  const rows = [
    ['execution', oneLine(executionId)],
    ['transition', oneLine(transitionId)],
    ['status', styleText(STYLES[status], status)],
    ['started', startTime ?? '-'],
    ['ended', endTime ? `${endTime}  ${styleText('dim', duration(startTime, endTime))}` : '-'],
    ['by', oneLine(completedBy ?? '-')],
    ['log', oneLine(logId ?? '-')],
  ]
  const table = rows.map(([label = '', text]) => `${styleText('dim', label.padEnd(10))}  ${text}`).join('\n')
  return `${table}\n\n${styleText('dim', 'input')}\n${JSON.stringify(input, undefined, 2)}`
}
