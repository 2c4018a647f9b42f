import type Docker from 'dockerode'
import { exitOf, KILL_AFTER_SECONDS } from '../docker/container.ts'
import { LaunchError, type Exit, type Job } from '../launcher.ts'
import { followTask, type TaskOutput } from './output.ts'
import { removeJob, replaceContainer } from './service.ts'
import { ENDED, type Snapshot, type Task, type TaskWatch } from './tasks.ts'

/** A job that the manager knows nothing of for so many looks has been removed by somebody. */
const PATIENCE_LOOKS = 10
/** A container that is stopped is waited for so many looks: longer than it may take. */
const STOP_LOOKS = KILL_AFTER_SECONDS + 10

/** What ended it was no doing of its container. */
const TAKEN_AWAY = new Set(['shutdown', 'orphaned'])
/** What a manager says of a task whose node went before it was there. */
const NODE_IS_GONE = 'assigned node no longer meets constraints'

/** Whether a task's node is gone, with the task or before it was there. */
function isLost({ NodeID, Status: { State, Err } }: Task, { lostNodes }: Snapshot): boolean {
  if (State === 'complete' || State === 'failed') return false
  return TAKEN_AWAY.has(State) || Err === NODE_IS_GONE || lostNodes.has(NodeID ?? '')
}

/**
 * Follows a job to its end, and removes it. A container that is lost with its node is replaced; the platform sees to it that
 * only one of the two goes on.
 * @throws LaunchError
 */
export async function followJob(
  { docker, watch }: { docker: Docker; watch: TaskWatch },
  service: Docker.Service,
  { executionId, imageUrl, signal, onStart, onLost, onLine }: Job,
): Promise<Exit> {
  let followed: { task: Task; output: TaskOutput } | undefined
  const remove = () => removeJob(docker, service, executionId)
  const stop = () => void remove().catch(() => undefined)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()

  const follow = (task: Task) => {
    if (followed?.task.ID === task.ID) return
    followed?.output.stop()
    onStart()
    followed = { task, output: followTask(docker, task.ID, onLine) }
  }

  let replaced: string | undefined
  let unknown = 0
  let stopping = 0
  try {
    for (;;) {
      // A manager that is away for a while loses no job.
      const seen: Snapshot | undefined = await watch.next().catch(() => undefined)
      const tasks = seen?.tasks.get(service.id) ?? []
      const task = tasks.at(-1)
      if (signal.aborted) {
        stopping += 1
        if ((seen && !task) || stopping > STOP_LOOKS) return { code: null, signal: 'SIGTERM' }
      }
      unknown = seen && !task ? unknown + 1 : 0
      if (unknown > PATIENCE_LOOKS) throw new LaunchError('its service was removed from the swarm')
      if (!seen || !task) continue

      if (isLost(task, seen)) {
        if (signal.aborted || replaced === task.ID || !(await replaceContainer(service))) continue
        replaced = task.ID
        onLost()
        continue
      }
      const { State: state, Err: error = '', ContainerStatus: container } = task.Status
      if (state === 'rejected') throw new LaunchError(`A node of the swarm refused ${imageUrl}: ${error}`)
      if (state === 'running' || ENDED.has(state)) follow(task)
      if (ENDED.has(state)) {
        await followed?.output.finish()
        return exitOf(container?.ExitCode ?? (state === 'complete' ? 0 : 1))
      }
    }
  } finally {
    signal.removeEventListener('abort', stop)
    followed?.output.stop()
    await remove()
  }
}
