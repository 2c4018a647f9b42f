// A thread that ends its process once it has more memory than it may, has computed for longer, or has no parent any more. The
// engine limits a heap, but not the buffers, which is where a PDF's streams are inflated; and a document may keep the process's
// other thread busy for long.
import { parentPort, workerData } from 'node:worker_threads'

/** How often it looks, in milliseconds. What is allocated meanwhile comes on top of the limit. */
const LOOK_MS = 5

const { most, cpuMs } = workerData as { most: number; cpuMs: number }
const parent = process.ppid
/** What the process had computed when its document came, in microseconds. */
let before = Infinity

const computed = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

parentPort?.on('message', () => {
  before = computed()
})

setInterval(() => {
  if (process.memoryUsage.rss() > most || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  if (computed() - before > cpuMs * 1000) process.kill(process.pid, 'SIGXCPU')
}, LOOK_MS)
