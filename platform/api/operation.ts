import type { BodyOf, Clock, ParamsOf, QueryOf, ResponseOf, Route } from '../../contract/index.ts'
import type { Caller } from '../access/auth.ts'
import type { AppClientCredentials } from '../access/credentials.ts'
import type { Executions } from '../executions/executions.ts'
import type { Launcher } from '../launchers/launcher.ts'
import type { Keyring } from '../access/keyring.ts'
import type { Predictor } from '../predictor/predictor.ts'
import type { Quotas } from '../access/quotas.ts'
import type { Store } from '../store/store.ts'
import type { WorkflowExecutions } from '../workflows/workflow-executions.ts'

/** What an operation is asked: the parts of the request, validated, and who asks. */
export interface Request<R extends Route> {
  params: ParamsOf<R>
  query: Parsed<QueryOf<R>>
  body: Parsed<BodyOf<R>>
  caller: Caller
  /** Set where the caller waits for what is not there yet: `Prefer: wait=N` (RFC 7240, section 4.3). */
  wait?: { ms: number; signal: AbortSignal } | undefined
}

/** As it comes out of JSON or of a query: a field may be absent, and is never there as undefined. */
type Parsed<T> = T extends object ? { [Name in keyof T]: Exclude<T[Name], undefined> } : T

/** What serves one route. It throws a `Problem` where the answer is not 2xx. */
export type Operation<R extends Route> = (request: Request<R>) => Promise<ResponseOf<R>>

/** An operation for each route of a tree. */
export type Operations<Tree> = {
  [Name in keyof Tree]: Tree[Name] extends Route ? Operation<Tree[Name]> : Operations<Tree[Name]>
}

/** What operations work with. */
export interface Services {
  store: Store
  clock: Clock
  keyring: Keyring
  launchers: readonly Launcher[]
  predictor: Predictor
  executions: Executions
  workflowExecutions: WorkflowExecutions
  quotas: Quotas
  /** The first app client. */
  appClient: AppClientCredentials
  organizationId: string
  /** Whether anybody may sign up. */
  hasSignup: boolean
}
