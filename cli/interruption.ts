/** Ctrl-C, or a SIGTERM, ended what the command was at. What it had made for itself is gone by the time this is caught. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

/** Aborts with an InterruptedError on Ctrl-C or SIGTERM, so that a verb can clean up; from then on they do nothing more. */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => controller.abort(new InterruptedError('Interrupted')))
  return controller.signal
}
