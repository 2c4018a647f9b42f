import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import PQueue from 'p-queue'
import { isDangerous } from './dangerous-variables.ts'
import { isFileUrl } from './find-handler.ts'
import { handlersFolder } from './handlers-folder.ts'
import { LaunchError, type Exit, type Job, type Launcher } from './launcher.ts'
import { messageOf } from '../../contract/index.ts'

/** From SIGTERM to SIGKILL, in milliseconds: longer than the runtime's own grace period. */
const KILL_AFTER_MS = 30_000

/** The variables of the machine by which a process finds programs. A container has its own. */
const MACHINE_VARIABLES = ['PATH', 'HOME', 'TMPDIR']

/** Which handlers may run as processes, and with what. */
export interface ProcessLauncherOptions {
  /**
   * Folders or files that handlers may lie in, by their real paths; read at each launch. Default: none, and no handler
   * starts. Whoever may create transitions runs any handler in there as this user: name none where others than this machine
   * reach the platform.
   */
  handlers?: readonly string[]
  /** How many run at once; the others are queued. Default: four for each core, as containers on one engine. */
  maxProcesses?: number
  /** More variables of each handler, of the user who starts the platform. These may load code. */
  variables?: () => Readonly<Record<string, string>>
}

/**
 * Starts "images" of `file:` URLs: a handler's file, or a folder with a `package.json`, run by the runtime in a child
 * process. The runtime learns of its task from its environment only, as in a container. Variables that load code or find
 * programs are refused.
 * @param command program and arguments that start the runtime
 */
export function processLauncher(
  command: readonly [string, ...string[]],
  { handlers = [], maxProcesses, variables = () => ({}) }: ProcessLauncherOptions = {},
): Launcher {
  const folder = handlersFolder(handlers)
  const queue = new PQueue({ concurrency: maxProcesses ?? 4 * availableParallelism() })

  return {
    accepts: isFileUrl,

    refusal: async ({ imageUrl, variables: names }) =>
      (await folder.refusal(imageUrl)) ?? refusalOfVariables(names),

    launch: (job) => queue.add(() => run(job)),
  }

  async function run({ imageUrl, environment, onStart, onLine, signal }: Job): Promise<Exit> {
    if (signal.aborted) throw new LaunchError('it was stopped before it started')
    const reason = refusalOfVariables(Object.keys(environment))
    if (reason !== undefined) throw new LaunchError(reason)
    const handler = await folder.find(imageUrl)
    const machine = MACHINE_VARIABLES.flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, process.env[name]]],
    )
    const [program, ...args] = command
    const child = spawn(program, args, {
      env: {
        ...Object.fromEntries(machine),
        ...environment,
        ...variables(),
        TRANSITION_HANDLER: handler,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.once('spawn', onStart)
    for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine)

    let killTimer: NodeJS.Timeout | undefined
    const stop = () => {
      child.kill('SIGTERM')
      killTimer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
    }
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    try {
      const [code, killedBy] = await once(child, 'close')
      return { code, signal: killedBy }
    } catch (error) {
      throw new LaunchError(`${program} could not be started: ${messageOf(error)}`)
    } finally {
      clearTimeout(killTimer)
      signal.removeEventListener('abort', stop)
    }
  }
}

function refusalOfVariables(names: readonly string[]): string | undefined {
  const found = names.find(isDangerous)
  return found === undefined
    ? undefined
    : `the variable ${JSON.stringify(found)} could load code into a handler of a file: URL: only a container may have it`
}
