import Docker from 'dockerode'

/** The machine's Docker Engine. */
export const docker = new Docker()

const error: unknown = await docker.ping().then(
  () => undefined,
  (failure: unknown) => failure,
)

/** Tests that need an engine are skipped where there is none: `describe.skipIf(hasNoEngine)`. */
export const hasNoEngine = error !== undefined
/** Why there is none. */
export const reason = error instanceof Error ? error.message : String(error)
/** Belongs at the end of their title: it says why they are skipped. */
export const why = hasNoEngine ? ` (skipped: no Docker Engine answers: ${reason})` : ''
