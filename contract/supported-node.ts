/** The oldest Node that this package runs on, as `engines` of package.json has it: the first that runs TypeScript as it is. */
const OLDEST: readonly [major: number, minor: number] = [22, 18]

/**
 * What to tell somebody whose Node is too old; undefined where it isn't.
 * @param version as `process.versions.node` has it
 */
export function oldNodeMessage(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined
  return `docker-transition needs Node ${OLDEST.join('.')} or newer; this is Node ${version}. npm install -D node adds a newer one to a project, and npx and npm run use it from then on`
}

/** @throws Error on a Node that is too old. It has no stack: the message says all. */
export function checkNode(): void {
  const message = oldNodeMessage(process.versions.node)
  if (message === undefined) return
  const error = new Error(message)
  error.stack = String(error)
  throw error
}
