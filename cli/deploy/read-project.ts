import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Client } from '../../client/index.ts'
import { messageOf, type Transition } from '../../contract/index.ts'
import { findHandler } from '../../platform/launchers/find-handler.ts'
import { findConfig } from '../config/find-config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { TransitionConfig } from '../../project/config/transition-config.ts'
import { UsageError } from '../usage-error.ts'

/** What is deployed. */
export interface Project {
  config: TransitionConfig
  /** The handler's file; undefined where there is none, and none is needed. */
  handler: string | undefined
  /** What the image is built of: the configuration's folder where it has a Dockerfile, the handler where it hasn't. */
  source: string
}

/**
 * Reads the configuration, and finds the handler.
 * @param given the handler's file or folder
 * @param needsHandler whether a docker transition without a handler is a mistake
 */
export async function readProject(
  given: string | undefined,
  { config: configFile, needsHandler }: { config: string | undefined; needsHandler: boolean },
): Promise<Project> {
  const file = await findConfig(given ?? '.', configFile)
  if (file === undefined) {
    throw new UsageError(
      'There is no transition.config.ts here, which says what is deployed. transition docs configuration says what stands in it',
    )
  }
  const config = await loadConfig(file)
  const folder = dirname(file)
  const path = given === undefined ? resolve(folder, config.handler ?? '.') : resolve(given)
  const handler = await findHandler(pathToFileURL(path).href).catch((error: unknown) => {
    // A manual transition may be a person's.
    if (given === undefined && config.handler === undefined && (config.type === 'manual' || !needsHandler))
      return undefined
    throw new UsageError(messageOf(error))
  })
  const hasDockerfile = await stat(join(folder, 'Dockerfile')).catch(() => undefined)
  return { config, handler, source: hasDockerfile ? folder : (handler ?? folder) }
}

/** The transition of this name; undefined where there is none yet. */
export async function findTransition(client: Client, name: string): Promise<Transition | undefined> {
  const found: Transition[] = []
  for await (const transition of client.transitions.list({}))
    if (transition.name === name) found.push(transition)
  if (found.length <= 1) return found[0]
  const ids = found.map(({ transitionId }) => transitionId).join('\n  ')
  throw new UsageError(
    `${found.length} transitions are called ${name}: rename or delete all but one\n  ${ids}`,
  )
}

/** The name of the image: `--image`, or the configuration's; on this machine's own platform any will do. */
export function imageUrlOf(
  config: TransitionConfig,
  given: string | undefined,
  isLocal: boolean,
): string | undefined {
  if (config.type === 'manual') {
    if (given !== undefined) throw new UsageError('--image is for docker transitions: this one is manual')
    return undefined
  }
  if (given !== undefined) return given
  if (config.image) return `${config.image.repository}:${config.image.tag ?? 'latest'}`
  if (isLocal)
    return `${
      config.name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, '') || 'transition'
    }:latest`
  throw new UsageError(
    "The configuration has no image: add image: { repository: 'registry.example.com/team/name' }, where it is pushed to",
  )
}
