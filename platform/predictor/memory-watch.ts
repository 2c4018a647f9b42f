// A thread that ends its process once it has more memory than it may, or no parent any more. The engine limits a heap, but not
// the buffers, which is where a PDF's streams are inflated; and a document may keep the process's other thread busy for long.
import { workerData } from 'node:worker_threads'

/** How often it looks, in milliseconds. What is allocated meanwhile comes on top of the limit. */
const LOOK_MS = 5

const { most } = workerData as { most: number }
const parent = process.ppid

setInterval(() => {
  if (process.memoryUsage.rss() > most || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, LOOK_MS)
