import { createClient } from '../../client/index.ts'
import type { TransitionExecutionId } from '../../contract/index.ts'
import { type Platform, type PlatformEvent, type Server } from '../../platform/index.ts'
import { openLocalPlatform } from '../local-platform.ts'
import type { Breakpoints } from '../local-run/breakpoints.ts'
import type { DocumentFile } from '../local-run/read-document.ts'
import { createOwnHandlers } from '../local-run/own-handlers.ts'
import { uploadDocument } from '../local-run/provisions.ts'
import { startExecution, type LocalRun } from '../local-run/start-execution.ts'
import { UsageError } from '../usage-error.ts'
import { stoppable } from './stoppable.ts'

/** The grace period of a handler that is stopped for a newer one, in seconds. */
const GRACE_PERIOD_SECONDS = 2

/** A platform on which one handler runs again and again. */
export interface DevSession extends AsyncDisposable {
  readonly platform: Platform
  readonly server: Server
  /**
   * Asks the execution that still runs to stop, then starts a new one.
   * @throws ApiError
   */
  start(run: LocalRun): Promise<TransitionExecutionId>
}

/** Opens a platform that keeps its state in `data`, and listens for it. */
export async function openDevSession({
  onEvent,
  breakpoints,
  ...where
}: {
  data: string
  port: number | undefined
  onEvent: (event: PlatformEvent) => void
  breakpoints?: Breakpoints | undefined
}): Promise<DevSession> {
  const own = createOwnHandlers(breakpoints)
  const launcher = stoppable(own.launcher)
  const { platform, server, credentials, ...local } = await openLocalPlatform({
    ...where,
    web: true,
    launchers: [launcher],
    onEvent,
  })
  if (!credentials) {
    await local[Symbol.asyncDispose]()
    throw new UsageError(
      `The first app client of the platform in ${where.data} was deleted: \`transition platform --data ${where.data} --new-client\` makes another`,
    )
  }
  const client = createClient(credentials)

  let current: TransitionExecutionId | undefined
  let uploaded: { content: string; documentId: string } | undefined

  async function documentIdOf(document: DocumentFile): Promise<string> {
    if (uploaded?.content !== document.content)
      uploaded = { content: document.content, documentId: await uploadDocument(client, document, {}) }
    return uploaded.documentId
  }

  const options = { client, credentials, gracePeriodSeconds: GRACE_PERIOD_SECONDS, documentIdOf }
  return {
    platform,
    server,
    async start(run) {
      const stopped = current && launcher.stop(current)
      // Two can't listen for a debugger on one port.
      if (breakpoints) await stopped
      current = (await startExecution(own.admit(run), options)).executionId
      return current
    },
    ...local,
  }
}
