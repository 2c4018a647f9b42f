import { fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../usage-error.ts'
import type { HandlerSchemas } from './json-schemas.ts'

/** A module that has not loaded by then, in milliseconds, never will. */
const LIMIT_MS = 60_000

/**
 * The JSON Schemas of a handler's input and output.
 * @throws UsageError where the handler can't be loaded
 */
export async function handlerSchemas(handler: string): Promise<HandlerSchemas> {
  const program = fileURLToPath(new URL(`./schemas-main${extname(import.meta.filename)}`, import.meta.url))
  // What it prints is none of the command's output.
  const child = fork(program, [handler], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  })
  const answer = await new Promise<{ schemas?: HandlerSchemas; problem?: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { schemas?: HandlerSchemas; problem?: string }))
    child.once('error', reject)
    child.once('close', (code, signal) =>
      resolve({
        problem: `The handler ${handler} could not be loaded: it ended its process (${signal ?? `code ${code}`})`,
      }),
    )
  })
  if (answer.schemas) return answer.schemas
  throw new UsageError(answer.problem ?? `The handler ${handler} could not be loaded`)
}
