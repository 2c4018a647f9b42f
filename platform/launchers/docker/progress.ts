import { createInterface } from 'node:readline'

/** One line of an engine's progress of a pull or a build. */
export interface ProgressEvent {
  /** What a build prints. */
  stream?: string
  /** What a pull does, and with which layer. */
  status?: string
  id?: string
  error?: string
  aux?: unknown
}

/**
 * Follows an engine's progress to its end.
 * @throws Error with the engine's words when it fails: the answer's status is 200 by then
 */
export async function followProgress(
  stream: NodeJS.ReadableStream,
  onEvent: (event: ProgressEvent) => void = () => {},
): Promise<void> {
  for await (const line of createInterface({ input: stream })) {
    if (line.trim() === '') continue
    const event: ProgressEvent = JSON.parse(line)
    if (event.error !== undefined) throw new Error(event.error)
    onEvent(event)
  }
}
