import type { BodyOf, Clock, ParamsOf, QueryOf, ResponseOf, Route, Routes } from '../contract/index.ts'
import type { Caller } from './auth.ts'
import type { AppClientCredentials } from './credentials.ts'
import type { Executions } from './executions.ts'
import type { Keyring } from './keyring.ts'
import type { Predictor } from './predictor/predictor.ts'
import type { Quotas } from './quotas.ts'
import { appClientOperations } from './resources/app-clients.ts'
import { assetOperations } from './resources/assets.ts'
import { dataBundleOperations } from './resources/data-bundles.ts'
import { datasetOperations } from './resources/datasets.ts'
import { documentOperations } from './resources/documents.ts'
import { executionOperations } from './resources/executions.ts'
import { logOperations } from './resources/logs.ts'
import { modelOperations } from './resources/models.ts'
import { organizationOperations } from './resources/organizations.ts'
import { predictionOperations } from './resources/predictions.ts'
import { secretOperations } from './resources/secrets.ts'
import { signupOperations } from './resources/signup.ts'
import { transitionOperations } from './resources/transitions.ts'
import { userOperations } from './resources/users.ts'
import { workflowExecutionOperations } from './resources/workflow-executions.ts'
import { workflowOperations } from './resources/workflows.ts'
import type { Store } from './store/store.ts'
import type { WorkflowExecutions } from './workflow-executions.ts'

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
  workflowExecutions: WorkflowExecutions
  quotas: Quotas
  /** The first app client. */
  appClient: AppClientCredentials
  organizationId: string
}

/** The whole API: the type checker sees to it that no route lacks its operation. */
export function createOperations(services: Services): Operations<Routes> {
  return {
    appClients: appClientOperations(services),
    assets: assetOperations(services),
    datasets: datasetOperations(services),
    documents: documentOperations(services),
    logs: logOperations(services),
    models: { ...modelOperations(services), dataBundles: dataBundleOperations(services) },
    organizations: organizationOperations(services),
    predictions: predictionOperations(services),
    secrets: secretOperations(services),
    signup: signupOperations(services),
    transitions: { ...transitionOperations(services), executions: executionOperations(services) },
    users: userOperations(services),
    workflows: { ...workflowOperations(services), executions: workflowExecutionOperations(services) },
  }
}
