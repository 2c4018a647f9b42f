import type { PlatformEvent } from '../../platform/index.ts'

/** What happens in a run: a platform's event, or a call of `progress()`. */
export type RunEvent = PlatformEvent | { type: 'progress'; executionId: string; detail: unknown }

/** The variable that makes the runtime print each call of `progress()`. */
export const LOG_PROGRESS = { TRANSITION_LOG_PROGRESS: '1' }

/** Tells the lines of the log that `progress()` has made from the others. */
export function toRunEvent(event: PlatformEvent): RunEvent {
  if (event.type !== 'log') return event
  const { executionId } = event
  const { message = '' } = event.event
  if (!message.startsWith('{') || !message.includes('"progress"')) return event
  try {
    const { msg, progress: detail } = JSON.parse(message)
    return msg === 'progress' && detail !== undefined ? { type: 'progress', executionId, detail } : event
  } catch {
    return event
  }
}
