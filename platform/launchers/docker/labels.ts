import { createHash } from 'node:crypto'
import { hostname } from 'node:os'

/** Marks everything that this launcher makes. Its value: whose it is. */
export const OWNER = 'docker-transition.owner'
/** The execution that a container is for. */
export const EXECUTION = 'docker-transition.execution'
/** The process without which a thing is of no use to anyone. Absent where a later process may want it. */
const PROCESS = 'docker-transition.process'

/** Whose containers these are. */
export interface Owner {
  id: string
  labels: Record<string, string>
}

/**
 * @param name what is the same when the platform comes back, such as the folder of its state; undefined where it won't
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

/** Whether a thing belongs to a process of this machine that is gone, and that nobody will take the place of. */
export function isOrphan(labels: Readonly<Record<string, string>>): boolean {
  const [host, pid] = labels[PROCESS]?.split(':') ?? []
  if (host !== hostname() || pid === undefined) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
