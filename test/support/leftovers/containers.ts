import { hostname } from 'node:os'
import { usedImages } from '../docker/test-image.ts'

/** Processes that make containers and networks of their own: this one, and the programs that tests start. */
export const launching = new Set([process.pid])

/** Whether a process of this file of tests has made what has these labels. */
function isOurs(labels: Record<string, string> = {}): boolean {
  return [...launching].some((pid) => labels['docker-transition.process'] === `${hostname()}:${pid}`)
}

/** Containers of the images of this file of tests, and networks of its processes. An engine that no test uses is not asked. */
export async function dockerLeftovers(): Promise<string[]> {
  if (usedImages.size === 0) return []
  const { docker, hasNoEngine } = await import('../docker/engine.ts')
  if (hasNoEngine) return []
  const containers = await docker.listContainers({ all: true })
  const networks = await docker.listNetworks({ filters: { label: ['docker-transition.process'] } })
  return [
    ...containers
      .filter(({ Image, Labels }) => usedImages.has(Image) || isOurs(Labels))
      .map(({ Id, Image }) => `the container ${Id.slice(0, 12)} of ${Image}`),
    ...networks.filter(({ Labels }) => isOurs(Labels)).map(({ Name }) => `the network ${Name}`),
  ]
}

/** Removes the images of this file of tests. What they are made of stays in the engine: the next build is quick. */
export async function removeImages(): Promise<void> {
  if (usedImages.size === 0) return
  const { docker, hasNoEngine } = await import('../docker/engine.ts')
  // A test that was skipped or has failed may have made none.
  const remove = (name: string) => docker.getImage(name).remove({ force: true, noprune: true })
  if (!hasNoEngine) for (const name of usedImages) await remove(name).catch(() => undefined)
  usedImages.clear()
}
