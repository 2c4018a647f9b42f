import type { HandlerProcess } from '../runtime/supervisor/handler-process.ts'

/** A handler as a harness's container has it: in this process, or in one of its own. */
export interface HarnessHandler extends HandlerProcess {
  /** Whether it has its task and has not ended. */
  readonly isAtWork: boolean
  /** The kernel kills it. */
  die(): void
}

/** What it tells its container. */
export interface HandlerListener {
  /** Called with the detail of each `progress()`. */
  onProgress: (detail: unknown) => void
  /** Called with its memory, in bytes, where it has memory of its own. */
  onMemory: (bytes: number) => void
  /** Called when it has begun to work, and when it has ended. */
  onWork: () => void
}
