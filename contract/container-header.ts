/**
 * The header by which a container names itself, with a value that no other container has. A platform that knows the header
 * lets one container lease an execution, and answers 409 to the others. Callers that are no container don't send it.
 */
export const CONTAINER_HEADER = 'x-transition-container'

/**
 * The header by which a handler's client names the container that it runs in. A platform keeps its calls with the execution
 * whose lease that container holds.
 */
export const HANDLER_HEADER = 'x-transition-handler-of'
