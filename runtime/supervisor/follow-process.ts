import type { HandlerProcess } from './handler-process.ts'
import { createInspectorAddress } from './inspector-address.ts'
import { relay, type Relay, type RelayOptions } from './relay.ts'

/** A handler process whose output is passed on. */
export interface FollowedProcess extends Relay {
  /** Makes its inspector listen; resolves with its address. */
  openInspector(): Promise<string>
}

/** Passes on what a handler process prints, but for what its inspector says. */
export function followProcess(
  handler: Pick<HandlerProcess, 'openInspector' | 'stdout' | 'stderr'>,
  options: Omit<RelayOptions, 'intercept'>,
): FollowedProcess {
  const inspector = createInspectorAddress()
  return {
    ...relay(handler, { ...options, intercept: inspector.intercept }),
    openInspector: () => {
      handler.openInspector()
      return inspector.known
    },
  }
}
