/** How Node says on stderr that its inspector listens, and that somebody has come and gone. */
const LISTENING = /^Debugger listening on (ws:\/\/\S+)$/
const OTHER_NOTICES =
  /^(Debugger attached\.|Debugger ending on ws:|For help, see: https:\/\/nodejs\.org\/|Waiting for the debugger to disconnect)/

/** Listens to a process's stderr for the address of its inspector. */
export interface InspectorAddress {
  /** Takes a line of stderr; true if it was about the inspector. */
  intercept(line: string): boolean
  /** Resolves with the address once it has been said. */
  readonly known: Promise<string>
}

/** Waits for the address in what the handler process prints. */
export function createInspectorAddress(): InspectorAddress {
  const { promise, resolve } = Promise.withResolvers<string>()
  return {
    intercept(line) {
      const address = LISTENING.exec(line)?.[1]
      if (address !== undefined) resolve(address)
      return address !== undefined || OTHER_NOTICES.test(line)
    },
    known: promise,
  }
}
