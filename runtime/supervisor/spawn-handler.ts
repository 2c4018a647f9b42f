import { spawn, type ChildProcess } from 'node:child_process'
import { Duplex, Readable } from 'node:stream'
import { messageOf } from '../../contract/message-of.ts'
import { CHANNEL_DESCRIPTOR } from '../channel.ts'
import type { Death, ForkedHandler } from './handler-process.ts'

const nothing = () => undefined

/** A handler process with its pipes. */
export interface SpawnedHandler extends Pick<ChildProcess, 'pid' | 'on' | 'kill'> {
  stdout: Readable
  stderr: Readable
  channel: Duplex
}

/** The process with its pipes, or why the machine has none: no descriptors, no permission, arguments that are too long. */
export function spawnHandler(
  commandLine: readonly string[],
  env: NodeJS.ProcessEnv,
): SpawnedHandler | string {
  try {
    const child = spawn(process.execPath, commandLine, {
      detached: true,
      // As a variable of the container's it would make Node open a channel of its own.
      env: { ...env, NODE_CHANNEL_FD: undefined },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    })
    // Of a child without pipes the error comes later, and says no more.
    child.on('error', () => undefined)
    const { stdout, stderr, stdio } = child
    const channel = stdio?.[CHANNEL_DESCRIPTOR]
    if (!stdout || !stderr || !(channel instanceof Duplex)) return 'no descriptors are left for its pipes'
    return Object.assign(child, { stdout, stderr, channel })
  } catch (error) {
    return messageOf(error)
  }
}

/** Stands for a handler process that could not be started. */
export function noProcess(failedToStart: string): ForkedHandler {
  const end = Promise.resolve<Death>({ type: 'died', code: null, signal: null, failedToStart })
  const turn = () => ({ run: nothing, abort: nothing, kill: nothing, hasReported: false, end })
  return {
    turn,
    kill: nothing,
    sweep: nothing,
    openInspector: nothing,
    pid: undefined,
    loaded: new Promise(nothing),
    unfit: undefined,
    closed: Promise.resolve(),
    stdout: Readable.from([]),
    stderr: Readable.from([]),
  }
}
