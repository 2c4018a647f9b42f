/** One container to start. */
export interface Job {
  /** The execution that it is for; no two containers have the same. */
  executionId: string
  imageUrl: string
  /** All variables of the container. */
  environment: Readonly<Record<string, string>>
  /** The names of the variables that come from secrets. */
  secretNames: ReadonlySet<string>
  /** CPU units: 1024 are a core. */
  cpu: number
  /** MiB; a container that uses more is killed. */
  memory: number
  /** For an image in a private registry. */
  registry: RegistryCredentials | undefined
  /** Called once the container runs, after it was queued and its image was pulled. */
  onStart: () => void
  /** Called when the container is lost and is to be replaced: it sends no heartbeats until `onStart`. */
  onLost: () => void
  /** Called with each line that the container prints, from the first on. */
  onLine: (line: string) => void
  /** Aborts when the container must stop: it gets SIGTERM, and SIGKILL after a grace period. */
  signal: AbortSignal
}

/** How to log in at a private registry. */
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

/** What the API asks a launcher before it stores a container's parameters. */
export interface LaunchRequest {
  imageUrl: string
  /** The names of the container's variables. */
  variables: readonly string[]
}

/** Starts containers somewhere. */
export interface Launcher {
  /** Whether it can start images of this URL. */
  accepts(imageUrl: string): boolean
  /** Why it will not start this, in words; undefined if it will. Absent where it starts whatever it accepts. */
  refusal?(request: LaunchRequest): Promise<string | undefined>
  /**
   * Starts a container; resolves when it has ended and its last line is read. A container that `recover` has found is
   * not started again, only followed.
   * @throws LaunchError when it can't be started
   */
  launch(job: Job): Promise<Exit>
  /**
   * Finds the containers that the same platform started before a restart. Removes those of other executions. Absent where
   * containers do not outlive the platform.
   * @returns the executions whose containers exist
   * @throws LaunchError when it can't list them
   */
  recover?(executionIds: ReadonlySet<string>): Promise<ReadonlySet<string>>
  /** Removes the containers of ended executions that other members on the database have left. */
  tidy?(isForgotten: (executionId: string) => Promise<boolean>): Promise<void>
  /** Whether all members on one database see the same containers, and none removes another's. Default: false. */
  readonly isShared?: boolean
  /** Told, once the platform listens, how containers reach it. */
  connect?(gate: ContainerGate): void
  /** Removes the launcher's own resources. No container runs by then. */
  close?(): Promise<void>
}

/** How containers reach the platform: its API by listeners of their own, and nothing else of this machine. */
export interface ContainerGate {
  /** The port of the platform's own listener. */
  readonly port: number
  /** Listens at that port of a gateway's address, for the containers of its network only. */
  listen(network: { gateway: string; subnet: string }): Promise<AsyncDisposable>
}

/** A container that could not be started: why, and what to do about it. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError'
}
