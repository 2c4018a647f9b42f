/** One container to start. */
export interface Job {
  /** The execution that it is for; no two containers have the same. */
  executionId: string
  imageUrl: string
  /** All that the container gets to know. */
  environment: Readonly<Record<string, string>>
  /** The variables of it whose values nobody else may see. */
  secretNames: ReadonlySet<string>
  /** CPU units: 1024 are a core. */
  cpu: number
  /** MiB; a container that takes more is killed. */
  memory: number
  /** For an image in a private registry. */
  registry: RegistryCredentials | undefined
  /** Called once the container runs: it may have had to wait for its turn, or for its image. */
  onStart: () => void
  /** Called when the container is lost and waits to be replaced: no heartbeat can be expected until it runs again. */
  onLost: () => void
  /** Called with what the container prints, line by line, from its first line on. */
  onLine: (line: string) => void
  /** Aborts when the container must stop: it is asked first, then killed. */
  signal: AbortSignal
}

export interface RegistryCredentials {
  username: string
  password: string
}

/** How a container ended. */
export interface Exit {
  /** Null where a signal ended it. */
  code: number | null
  signal: string | null
  /** Whether it was killed for taking more than its memory. */
  outOfMemory?: boolean
}

/** Starts containers somewhere. */
export interface Launcher {
  /** Whether it can start images of this URL. */
  accepts(imageUrl: string): boolean
  /**
   * Starts a container and waits for its end, and for the last line that it printed. The container of an execution that
   * `recover` has found is not started again: its end is waited for.
   * @throws LaunchError when it can't be started
   */
  launch(job: Job): Promise<Exit>
  /**
   * Finds the containers that an earlier life of the same platform left, and removes those of other executions than these.
   * Absent where containers are not found again.
   * @returns those of the executions whose containers are there
   * @throws LaunchError when it can't look
   */
  recover?(executionIds: ReadonlySet<string>): Promise<ReadonlySet<string>>
  /** Removes what others of the platforms on one database left of executions that are over. */
  tidy?(isForgotten: (executionId: string) => Promise<boolean>): Promise<void>
  /** Whether all platforms on one database see the same containers by it, and none removes another's. Default: false. */
  readonly isShared?: boolean
  /** Removes what it made for itself. No container runs by then. */
  close?(): Promise<void>
}

/** A container that could not be started: why, and what to do about it. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError'
}
