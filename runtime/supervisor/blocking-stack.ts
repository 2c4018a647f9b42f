/** Frames that are told. */
const MAX_FRAMES = 10
/** The whole conversation with the inspector, in milliseconds. */
const TIMEOUT_MS = 5000

/** The part of `Debugger.paused` that is read (Chrome DevTools Protocol, domain Debugger). */
interface Paused {
  method?: string
  params?: {
    callFrames?: {
      functionName: string
      url: string
      location: { lineNumber: number; columnNumber: number }
    }[]
  }
}

/**
 * Where a process is, asked of its inspector: it is paused for a moment and goes on.
 * @param url `ws://127.0.0.1:…`, as the process has printed it
 */
export async function blockingStack(url: string): Promise<string[]> {
  const socket = new WebSocket(url)
  const send = (id: number, method: string) => socket.send(JSON.stringify({ id, method }))
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
        const message: Paused = JSON.parse(String(data))
        if (message.method !== 'Debugger.paused') return
        send(3, 'Debugger.resume')
        clearTimeout(timeout)
        resolve((message.params?.callFrames ?? []).slice(0, MAX_FRAMES).map(describeFrame))
      })
    })
  } finally {
    socket.close()
  }
}

function describeFrame({
  functionName,
  url,
  location,
}: NonNullable<NonNullable<Paused['params']>['callFrames']>[number]): string {
  return `at ${functionName || '<anonymous>'} (${url}:${location.lineNumber + 1}:${location.columnNumber + 1})`
}
