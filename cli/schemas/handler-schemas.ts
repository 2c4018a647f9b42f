import { spawn } from 'node:child_process'
import { extname } from 'node:path'
import { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { CHANNEL_DESCRIPTOR, newNonce, onMessages } from '../../runtime/channel.ts'
import { UsageError } from '../usage-error.ts'
import type { HandlerSchemas } from './json-schemas.ts'

interface SchemasAnswer {
  schemas?: HandlerSchemas
  problem?: string
}

/** A module that has not loaded by then, in milliseconds, never will. */
const LIMIT_MS = 60_000

/**
 * The JSON Schemas of a handler's input and output.
 * @throws UsageError where the handler can't be loaded
 */
export async function handlerSchemas(handler: string): Promise<HandlerSchemas> {
  const program = fileURLToPath(new URL(`./schemas-main${extname(import.meta.filename)}`, import.meta.url))
  // What it prints is none of the command's output, and what else it writes to the channel is no answer.
  const nonce = newNonce()
  const child = spawn(process.execPath, [...process.execArgv, program, handler, nonce], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_CHANNEL_FD: undefined },
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  })
  const answer = await new Promise<SchemasAnswer>((resolve, reject) => {
    const channel = child.stdio[CHANNEL_DESCRIPTOR]
    // The program on the other end is ours: a message with the nonce is its answer.
    if (channel instanceof Duplex)
      onMessages(channel, (message) => message['nonce'] === nonce && resolve(message))
    child.once('error', reject)
    child.once('close', (code, signal) =>
      resolve({
        problem: `The handler ${handler} could not be loaded: it ended its process (${signal ?? `code ${code}`})`,
      }),
    )
  })
  child.kill('SIGKILL')
  if (answer.schemas) return answer.schemas
  throw new UsageError(answer.problem ?? `The handler ${handler} could not be loaded`)
}
