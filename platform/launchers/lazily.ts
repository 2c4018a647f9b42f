/** A value that is made when it is first needed, and made anew after a failure. */
export function lazily<T>(make: () => Promise<T>) {
  let current: Promise<T> | undefined
  return {
    get: () => {
      current ??= make().catch((error: unknown) => {
        current = undefined
        throw error
      })
      return current
    },
    get current() {
      return current
    },
  }
}
