// A thread that ends its process where a document takes more memory or processor time than it may, or where its parent is gone.
// The engine limits a heap, but not the buffers, which is where a PDF's streams are inflated; and a document may keep the
// process's other thread busy for long.
import { parentPort, workerData } from 'node:worker_threads'

/** How often it looks while a document is read, in milliseconds. What is allocated meanwhile comes on top of the limit. */
const LOOK_MS = 5

const { most, cpuMs } = workerData as { most: number; cpuMs: number }
const parent = process.ppid
let looking: NodeJS.Timeout | undefined

parentPort?.on('message', (isReading: boolean) => {
  clearInterval(looking)
  const before = process.cpuUsage()
  if (isReading) looking = setInterval(() => look(before), LOOK_MS)
})

function look(before: NodeJS.CpuUsage): void {
  const { user, system } = process.cpuUsage(before)
  if (process.memoryUsage.rss() > most || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  if (user + system > cpuMs * 1000) process.kill(process.pid, 'SIGXCPU')
}
