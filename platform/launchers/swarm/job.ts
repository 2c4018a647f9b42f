import type Docker from 'dockerode'
import { exitOf, KILL_AFTER_SECONDS } from '../docker/container.ts'
import { LaunchError, type Exit, type Job } from '../launcher.ts'
import { followTask, type TaskOutput } from './output.ts'
import { removeJob, replaceContainer } from './service.ts'
import { ENDED, type Snapshot, type Task, type TaskWatch } from './tasks.ts'

/** A job that is unknown in so many polls in a row was removed from outside. */
const UNKNOWN_POLLS = 10
/** So many polls may pass until a stopped container is gone: longer than its grace period. */
const STOP_POLLS = KILL_AFTER_SECONDS + 10

/** The states of a task that the swarm has ended, not its container. */
const TAKEN_AWAY = new Set(['shutdown', 'orphaned'])
/** A manager's error for a task whose node is gone before the container started. */
const NODE_IS_GONE = 'assigned node no longer meets constraints'

/** Whether a task's node is gone, before or after the container started. */
function isLost({ NodeID, Status: { State, Err } }: Task, { lostNodes }: Snapshot): boolean {
  if (State === 'complete' || State === 'failed') return false
  return TAKEN_AWAY.has(State) || Err === NODE_IS_GONE || lostNodes.has(NodeID ?? '')
}

/**
 * Follows a job to its end, and removes it. A container that is lost with its node is replaced; the execution's lease lets
 * only one of the two work.
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
      // A manager may be away for a while: the job goes on.
      const seen: Snapshot | undefined = await watch.next().catch(() => undefined)
      const tasks = seen?.tasks.get(service.id) ?? []
      const task = tasks.at(-1)
      if (signal.aborted) {
        stopping += 1
        if ((seen && !task) || stopping > STOP_POLLS) return { code: null, signal: 'SIGTERM' }
      }
      unknown = seen && !task ? unknown + 1 : 0
      if (unknown > UNKNOWN_POLLS) throw new LaunchError('its service was removed from the swarm')
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
