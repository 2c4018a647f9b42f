/** One container to start. */
export interface Job {
  imageUrl: string
  /** All that the container gets to know. */
  environment: Readonly<Record<string, string>>
  /** Called with what the container prints, line by line. */
  onLine: (line: string) => void
  /** Aborts when the container must stop: it is asked first, then killed. */
  signal: AbortSignal
}

/** How a container ended. */
export interface Exit {
  /** Null where a signal ended it. */
  code: number | null
  signal: string | null
}

/** Starts containers somewhere. */
export interface Launcher {
  /** Whether it can start images of this URL. */
  accepts(imageUrl: string): boolean
  /**
   * Starts a container and waits for its end, and for the last line that it printed.
   * @throws LaunchError when it can't be started
   */
  launch(job: Job): Promise<Exit>
}

/** A container that could not be started: why, and what to do about it. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError'
}
