import type { Organization, Routes } from '../../../contract/index.ts'
import type { Operations, Services } from '../operation.ts'
import type { QuotaLimits } from '../../access/quotas.ts'
import type { OrganizationRow } from '../../store/tables.ts'
import { updated } from './audit.ts'
import { rowsOf } from './rows.ts'

/** Answers the operations on the organization. */
export function organizationOperations({
  store,
  clock,
  quotas,
  organizationId: own,
}: Services): Operations<Routes['organizations']> {
  const organizations = rowsOf(store, 'organizations')

  const shown = async (row: OrganizationRow) => withQuotas(row, quotas.limits, await quotas.used())

  return {
    me: async () => shown(await organizations.get(own)),
    get: async ({ params: { organizationId } }) => shown(await organizations.get(organizationId)),
    update: async ({ params: { organizationId }, body, caller }) => {
      const change = (row: OrganizationRow) => ({ ...row, ...body, ...updated(caller, clock) })
      return shown(await organizations.change(organizationId, change))
    },
  }
}

function withQuotas(row: OrganizationRow, limits: QuotaLimits, used: QuotaLimits): Organization {
  return {
    ...row,
    numberOfAppClientsAllowed: limits.appClients,
    numberOfAppClientsCreated: used.appClients,
    numberOfAssetsAllowed: limits.assets,
    numberOfAssetsCreated: used.assets,
    numberOfDatasetsAllowed: limits.datasets,
    numberOfDatasetsCreated: used.datasets,
    numberOfModelsAllowed: limits.models,
    numberOfModelsCreated: used.models,
    numberOfSecretsAllowed: limits.secrets,
    numberOfSecretsCreated: used.secrets,
    numberOfTransitionsAllowed: limits.transitions,
    numberOfTransitionsCreated: used.transitions,
    numberOfUsersAllowed: limits.users,
    numberOfUsersCreated: used.users,
    numberOfWorkflowsAllowed: limits.workflows,
    numberOfWorkflowsCreated: used.workflows,
    monthlyNumberOfDataBundlesAllowed: limits.dataBundles,
    monthlyNumberOfDataBundlesCreated: used.dataBundles,
    monthlyNumberOfDocumentsAllowed: limits.documents,
    monthlyNumberOfDocumentsCreated: used.documents,
    monthlyNumberOfPredictionsAllowed: limits.predictions,
    monthlyNumberOfPredictionsCreated: used.predictions,
    monthlyNumberOfTransitionExecutionsAllowed: limits.transitionExecutions,
    monthlyNumberOfTransitionExecutionsCreated: used.transitionExecutions,
    monthlyNumberOfWorkflowExecutionsAllowed: limits.workflowExecutions,
    monthlyNumberOfWorkflowExecutionsCreated: used.workflowExecutions,
    monthlyUsageSummary: {
      dataBundles: used.dataBundles,
      documents: used.documents,
      predictions: used.predictions,
      transitionExecutions: used.transitionExecutions,
      workflowExecutions: used.workflowExecutions,
    },
  }
}
