/** The folder where a platform keeps its state, and where verbs find a running one. */
export const DEFAULT_DATA = '.transition'
/** Where a platform listens. */
export const DEFAULT_PORT = 4010
