import type { LoadedTransition } from './load.ts'

/** Where the console's `debug()` finds the function for a moment. */
const NAME = 'docker-transition handler'

/**
 * Where this process has waited for a debugger, it stops in the first line of the handler: a breakpoint at the function's
 * start. A `debugger` statement would stop in the runtime, whose files editors skip.
 */
export async function stopInHandler(transition: LoadedTransition): Promise<LoadedTransition> {
  if (!process.execArgv.some((flag) => flag.startsWith('--inspect-wait='))) return transition
  const { Session } = await import('node:inspector/promises')
  const session = new Session()
  session.connect()
  await session.post('Debugger.enable')
  Object.defineProperty(globalThis, NAME, { value: transition.handler, configurable: true })
  await session.post('Runtime.evaluate', {
    expression: `debug(globalThis[${JSON.stringify(NAME)}])`,
    includeCommandLineAPI: true,
  })
  Reflect.deleteProperty(globalThis, NAME)
  return transition
}
