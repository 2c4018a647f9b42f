import { existsSync } from 'node:fs'
import type Docker from 'dockerode'
import { z } from 'zod'
import { hasNoEngine } from '../docker/engine.ts'
import { followProgress } from '../../../platform/launchers/docker/progress.ts'
import { startEngine, type NodeEngine } from './engine.ts'
import { openNetwork } from './network.ts'

const isRoot = process.getuid?.() === 0
const programs = ['/usr/sbin/dockerd', '/usr/bin/dockerd'].some(existsSync) && existsSync('/usr/bin/nsenter')
/** How many executions a swarm is given; 0: the tests take too long to be run with all others. */
export const EXECUTIONS = Number(process.env['SWARM_EXECUTIONS'] ?? 0)
const reason = hasNoEngine
  ? 'no Docker Engine answers'
  : !isRoot
    ? 'only root may make network namespaces'
    : programs
      ? 'it takes minutes: npm run test:swarm runs it'
      : 'there is no dockerd, or no nsenter'

/** Tests that need a swarm are skipped where none can be made, or none is wanted: `describe.skipIf(hasNoSwarm)`. */
export const hasNoSwarm = hasNoEngine || !isRoot || !programs || EXECUTIONS === 0
/** Belongs at the end of their title: it says why they are skipped. */
export const why = hasNoSwarm ? ` (skipped: ${reason})` : ''

const ManagerNode = z.object({
  ID: z.string(),
  Version: z.object({ Index: z.number() }),
  Spec: z.looseObject({}),
})

/** The registry is nowhere: a node that looks there finds so at once, and takes the image that it has. */
const IMAGE = '127.0.0.1:1/swarm-test:latest'

/** A swarm of engines on this machine: a manager that runs nothing, and workers. */
export interface Swarm extends AsyncDisposable {
  manager: NodeEngine
  workers: NodeEngine[]
  /** Gives all workers an image. @returns how the swarm calls it */
  load(docker: Docker, image: string): Promise<string>
}

/** Makes a swarm. */
export async function openSwarm(workerCount: number): Promise<Swarm> {
  await using stack = new AsyncDisposableStack()
  const { nodes } = stack.use(await openNetwork(workerCount + 1))
  const started = await Promise.allSettled(nodes.map(startEngine))
  const engines = started.flatMap((one) => (one.status === 'fulfilled' ? [stack.use(one.value)] : []))
  for (const one of started) if (one.status === 'rejected') throw one.reason
  const [manager, ...workers] = engines
  if (!manager) throw new Error('a swarm has a manager')

  const swarmPort = 2377
  const RemoteAddrs = [`${manager.address}:${swarmPort}`]
  await manager.docker.swarmInit({
    ListenAddr: `${manager.address}:${swarmPort}`,
    AdvertiseAddr: manager.address,
    // A node that says nothing for three of these is lost; in nanoseconds.
    Spec: { Dispatcher: { HeartbeatPeriod: 2e9 } },
  })
  const { JoinTokens } = await manager.docker.swarmInspect()
  for (const { docker, address } of workers)
    await docker.swarmJoin({
      ListenAddr: `${address}:${swarmPort}`,
      AdvertiseAddr: address,
      RemoteAddrs,
      JoinToken: JoinTokens.Worker,
    })
  const [node] = z
    .array(ManagerNode)
    .parse(await manager.docker.listNodes({ filters: '{"role":["manager"]}' }))
  if (!node) throw new Error('the swarm knows no manager')
  const version = node.Version.Index
  await manager.docker.getNode(node.ID).update({ ...node.Spec, version, Availability: 'drain' })
  const all = stack.move()
  return {
    manager,
    workers,
    async load(docker, image) {
      await Promise.all(
        workers.map(async (worker) => {
          const saved = await docker.getImage(image).get()
          await followProgress(await worker.docker.loadImage(saved))
          await worker.docker.getImage(image).tag({ repo: IMAGE.replace(':latest', ''), tag: 'latest' })
        }),
      )
      return IMAGE
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
