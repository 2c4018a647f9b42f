import { setTimeout as delay } from 'node:timers/promises'
import type Docker from 'dockerode'
import { z } from 'zod'
import { EXECUTION } from '../docker/labels.ts'

/** How often the manager is polled, once for all jobs together, in milliseconds. */
const INTERVAL_MS = 1000

/** The states of a task whose container has ended, or never starts. */
export const ENDED: ReadonlySet<string> = new Set(['complete', 'failed', 'rejected'])

const Task = z.object({
  ID: z.string(),
  ServiceID: z.string(),
  NodeID: z.string().optional(),
  CreatedAt: z.string(),
  Status: z.object({
    Timestamp: z.string(),
    State: z.string(),
    Err: z.string().optional(),
    ContainerStatus: z.object({ ExitCode: z.number().optional() }).optional(),
  }),
})

/** One attempt of a job on one node (https://docs.docker.com/engine/swarm/how-swarm-mode-works/swarm-task-states). */
export type Task = z.output<typeof Task>

const Node = z.object({ ID: z.string(), Status: z.object({ State: z.string() }) })

/** The jobs of all platforms on a swarm, at one moment. */
export interface Snapshot {
  /** A job's tasks by its service's id, the newest last. */
  tasks: ReadonlyMap<string, readonly Task[]>
  /** Nodes that no longer answer their managers. Containers there may still run. */
  lostNodes: ReadonlySet<string>
}

/** Polls the jobs of a swarm. */
export interface TaskWatch {
  /** The snapshot one second from now, shared by all calls until then. */
  next(): Promise<Snapshot>
}

/** Polls a manager once a second, for all jobs together. */
export function watchTasks(docker: Docker): TaskWatch {
  let pending: Promise<Snapshot> | undefined
  return {
    next() {
      pending ??= delay(INTERVAL_MS)
        .then(() => poll(docker))
        .finally(() => {
          pending = undefined
        })
      return pending
    },
  }
}

async function poll(docker: Docker): Promise<Snapshot> {
  const found = z.array(Task).parse(await docker.listTasks({ filters: { label: [EXECUTION] } }))
  const nodes = z.array(Node).parse(await docker.listNodes())
  const inOrder = found.toSorted((a, b) => (a.CreatedAt < b.CreatedAt ? -1 : 1))
  return {
    tasks: Map.groupBy(inOrder, ({ ServiceID }) => ServiceID),
    lostNodes: new Set(nodes.filter(({ Status }) => Status.State === 'down').map(({ ID }) => ID)),
  }
}
