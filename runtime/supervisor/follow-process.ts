import type { HandlerProcess } from './handler-process.ts'
import { createInspectorAddress } from './inspector-address.ts'
import { relay, type Relay, type RelayOptions } from './relay.ts'

/** A handler process whose output is passed on. */
export interface FollowedProcess extends Relay {
  /** Makes its inspector listen; resolves with its address. Undefined while a person debugs it. */
  openInspector: (() => Promise<string>) | undefined
}

/** Passes on what a handler process prints, but for what its inspector says. */
export function followProcess(
  handler: Pick<HandlerProcess, 'openInspector' | 'stdout' | 'stderr'>,
  options: Omit<RelayOptions, 'intercept'>,
): FollowedProcess {
  const { openInspector } = handler
  // Whoever debugs it needs to read where its inspector listens.
  if (!openInspector) return { ...relay(handler, { ...options, intercept: () => false }), openInspector }
  const inspector = createInspectorAddress()
  return {
    ...relay(handler, { ...options, intercept: inspector.intercept }),
    openInspector: () => {
      openInspector()
      return inspector.known
    },
  }
}
