import { once } from 'node:events'
import { createServer } from 'node:net'
import { codeOf, messageOf } from '../../contract/index.ts'
import { UsageError } from '../usage-error.ts'

/** Where editors and browsers look for a Node that listens for them. */
const DEFAULT_PORT = 9229
/** A debugger may do anything with the process, so nobody else reaches it. */
const HOST = '127.0.0.1'

/** The flags of `run` and `dev` that let a debugger in. */
export interface InspectFlags {
  inspect?: boolean
  inspectBrk?: boolean
  /** Default: 9229, or a free one where that is taken. */
  inspectPort?: number
}

/** How a debugger comes into a handler process. */
export interface Breakpoints {
  /** The runtime's arguments. */
  arguments: readonly string[]
  /** What an editor's auto-attach needs in the handler's environment. */
  variables: Readonly<Record<string, string>>
}

/**
 * What the flags and the editor whose terminal this is ask for; undefined where nobody debugs.
 * @throws UsageError for a port that can't be listened on
 */
export async function readBreakpoints(
  flags: InspectFlags,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Breakpoints | undefined> {
  const { inspect, inspectBrk, inspectPort } = flags
  const variables = editorVariables(env)
  if (inspect || inspectBrk || inspectPort !== undefined) {
    const flag = inspectBrk ? '--inspect-wait' : '--inspect'
    return { arguments: [`${flag}=${HOST}:${await findPort(inspectPort)}`], variables: {} }
  }
  return variables && { arguments: [], variables }
}

/** VS Code's debugger comes by a module that NODE_OPTIONS names, and by what its other variable tells that. */
function editorVariables(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> | undefined {
  const { NODE_OPTIONS, VSCODE_INSPECTOR_OPTIONS } = env
  if (NODE_OPTIONS === undefined || VSCODE_INSPECTOR_OPTIONS === undefined) return undefined
  return { NODE_OPTIONS, VSCODE_INSPECTOR_OPTIONS }
}

async function findPort(asked: number | undefined): Promise<number> {
  const server = createServer()
  try {
    server.listen(asked ?? DEFAULT_PORT, HOST)
    await once(server, 'listening')
    return asked ?? DEFAULT_PORT
  } catch (error) {
    if (asked === undefined && codeOf(error) === 'EADDRINUSE') return 0
    throw new UsageError(`No debugger can reach port ${asked}: ${messageOf(error)}. Try --inspect-port 0`)
  } finally {
    server.close()
  }
}
