import type { Routes } from '../../contract/index.ts'
import type { Operations, Services } from './operation.ts'
import { refuseOverQuota } from './refuse-over-quota.ts'
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

/** All operations of the API. The type checker finds a route without one. */
export function createOperations(given: Services): Operations<Routes> {
  const services = { ...given, quotas: refuseOverQuota(given.quotas) }
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
