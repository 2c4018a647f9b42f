import { fileURLToPath } from 'node:url'
import { processLauncher, type Launcher } from '../../platform/index.ts'
import { programs } from './programs.ts'

/** The folder of the handlers that tests run. */
export const HANDLERS = fileURLToPath(new URL('../fixtures/handlers/', import.meta.url))

/** The path of a handler under `test/fixtures/handlers/`. */
export function handlerPath(name: string): string {
  return HANDLERS + name
}

/** Runs handlers in the built runtime, from that folder or from others. */
export function builtLauncher(...handlers: string[]): Launcher {
  return processLauncher([process.execPath, programs.runtime], { handlers: [HANDLERS, ...handlers] })
}
