/** Frames that are told. */
const MAX_FRAMES = 10
/** The whole conversation with the inspector, in milliseconds. */
const TIMEOUT_MS = 5000

/** The part of the inspector's messages that is read (Chrome DevTools Protocol, domain Debugger). */
interface Message {
  method?: string
  params?: { scriptId?: string; url?: string; callFrames?: CallFrame[] }
}

interface CallFrame {
  functionName: string
  location: { scriptId: string; lineNumber: number; columnNumber: number }
}

/**
 * Where a process is, as its inspector says: the process is paused for a moment and resumed.
 * @param url `ws://127.0.0.1:…`, as the process has printed it
 */
export async function blockingStack(url: string): Promise<string[]> {
  const socket = new WebSocket(url)
  const send = (id: number, method: string) => socket.send(JSON.stringify({ id, method }))
  const scripts = new Map<string, string>()
  try {
    return await new Promise((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Error('the inspector did not answer')), TIMEOUT_MS)
      timeout.unref()
      socket.addEventListener('error', () => reject(new Error('the inspector is not to be reached')))
      socket.addEventListener('open', () => {
        send(1, 'Debugger.enable')
        send(2, 'Debugger.pause')
      })
      socket.addEventListener('message', ({ data }) => {
        const { method, params = {} }: Message = JSON.parse(String(data))
        if (method === 'Debugger.scriptParsed') scripts.set(params.scriptId ?? '', params.url ?? '')
        if (method !== 'Debugger.paused') return
        send(3, 'Debugger.resume')
        clearTimeout(timeout)
        const frames = (params.callFrames ?? []).slice(0, MAX_FRAMES)
        resolve(frames.map((frame) => describeFrame(frame, scripts)))
      })
    })
  } finally {
    socket.close()
  }
}

function describeFrame({ functionName, location }: CallFrame, scripts: ReadonlyMap<string, string>): string {
  const { scriptId, lineNumber, columnNumber } = location
  const place = `${scripts.get(scriptId) || '<unknown>'}:${lineNumber + 1}:${columnNumber + 1}`
  return `at ${functionName || '<anonymous>'} (${place})`
}
