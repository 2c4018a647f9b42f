// Isolates handlers from the test's process. A handler that runs in this process has a `process.env`, a `process.exit`, an
// output and uncaught errors of its own. For all other code they stay as they are.
import { AsyncLocalStorage } from 'node:async_hooks'
import { Console } from 'node:console'
import { Writable } from 'node:stream'

/** A handler that runs in this process. */
export interface IsolatedHandler {
  /** Its `process.env`. */
  readonly variables: Record<string, string>
  readonly hasEnded: boolean
  exit(code: number): void
  kill(signal: NodeJS.Signals): void
  print(stream: 'stdout' | 'stderr', text: string): void
  /** Ends it with an error that it did not catch. */
  fail(error: unknown, prefix: string): void
}

const inside = new AsyncLocalStorage<IsolatedHandler>()

/** Isolates a handler: whatever `run` calls, and all asynchronous work that it starts, belongs to this handler. */
export function isolate(isolated: IsolatedHandler): { run<T>(work: () => T): T } {
  guardProcess()
  guardConsole(globalThis.console)
  return { run: (work) => inside.run(isolated, work) }
}

/** Thrown in the handler where its own process would have ended. */
class HandlerStopped extends Error {
  override readonly name = 'HandlerStopped'
}

let isGuarded = false

/** Replaces the process's functions once and for good: timers that a handler leaves behind stay isolated, too. */
function guardProcess(): void {
  if (isGuarded) return
  isGuarded = true
  process.env = guardedVariables(process.env)

  const { exit, kill, abort, emit } = process
  process.exit = (code) => {
    const isolated = inside.getStore()
    if (!isolated) return exit.call(process, code)
    isolated.exit(Number(code ?? 0))
    throw new HandlerStopped('the handler called process.exit()')
  }
  process.kill = (pid, signal = 'SIGTERM') => {
    const isolated = inside.getStore()
    if (!isolated || pid !== process.pid || typeof signal === 'number') return kill.call(process, pid, signal)
    isolated.kill(signal as NodeJS.Signals)
    throw new HandlerStopped('the handler ended itself')
  }
  process.abort = () => {
    const isolated = inside.getStore()
    if (!isolated) return abort.call(process)
    isolated.kill('SIGABRT')
    throw new HandlerStopped('the handler called process.abort()')
  }
  // Test runners listen for these events. They would report a handler's failure as a failure of the test.
  const prefixes: Readonly<Record<string, string>> = {
    uncaughtException: 'Uncaught exception: ',
    unhandledRejection: 'Unhandled rejection: ',
  }
  process.emit = (event: string, ...args: unknown[]) => {
    const prefix = prefixes[event]
    const isolated = prefix === undefined ? undefined : inside.getStore()
    if (prefix === undefined || !isolated) return Reflect.apply(emit, process, [event, ...args])
    if (!(args[0] instanceof HandlerStopped)) isolated.fail(args[0], prefix)
    return true
  }
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name]
    const { write } = stream
    stream.write = (...args: unknown[]) => {
      const [chunk] = args
      inside
        .getStore()
        ?.print(name, typeof chunk === 'string' ? chunk : Buffer.from(Object(chunk)).toString())
      return Reflect.apply(write, stream, args)
    }
  }
}

/** Handlers see their own variables, all other code the process's. */
function guardedVariables(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = () => inside.getStore()?.variables ?? variables
  return new Proxy<NodeJS.ProcessEnv>(
    {},
    {
      get: (_, name) => Reflect.get(own(), name),
      has: (_, name) => Reflect.has(own(), name),
      set: (_, name, value) => Reflect.set(own(), name, String(value)),
      deleteProperty: (_, name) => Reflect.deleteProperty(own(), name),
      ownKeys: () => Reflect.ownKeys(own()),
      getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(own(), name),
      defineProperty: (_, name, descriptor) => Reflect.defineProperty(own(), name, descriptor),
    },
  )
}

const guardedConsoles = new WeakSet<Console>()
const consoles = new WeakMap<IsolatedHandler, Console>()

/** Guards a console by itself: a test runner's own console does not write to stdout. */
function guardConsole(console: Console): void {
  if (guardedConsoles.has(console)) return
  guardedConsoles.add(console)
  for (const [name, method] of Object.entries(console)) {
    if (typeof method !== 'function' || name === 'Console') continue
    const guarded = (...args: unknown[]) => {
      const isolated = inside.getStore()
      if (!isolated) return Reflect.apply(method, console, args)
      Reflect.apply(Reflect.get(consoleOf(isolated), name), undefined, args)
      // The test's own output shows it, too.
      return inside.exit(() => Reflect.apply(method, console, args))
    }
    Reflect.set(console, name, guarded)
  }
}

function consoleOf(isolated: IsolatedHandler): Console {
  const to = (stream: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk, _encoding, done) {
        isolated.print(stream, String(chunk))
        done()
      },
    })
  const known = consoles.get(isolated) ?? new Console({ stdout: to('stdout'), stderr: to('stderr') })
  consoles.set(isolated, known)
  return known
}
