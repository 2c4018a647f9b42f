import { onStopSignal } from '../runtime/supervisor/stop-signals.ts'

/** Ctrl-C or SIGTERM ended the command. It has removed its temporary files before this error is caught. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

/** Aborts with an InterruptedError on Ctrl-C, SIGTERM and the like, so that a verb can clean up. Later signals do nothing. */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  onStopSignal(() => controller.abort(new InterruptedError('Interrupted')))
  return controller.signal
}

const noReader = new AbortController()

/** Aborts once nobody reads stdout any more, as after `| head`: a verb that would go on until Ctrl-C ends with that. */
export const readerGone: AbortSignal = noReader.signal

/** Listens for it. Otherwise a write to stdout that nobody reads would end the process with a stack. */
export function watchReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    noReader.abort()
  })
}
