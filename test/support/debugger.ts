// A debugger as editors have them: it speaks the inspector's protocol (https://chromedevtools.github.io/devtools-protocol/).
import { SourceMap } from 'node:module'
import type { Running } from './programs.ts'

/** Where a program has stopped. */
export interface Pause {
  /** Of the function, and of its file. */
  name: string
  url: string
  /** From 1. */
  line: number
}

/** A program that a debugger is in. */
export interface Debugger extends AsyncDisposable {
  /** Stops where a file of this name comes to that line. */
  breakAt(file: string, line: number): void
  /** Lets a program go on that waits for a debugger, or has stopped. Resolves with the next place where it stops. */
  goOn(): Promise<Pause>
}

/**
 * The address that a program says, once it says it.
 * @param known one that it has said before
 */
export async function listening({ output, says }: Running, known?: string): Promise<string> {
  for (;;) {
    const address = output.stdout.match(/ws:\/\/[\w.:/-]+/g)?.find((said) => said !== known)
    if (address !== undefined) return address
    await says()
  }
}

interface Script {
  url: string
  map: SourceMap | undefined
}

const INLINE_MAP = 'data:application/json;base64,'

function readScript({ url, sourceMapURL = '' }: { url: string; sourceMapURL?: string }): Script {
  if (!sourceMapURL.startsWith(INLINE_MAP)) return { url, map: undefined }
  const json = Buffer.from(sourceMapURL.slice(INLINE_MAP.length), 'base64').toString()
  return { url, map: new SourceMap(JSON.parse(json)) }
}

/** The line that somebody wrote, from 1. */
function lineOf(map: SourceMap, line: number, column: number): number | undefined {
  const entry = map.findEntry(line, column)
  return 'originalLine' in entry ? entry.originalLine + 1 : undefined
}

/** Lines of a file that was made smaller are long, and few. */
const [LINES, COLUMNS] = [10, 5000]

/** The first place of what somebody wrote in that line. */
function placeOf(map: SourceMap, line: number): { lineNumber: number; columnNumber: number } | undefined {
  for (let lineNumber = 0; lineNumber < LINES; lineNumber += 1)
    for (let columnNumber = 0; columnNumber < COLUMNS; columnNumber += 1)
      if (lineOf(map, lineNumber, columnNumber) === line) return { lineNumber, columnNumber }
  return undefined
}

/** Attaches to a program whose inspector listens there. */
export async function attach(address: string): Promise<Debugger> {
  const socket = new WebSocket(address)
  const scripts = new Map<string, Script>()
  const breakpoints: { file: string; line: number }[] = []
  const waiting = new Map<number, () => void>()
  let paused = Promise.withResolvers<Pause>()
  let isPaused = false
  socket.addEventListener('message', ({ data }) => {
    const { id, method, params } = JSON.parse(String(data))
    if (id !== undefined) waiting.get(id)?.()
    if (method === 'Debugger.scriptParsed') scripts.set(params.scriptId, readScript(params))
    if (method !== 'Debugger.paused') return
    if (params.reason === 'instrumentation') {
      void setBreakpoints(params.data.scriptId)
      return
    }
    isPaused = true
    const [{ functionName, location }] = params.callFrames
    const { url = '', map } = scripts.get(location.scriptId) ?? {}
    const line = map ? lineOf(map, location.lineNumber, location.columnNumber) : location.lineNumber + 1
    paused.resolve({ name: functionName, url, line: line ?? 0 })
  })
  const send = (method: string, params = {}) =>
    new Promise<void>((resolve) => {
      const id = waiting.size + 1
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, method, params }))
    })
  /** As soon as a file is there, and before it runs: where its lines are is only known by then. */
  async function setBreakpoints(scriptId: string): Promise<void> {
    const { url = '', map } = scripts.get(scriptId) ?? {}
    for (const { file, line } of breakpoints) {
      const place = url.endsWith(`/${file}`) && map && placeOf(map, line)
      if (place) await send('Debugger.setBreakpoint', { location: { scriptId, ...place } })
    }
    await send('Debugger.resume')
  }
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error(`nobody listens at ${address}`)))
  })
  await send('Debugger.enable')
  const instrumentation = 'beforeScriptWithSourceMapExecution'
  await send('Debugger.setInstrumentationBreakpoint', { instrumentation })
  return {
    breakAt: (file, line) => void breakpoints.push({ file, line }),
    async goOn() {
      paused = Promise.withResolvers()
      await send(isPaused ? 'Debugger.resume' : 'Runtime.runIfWaitingForDebugger')
      return paused.promise
    },
    async [Symbol.asyncDispose]() {
      if (socket.readyState !== WebSocket.OPEN) return
      if (isPaused) await send('Debugger.resume')
      const closed = new Promise((resolve) => socket.addEventListener('close', resolve))
      socket.close()
      await closed
    },
  }
}

/**
 * What an editor's auto-attach sets in its terminal: its module comes into each process, and lets the debugger into those that
 * it is told of. It waits there, as editors do until their breakpoints are set, and prints where.
 */
export const AUTO_ATTACH = {
  file: `const { argv, env } = process
    if (env.VSCODE_INSPECTOR_OPTIONS && /transition-runtime\\.cjs$/.test(argv[1]) && argv[2] === 'handler')
      require('node:inspector').open(0, '127.0.0.1', true)`,
  /** @param path where the file is */
  variables: (path: string) => ({
    NODE_OPTIONS: `--require ${path}`,
    VSCODE_INSPECTOR_OPTIONS: '{"autoAttachMode":"always"}',
  }),
}
