import { dirname, join, relative } from 'node:path'
import { styleText } from 'node:util'
import { createClient, ApiError } from '../../client/index.ts'
import { processLauncher } from '../../platform/index.ts'
import { formatFault, type Fault } from '../../project/check/fault.ts'
import type { ProjectConfig } from '../../project/config/project-config.ts'
import { withProfile } from '../../project/config/profile.ts'
import type { ProjectPlan } from '../../project/deploy/plan.ts'
import { onStopSignal } from '../../runtime/supervisor/stop-signals.ts'
import { faultsOf } from '../check/check.ts'
import { loadConfiguration } from '../config/load-config.ts'
import { wordsOf } from '../deploy/project/format-project-plan.ts'
import { watchFiles } from '../dev/watch-files.ts'
import { readerGone } from '../interruption.ts'
import { openLocalPlatform } from '../local-platform.ts'
import { handlerSchemas } from '../schemas/handler-schemas.ts'
import { runtimeCommand } from '../runtime-command.ts'
import { UsageError } from '../usage-error.ts'
import { bring } from '../workflow-run/bring.ts'

/** The flags of `transition dev` that a project takes. */
export interface ServeOptions {
  data: string
  port?: number
  json?: boolean
}

/**
 * Serves a project on a platform of its own until Ctrl-C: brings it there, and again whenever a file of it changes that the platform
 * knows. Handlers are loaded anew for each execution.
 */
export async function serveProject(file: string, { data, port, json }: ServeOptions): Promise<void> {
  const folder = dirname(file)
  const tell = (event: Record<string, unknown>, line: string) =>
    console.log(json ? JSON.stringify(event) : line)
  await using local = await openLocalPlatform({
    data,
    port,
    web: true,
    handlers: [folder],
    launchers: [processLauncher(runtimeCommand(), { handlers: [folder] })],
  })
  const { server, credentials } = local
  if (!credentials) throw new UsageError(`The first app client of ${data} was deleted: try another --data`)
  const own = credentials
  const client = createClient(own)
  const { apiEndpoint, web } = server
  const webLink = (await server.webLink()) ?? ''
  tell(
    { type: 'platform', apiEndpoint, web, webLink },
    `The platform listens at ${apiEndpoint}\nThis opens its page, once, within ten minutes: ${styleText('bold', webLink)}`,
  )

  /** @returns the files that say what is deployed */
  async function deploy(): Promise<string[]> {
    const configuration = await loadConfiguration(file)
    if (!('project' in configuration)) throw new UsageError(`${file} is of a project no longer`)
    const project = withProfile(configuration.project, 'local')
    const faults = await faultsOf(file, configuration)
    if (faults.length > 0) tell({ type: 'faults', faults }, faults.map(shownFrom(folder)).join('\n'))
    if (faults.every(({ isWarning }) => isWarning)) {
      const { plan } = await bring(project, folder, client, own, handlerSchemas)
      const done = doneBy(plan)
      tell(
        { type: 'deployed', done },
        done.length === 0 ? 'Nothing changes.' : done.map((one) => `✔ ${one}`).join('\n'),
      )
    }
    return filesOf(project, file, folder)
  }

  const stopped = Promise.withResolvers<void>()
  onStopSignal(() => stopped.resolve())
  readerGone.addEventListener('abort', () => stopped.resolve())
  let files = [file]
  let last: Promise<void> = Promise.resolve()
  using watch = watchFiles((changed) => {
    tell(
      { type: 'again', files: changed },
      `\n${changed.map((one) => relative(process.cwd(), one)).join(', ')} changed`,
    )
    last = last.then(again).catch(stopped.reject)
  })
  async function again(): Promise<void> {
    try {
      files = await deploy()
    } catch (error) {
      if (!(error instanceof UsageError) && !(error instanceof ApiError)) throw error
      tell({ type: 'problem', message: error.message }, error.message)
    }
    watch.set(files)
    tell({ type: 'watching', files }, styleText('dim', `Watching ${files.length} files. Ctrl-C ends it.`))
  }
  last = again()
  last.catch(stopped.reject)
  await stopped.promise
  await last
}

const shownFrom = (folder: string) => (fault: Fault) =>
  formatFault({ ...fault, file: relative(process.cwd(), join(folder, fault.file)) })

function doneBy({ steps }: ProjectPlan): string[] {
  return steps.flatMap(({ action, wanted: { key, kind } }) =>
    action === 'unchanged' || (action === 'update' && kind === 'secrets')
      ? []
      : [`${wordsOf(key)} ${DONE[action]}`],
  )
}

const DONE = { create: 'created', update: 'updated', replace: 'replaced' } as const

function filesOf(
  { transitions, workflows = {}, models = {}, assets = {} }: ProjectConfig,
  file: string,
  folder: string,
): string[] {
  const named = [
    ...Object.values(workflows).map(({ definition }) => definition),
    ...Object.values(models).map(({ fieldConfig }) => fieldConfig),
    ...Object.values(assets).map((asset) => asset.file),
    ...Object.values(transitions).flatMap((one) => [one.handler, 'form' in one ? one.form : undefined]),
  ]
  return [file, ...named.flatMap((one) => (typeof one === 'string' ? [join(folder, one)] : []))]
}
