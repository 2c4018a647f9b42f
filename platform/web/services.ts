import type { Routes } from '../../contract/index.ts'
import type { Executions } from '../executions/executions.ts'
import type { History } from '../history/history.ts'
import type { Operations } from '../api/operation.ts'
import type { Identity } from '../access/tokens.ts'

/** What the page is made with. */
export interface PageServices extends Identity {
  operations: Operations<Routes>
  executions: Executions
  history: History
  /** The id of the app client that people act as whom a printed link has let in. */
  appClientId: string
  /** Told of what should never happen. */
  onError: (error: unknown) => void
}
