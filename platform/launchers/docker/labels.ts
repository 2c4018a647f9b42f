import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { codeOf } from '../../../contract/message-of.ts'

/** The label of everything that a launcher makes. Its value is the owner's id. */
export const OWNER = 'docker-transition.owner'
/** The execution that a container is for. */
export const EXECUTION = 'docker-transition.execution'
/** The process that needs it. Absent where a later process may recover it. */
const PROCESS = 'docker-transition.process'

/** The owner of containers. */
export interface Owner {
  id: string
  labels: Record<string, string>
}

/**
 * @param name stays the same across restarts, such as the folder of the platform's state; undefined where nothing does
 * @param isOfMachine whether the name means another platform on another machine
 */
export function createOwner(name: string | undefined, isOfMachine = true): Owner {
  const me = `${hostname()}:${process.pid}`
  const id = createHash('sha256')
    .update(
      name === undefined ? `${me}:${performance.timeOrigin}` : isOfMachine ? `${hostname()}:${name}` : name,
    )
    .digest('hex')
    .slice(0, 12)
  return { id, labels: { [OWNER]: id, ...(name === undefined && { [PROCESS]: me }) } }
}

/** Whether it belongs to a process of this machine that is gone and won't be restarted. */
export function isOrphan(labels: Readonly<Record<string, string>>): boolean {
  const [host, pid] = labels[PROCESS]?.split(':') ?? []
  if (host !== hostname() || pid === undefined) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return codeOf(error) === 'ESRCH'
  }
}
