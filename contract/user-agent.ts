import { TransitionExecutionId } from './ids.ts'

/** How a handler's client names itself, so that a platform can tell which execution a call belongs to. */
export function handlerUserAgent(version: string, executionId: TransitionExecutionId): string {
  return `docker-transition/${version} (${executionId})`
}

/** The execution whose handler makes a call, by the call's `user-agent`; undefined for all others' calls. */
export function executionOfUserAgent(userAgent: string | undefined): TransitionExecutionId | undefined {
  const named = /^docker-transition\/\S+ \((.+)\)$/.exec(userAgent ?? '')?.[1]
  return TransitionExecutionId.safeParse(named).data
}
