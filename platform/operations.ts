import type { BodyOf, Clock, ParamsOf, QueryOf, ResponseOf, Route, Routes } from '../contract/index.ts'
import type { Caller } from './auth.ts'
import type { Executions } from './executions.ts'
import type { Keyring } from './keyring.ts'
import type { Predictor } from './predictor/predictor.ts'
import { documentOperations } from './resources/documents.ts'
import { executionOperations } from './resources/executions.ts'
import { logOperations } from './resources/logs.ts'
import { modelOperations } from './resources/models.ts'
import { predictionOperations } from './resources/predictions.ts'
import { secretOperations } from './resources/secrets.ts'
import { transitionOperations } from './resources/transitions.ts'
import type { Store } from './store/store.ts'

/** What an operation is asked: the parts of the request, validated, and who asks. */
export interface Request<R extends Route> {
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
  caller: Caller
}

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
  predictor: Predictor
  executions: Executions
}

/** The whole API: the type checker sees to it that no route lacks its operation. */
export function createOperations(services: Services): Operations<Routes> {
  return {
    documents: documentOperations(services),
    logs: logOperations(services),
    models: modelOperations(services),
    predictions: predictionOperations(services),
    secrets: secretOperations(services),
    transitions: { ...transitionOperations(services), executions: executionOperations(services) },
  }
}
