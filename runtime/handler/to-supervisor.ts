import { PULSE_INTERVAL_MS, type FromHandler } from '../messages.ts'

/** Resolves once the supervisor's end of the channel has it, or is gone. */
export function send(message: FromHandler): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve())
    else resolve()
  })
}

/** In milliseconds. `performance` would do, but loads all that measures performance. */
const now = () => process.uptime() * 1000

/** Says once a second that the event loop turns, and how late. */
export function startPulse(): void {
  let due = now() + PULSE_INTERVAL_MS
  const beat = () => {
    const lagMs = Math.max(0, Math.round(now() - due))
    due = now() + PULSE_INTERVAL_MS
    void send({ type: 'pulse', lagMs, rssBytes: process.memoryUsage.rss() })
  }
  setInterval(beat, PULSE_INTERVAL_MS).unref()
}
