import { setTimeout as delay } from 'node:timers/promises'
import type Docker from 'dockerode'
import { z } from 'zod'
import { EXECUTION } from '../docker/labels.ts'

/** How often the manager is asked, once for all jobs together, in milliseconds. */
const INTERVAL_MS = 1000

/** The states of a task whose container has ended by itself, or was never to start. */
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

/** One try of a job on one node (https://docs.docker.com/engine/swarm/how-swarm-mode-works/swarm-task-states). */
export type Task = z.output<typeof Task>

const Node = z.object({ ID: z.string(), Status: z.object({ State: z.string() }) })

/** The jobs of all platforms on a swarm, at one moment. */
export interface Snapshot {
  /** A job's tasks by its service's id, the newest last. */
  tasks: ReadonlyMap<string, readonly Task[]>
  /** Nodes whose managers no longer hear of them: what runs there runs on, perhaps. */
  lostNodes: ReadonlySet<string>
}

/** Looks at jobs. */
export interface TaskWatch {
  /** What there is, a second from now. All who ask meanwhile get the same. */
  next(): Promise<Snapshot>
}

/** Asks a manager in turns, however many jobs there are. */
export function watchTasks(docker: Docker): TaskWatch {
  let coming: Promise<Snapshot> | undefined
  return {
    next() {
      coming ??= delay(INTERVAL_MS)
        .then(() => look(docker))
        .finally(() => {
          coming = undefined
        })
      return coming
    },
  }
}

/** What there is now. */
async function look(docker: Docker): Promise<Snapshot> {
  const found = z.array(Task).parse(await docker.listTasks({ filters: { label: [EXECUTION] } }))
  const nodes = z.array(Node).parse(await docker.listNodes())
  const inOrder = found.toSorted((a, b) => (a.CreatedAt < b.CreatedAt ? -1 : 1))
  return {
    tasks: Map.groupBy(inOrder, ({ ServiceID }) => ServiceID),
    lostNodes: new Set(nodes.filter(({ Status }) => Status.State === 'down').map(({ ID }) => ID)),
  }
}
