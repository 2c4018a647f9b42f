import { TransitionExecutionId } from './ids.ts'

/** The `user-agent` of a handler's client. By it a platform attributes a call to its execution. */
export function handlerUserAgent(version: string, executionId: TransitionExecutionId): string {
  return `docker-transition/${version} (${executionId})`
}

/** The execution whose handler made a call, by the call's `user-agent`; undefined for other callers. */
export function executionOfUserAgent(userAgent: string | undefined): TransitionExecutionId | undefined {
  const named = /^docker-transition\/\S+ \((.+)\)$/.exec(userAgent ?? '')?.[1]
  return TransitionExecutionId.safeParse(named).data
}
