import { openState, type StateOptions } from '../../platform/state.ts'
import type { Thing } from './ledger.ts'
import { IMAGE, kindsOf } from './kinds.ts'

const MANUAL = { transitionType: 'manual', parameters: {} } as const
/** Long after the test, in milliseconds: so nothing here times out but after a heartbeat. */
export const FAR_MS = 3_600_000

/**
 * Fills a place with executions that run, as no launcher of a test could start so many, and two transitions.
 * @param count of executions
 */
export async function seed(
  place: StateOptions,
  count: number,
): Promise<{ started: string; waiting: string; things: Thing[] }> {
  const { store } = await openState(place)
  await using _ = store
  const startTime = new Date().toISOString()
  const [started, waiting] = ['0', '1'].map((digit) => `las:transition:${digit.repeat(32)}`) as [
    string,
    string,
  ]
  for (const transitionId of [started, waiting]) {
    await store.insert('transitions', {
      transitionId,
      name: null,
      description: null,
      // A manual one's executions wait for somebody; the platform starts nothing for them.
      ...(transitionId === started ? { transitionType: 'docker', parameters: IMAGE } : MANUAL),
      timeoutInSeconds: 1800,
      createdBy: null,
      createdTime: startTime,
      updatedBy: null,
      updatedTime: null,
    })
  }
  const kind = kindsOf({ consentId: '' }, started, waiting).find(({ path }) => path.includes(waiting))
  if (!kind) throw new Error('no kind of executions that wait')
  const things: Thing[] = []
  for (let index = 0; index < count; index += 1) {
    const digits = index.toString(16).padStart(32, '0')
    const [executionId, logId, input] = [`las:transition-execution:${digits}`, `las:log:${digits}`, { index }]
    const ofTransition = { transitionId: waiting, startTime }
    const noWorkflow = { workflowId: null, workflowExecutionId: null }
    await store.insert('logs', { logId, transitionExecutionId: executionId, ...ofTransition, ...noWorkflow })
    await store.insert('executions', {
      executionId,
      ...ofTransition,
      status: 'running',
      input,
      endTime: null,
      completedBy: null,
      logId,
      isLaunched: true,
      due: Date.now() + FAR_MS,
    })
    things.push({ kind, id: executionId, states: [{ seen: { input, status: 'running' }, kept: {} }] })
  }
  return { started, waiting, things }
}
