/**
 * The header by which a container says which one it is, in any words that no other container has. A platform that knows it
 * gives an execution to one of them at a time, and answers 409 to the others; others' calls don't have it.
 */
export const CONTAINER_HEADER = 'x-transition-container'
