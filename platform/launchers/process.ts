import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { findHandler } from './find-handler.ts'
import { LaunchError, type Exit, type Launcher } from './launcher.ts'
import { messageOf } from '../../contract/index.ts'

/** A process that was asked to stop has this long, in milliseconds, before it is killed: more than the runtime's own grace. */
const KILL_AFTER_MS = 30_000

/** The variables of the machine that a process needs to find programs. A container has its own. */
const MACHINE_VARIABLES = ['PATH', 'HOME', 'TMPDIR']

/**
 * Starts "images" of `file:` URLs: a handler's file, or a folder with a `package.json`, run by the runtime in a child
 * process. The runtime learns of its task from its environment only, as in a container.
 * @param command program and arguments that start the runtime
 */
export function processLauncher(command: readonly [string, ...string[]]): Launcher {
  return {
    accepts: (imageUrl) => imageUrl.startsWith('file:'),

    async launch({ imageUrl, environment, onStart, onLine, signal }): Promise<Exit> {
      const handler = await findHandler(imageUrl)
      const machine = MACHINE_VARIABLES.flatMap((name) =>
        process.env[name] === undefined ? [] : [[name, process.env[name]]],
      )
      const [program, ...args] = command
      const child = spawn(program, args, {
        env: { ...Object.fromEntries(machine), ...environment, TRANSITION_HANDLER: handler },
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
    },
  }
}
