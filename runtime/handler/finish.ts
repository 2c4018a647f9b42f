/** What flushes in `beforeExit`, such as a tracing library, has this long, in milliseconds. */
const FLUSH_MS = 2000
/** Lines of threads arrive within this, in milliseconds, or not at all. */
const THREADS_MS = 500
/** No line for so many pauses of so many milliseconds: there are no more. */
const QUIET = { pauses: 5, pauseMs: 5 }

/** Ends the process, after what threads and listeners to `beforeExit` still have to write. */
export async function finish(code: number): Promise<void> {
  await threadsPrinted()
  if (process.listenerCount('beforeExit') === 0) process.exit(code)
  const end = () => process.exit(code)
  setTimeout(end, FLUSH_MS).unref()
  try {
    process.emit('beforeExit', code)
  } finally {
    // Before the others: they have had their call.
    process.prependListener('beforeExit', end)
  }
}

/** Waits until threads have printed: what they print goes through the event loop of this one. */
export async function threadsPrinted(): Promise<void> {
  if (!hasLoadedThreads()) return
  const end = process.uptime() * 1000 + THREADS_MS
  let last = written()
  for (let pauses = 0; pauses < QUIET.pauses && process.uptime() * 1000 < end; pauses += 1) {
    await new Promise((resolve) => setTimeout(resolve, QUIET.pauseMs))
    if (written() !== last) pauses = 0
    last = written()
  }
}

const written = () => process.stdout.bytesWritten + process.stderr.bytesWritten

/** Whether the handler may have threads. Node has the list, but does not document it. */
function hasLoadedThreads(): boolean {
  const list: unknown = Reflect.get(process, 'moduleLoadList')
  return !Array.isArray(list) || list.includes('NativeModule worker_threads')
}
