/** Where a platform keeps its state, and where verbs look for one that runs. */
export const DEFAULT_DATA = '.transition'
/** Where a platform listens. */
export const DEFAULT_PORT = 4010
