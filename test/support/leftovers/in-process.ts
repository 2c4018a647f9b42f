import { vi } from 'vitest'

/** What keeps a process alive, and a test must close, by Node's names. */
const RESOURCES = new Map([
  ['TCPServerWrap', 'a listening socket'],
  ['PipeServerWrap', 'a listening pipe'],
  ['ProcessWrap', 'a child process'],
  ['FSEventWrap', 'a watched file'],
  ['StatWatcher', 'a watched file'],
  ['Worker', 'a worker thread'],
])
/** What tests replace. */
const REPLACED = {
  Math: Object.getOwnPropertyNames(Math),
  globalThis: ['Date', 'fetch', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'],
}
/** What native libraries set when they are loaded: sharp's, for as long as the process lives. */
const OF_LIBRARIES = new Set(['VIPSHOME'])
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** What of this process tests may change. */
export interface ProcessState {
  environment: Map<string, string | undefined>
  directory: string
  functions: Map<string, unknown>
  resources: readonly string[]
  listeners: readonly string[]
}

export function processState(): ProcessState {
  return {
    environment: new Map(Object.entries(process.env).filter(([name]) => !OF_LIBRARIES.has(name))),
    directory: process.cwd(),
    functions: new Map(
      Object.entries(REPLACED).flatMap(([name, keys]) =>
        keys.map((key): [string, unknown] => [
          `${name}.${key}`,
          Reflect.get(Reflect.get(globalThis, name), key),
        ]),
      ),
    ),
    resources: process.getActiveResourcesInfo().flatMap((name) => RESOURCES.get(name) ?? []),
    listeners: SIGNALS.flatMap((name) =>
      process.listeners(name as NodeJS.Signals).map(() => `a listener for ${name}`),
    ),
  }
}

/** What is another than before, in words. */
export function changesSince(before: ProcessState): string[] {
  const now = processState()
  const names = new Set([...before.environment.keys(), ...now.environment.keys()])
  return [
    ...[...names].flatMap((name) =>
      before.environment.get(name) === now.environment.get(name) ? [] : [`the environment variable ${name}`],
    ),
    ...(before.directory === now.directory ? [] : [`the working directory ${now.directory}`]),
    ...[...before.functions].flatMap(([name, value]) =>
      now.functions.get(name) === value ? [] : [`another ${name}`],
    ),
    ...(vi.isFakeTimers() ? ['a clock that stands still'] : []),
    ...moreOf(before.resources, now.resources),
    ...moreOf(before.listeners, now.listeners),
  ]
}

/** Makes environment and directory what they were, so that only who changed them is blamed. */
export function restore({ environment, directory }: ProcessState): void {
  for (const name of Object.keys(process.env))
    if (!environment.has(name) && !OF_LIBRARIES.has(name)) delete process.env[name]
  for (const [name, value] of environment) if (process.env[name] !== value) process.env[name] = value
  if (process.cwd() !== directory) process.chdir(directory)
}

const count = (all: readonly string[], name: string) => all.filter((one) => one === name).length

function moreOf(before: readonly string[], now: readonly string[]): string[] {
  return [...new Set(now)].flatMap((name) => {
    const more = count(now, name) - count(before, name)
    return more > 0 ? [more === 1 ? name : `${name} (${more} times)`] : []
  })
}
