// What stands between handlers and the test's process: to a handler that runs in here, `process.env`, `process.exit`, what
// it prints and what it fails to catch are its own. Everybody else's stay as they are.
import { AsyncLocalStorage } from 'node:async_hooks'
import { Console } from 'node:console'
import { Writable } from 'node:stream'

/** A handler that runs in this process. */
export interface Inhabitant {
  /** Its `process.env`. */
  readonly variables: Record<string, string>
  readonly hasEnded: boolean
  exit(code: number): void
  kill(signal: NodeJS.Signals): void
  print(stream: 'stdout' | 'stderr', text: string): void
  /** It did not catch something. */
  fail(error: unknown, prefix: string): void
}

const inside = new AsyncLocalStorage<Inhabitant>()

/** Lets a handler in: what `run` runs, and all that comes of it, is the inhabitant's. */
export function enter(inhabitant: Inhabitant): { run<T>(work: () => T): T } {
  guardProcess()
  guardConsole(globalThis.console)
  return { run: (work) => inside.run(inhabitant, work) }
}

/** Thrown where a process of its own would have stopped. */
class Stopped extends Error {
  override readonly name = 'Stopped'
}

let isGuarded = false

/** Once for all: what a handler leaves behind, such as timers, stays inside too. */
function guardProcess(): void {
  if (isGuarded) return
  isGuarded = true
  process.env = guardedVariables(process.env)

  const { exit, kill, abort, emit } = process
  process.exit = (code) => {
    const inhabitant = inside.getStore()
    if (!inhabitant) return exit.call(process, code)
    inhabitant.exit(Number(code ?? 0))
    throw new Stopped('the handler called process.exit()')
  }
  process.kill = (pid, signal = 'SIGTERM') => {
    const inhabitant = inside.getStore()
    if (!inhabitant || pid !== process.pid || typeof signal === 'number')
      return kill.call(process, pid, signal)
    inhabitant.kill(signal as NodeJS.Signals)
    throw new Stopped('the handler ended itself')
  }
  process.abort = () => {
    const inhabitant = inside.getStore()
    if (!inhabitant) return abort.call(process)
    inhabitant.kill('SIGABRT')
    throw new Stopped('the handler called process.abort()')
  }
  // Whoever listens for these would take a handler's failure for one of the test.
  const prefixes: Readonly<Record<string, string>> = {
    uncaughtException: 'Uncaught exception: ',
    unhandledRejection: 'Unhandled rejection: ',
  }
  process.emit = (event: string, ...args: unknown[]) => {
    const prefix = prefixes[event]
    const inhabitant = prefix === undefined ? undefined : inside.getStore()
    if (prefix === undefined || !inhabitant) return Reflect.apply(emit, process, [event, ...args])
    if (!(args[0] instanceof Stopped)) inhabitant.fail(args[0], prefix)
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

/** The environment: to handlers theirs, to all others the process's. */
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
const consoles = new WeakMap<Inhabitant, Console>()

/** A test framework may bring a console of its own, which does not write to stdout. */
function guardConsole(console: Console): void {
  if (guardedConsoles.has(console)) return
  guardedConsoles.add(console)
  for (const [name, method] of Object.entries(console)) {
    if (typeof method !== 'function' || name === 'Console') continue
    const guarded = (...args: unknown[]) => {
      const inhabitant = inside.getStore()
      if (!inhabitant) return Reflect.apply(method, console, args)
      Reflect.apply(Reflect.get(consoleOf(inhabitant), name), undefined, args)
      // Whoever runs the test sees it too.
      return inside.exit(() => Reflect.apply(method, console, args))
    }
    Reflect.set(console, name, guarded)
  }
}

function consoleOf(inhabitant: Inhabitant): Console {
  const to = (stream: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk, _encoding, done) {
        inhabitant.print(stream, String(chunk))
        done()
      },
    })
  const known = consoles.get(inhabitant) ?? new Console({ stdout: to('stdout'), stderr: to('stderr') })
  consoles.set(inhabitant, known)
  return known
}
