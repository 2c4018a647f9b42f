import { PULSE_INTERVAL_MS, type FromHandler } from '../messages.ts'

/** Resolves once the supervisor's end of the channel has it, or is gone. */
export function send(message: FromHandler): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve())
    else resolve()
  })
}

/** Says once a second that the event loop turns, and how late. */
export function startPulse(): void {
  let due = performance.now() + PULSE_INTERVAL_MS
  const beat = () => {
    const lagMs = Math.max(0, Math.round(performance.now() - due))
    due = performance.now() + PULSE_INTERVAL_MS
    void send({ type: 'pulse', lagMs, rssBytes: process.memoryUsage.rss() })
  }
  setInterval(beat, PULSE_INTERVAL_MS).unref()
}
