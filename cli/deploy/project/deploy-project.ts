import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf } from '../../../contract/index.ts'
import { findHandler } from '../../../platform/launchers/find-handler.ts'
import { formatFault } from '../../../project/check/fault.ts'
import type { DockerTransition, ProjectConfig } from '../../../project/config/project-config.ts'
import { withProfile } from '../../../project/config/profile.ts'
import { applyProjectPlan, prune } from '../../../project/deploy/apply.ts'
import { partOf } from '../../../project/deploy/part-of.ts'
import { changesAnything, makeProjectPlan, type ProjectPlan } from '../../../project/deploy/plan.ts'
import { openRecord } from '../../../project/deploy/record.ts'
import { wantedOf, type Wanted } from '../../../project/deploy/wanted.ts'
import { faultsOf } from '../../check/check.ts'
import { connect, type Connection } from '../../connect.ts'
import { ExitCode } from '../../exit-codes.ts'
import { UnavailableError } from '../../unavailable-error.ts'
import { UsageError } from '../../usage-error.ts'
import { ask } from '../ask.ts'
import type { DeployOptions } from '../deploy.ts'
import { handlerSchemas } from '../../schemas/handler-schemas.ts'
import { readVariables } from '../secret-book.ts'
import type { FoundProject } from './find-project.ts'
import { formatForeign, formatProjectPlan, hideSecret, wordsOf } from './format-project-plan.ts'
import { buildImages } from './images.ts'

/** As the flags, with what `deploy` has made of them. */
export interface ProjectOptions extends DeployOptions {
  say: (text: string) => void
  signal: AbortSignal
}

/** Makes a project on a platform what its configuration says, after showing what that changes. */
export async function deployProject(
  { file, config }: FoundProject,
  names: readonly string[],
  options: ProjectOptions,
): Promise<void> {
  const { say, signal, json } = options
  if (options.image !== undefined || options.replace)
    throw new UsageError(
      '--image and --replace are for a single transition: this configuration is of a project',
    )
  const faults = (await faultsOf(file, { project: config })).filter(({ isWarning }) => !isWarning)
  if (faults.length > 0) {
    for (const fault of faults) console.error(formatFault(fault))
    process.exitCode = ExitCode.notSucceeded
    return
  }
  const connection = await connect(options, { findsLocal: false })
  const { client, isLocal } = connection
  const project = withProfile(config, options.profile ?? (isLocal ? 'local' : undefined))
  if (isLocal) checkHandlers(project, dirname(file), connection, options.local)
  const wanted = await wantOf(project, file, names, connection)
  const made = await makeProjectPlan(client, wanted, await openRecord(client, project.name), {
    updatesSecrets: options.updateSecrets ?? false,
  })
  // Of what isn't named nothing is known.
  const plan = names.length > 0 ? { ...made, unneeded: [] } : made
  await using images = await buildImages(isLocal ? [] : wanted, project, dirname(file), {
    say: json ? undefined : say,
    signal,
  })
  const isUnchanged =
    !changesAnything(plan) && !images.isAnyNew && !(options.prune && plan.unneeded.length > 0)

  say(`\nOn ${connection.name}:\n`)
  const foreign = plan.steps.filter(({ isForeign }) => isForeign)
  if (foreign.length > 0 && !options.adopt) {
    console.error(formatForeign(foreign, project.name))
    process.exitCode = ExitCode.notSucceeded
    return
  }
  say(
    isUnchanged
      ? `${project.name} is as the configuration says: nothing changes.`
      : formatProjectPlan(plan, options.prune ?? false),
  )
  for (const line of images.lines) say(line)
  const report = (ids?: ReadonlyMap<string, string>) => {
    if (json) console.log(JSON.stringify(reportOf(project, plan, ids), undefined, 2))
  }
  if (isUnchanged) return report(idsOf(plan))
  if (options.dryRun) {
    say('\nThis was a dry run: nothing has changed.')
    return report()
  }
  if (!options.yes && !(await ask('\nDeploy this? [y/N] ', signal))) {
    say('Nothing has changed.')
    process.exitCode = ExitCode.notSucceeded
    return
  }
  await images.release()
  signal.throwIfAborted()
  const ids = await applyProjectPlan(client, plan, ({ wanted: { key }, action }, id) => {
    if (action !== 'unchanged') say(`✔ ${wordsOf(key)}  ${id}`)
  })
  if (options.prune) await prune(client, plan.unneeded, plan.book)
  report(ids)
}

async function wantOf(
  project: ProjectConfig,
  file: string,
  names: readonly string[],
  { isLocal, credentials }: Connection,
): Promise<Wanted[]> {
  const folder = dirname(file)
  const wanted = await wantedOf(project, {
    folder,
    schemasOf: async (handler) => handlerSchemas(await findHandler(pathToFileURL(handler).href)),
    imageUrlOf: (name, transition) =>
      isLocal ? pathToFileURL(join(folder, transition.handler)).href : imageUrlOf(project, name, transition),
    secretOf: (name, variables) => readVariables(name, variables, credentials),
  })
  if (names.length === 0) return wanted
  try {
    return partOf(wanted, names)
  } catch (error) {
    throw new UsageError(messageOf(error))
  }
}

function imageUrlOf(project: ProjectConfig, name: string, { image }: DockerTransition): string {
  if (image) return `${image.repository}:${image.tag ?? 'latest'}`
  if (project.registry !== undefined) return `${project.registry}/${name.toLowerCase()}:latest`
  throw new UsageError(
    `The transition ${name} has no image: give the project a registry ('registry.example.com/team'), where images are pushed to`,
  )
}

/** @throws UnavailableError where the platform that runs here starts no handlers of this folder */
function checkHandlers(project: ProjectConfig, folder: string, { handlers }: Connection, data = ''): void {
  const outside = Object.values(project.transitions).some(
    (transition) =>
      transition.type !== 'manual' &&
      !handlers.some(
        (allowed) => !relative(allowed, join(folder, transition.handler)).startsWith(`..${sep}`),
      ),
  )
  if (!outside) return
  throw new UnavailableError(
    `The platform of ${data} starts no handlers of ${folder}. Stop it, and start one that does:\n  transition platform --data ${data} --handlers ${folder}`,
  )
}

function idsOf({ steps }: ProjectPlan): Map<string, string> {
  return new Map(steps.flatMap(({ wanted, current }) => (current ? [[wanted.key, current.id]] : [])))
}

function reportOf(
  { name }: ProjectConfig,
  { steps, unneeded }: ProjectPlan,
  ids?: ReadonlyMap<string, string>,
) {
  return {
    name,
    steps: steps.map(({ wanted: { key, name: title }, action, changes, drift }) => ({
      key,
      name: title,
      action,
      ...(ids && { id: ids.get(key) }),
      // What is new is what the configuration says.
      changes: action === 'create' ? [] : changes.map(hideSecret),
      drift,
    })),
    unneeded,
  }
}
