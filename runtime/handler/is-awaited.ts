/** Whether something listens to a signal, or to one that `AbortSignal.any` has made of it. */
export function isAwaited(signal: AbortSignal): boolean {
  const { getEventListeners } = process.getBuiltinModule('node:events')
  return getEventListeners(signal, 'abort').length > 0 || dependants(signal).some(isAwaited)
}

/** Not in Node's documentation: where it keeps the signals that are made of one. None where that is elsewhere. */
function dependants(signal: AbortSignal): AbortSignal[] {
  const key = Object.getOwnPropertySymbols(signal).find(
    ({ description }) => description === 'kDependantSignals',
  )
  const references: unknown = key && Reflect.get(signal, key)
  if (typeof references !== 'object' || references === null || !(Symbol.iterator in references)) return []
  // A set of Node's own class, of weak references of its own class.
  return Array.from(references as Iterable<Partial<WeakRef<object>>>, (one) => one.deref?.()).filter(
    (one) => one instanceof AbortSignal,
  )
}
