import * as z from 'zod/mini'
import { JsonObject, naming, notEmpty, Text, Time } from './fields.ts'
import { OrganizationId } from './ids.ts'
import { route } from './route.ts'

const Count = z.int().check(z.gte(0))

/**
 * The owner of all resources, with its quotas. `…Allowed` is a quota and `…Created` its use: in total, or since the start
 * of the month (UTC) if the name starts with `monthly`.
 */
export const Organization = z.strictObject({
  organizationId: OrganizationId,
  name: Text,
  description: Text,
  numberOfAppClientsAllowed: Count,
  numberOfAppClientsCreated: Count,
  numberOfAssetsAllowed: Count,
  numberOfAssetsCreated: Count,
  numberOfDatasetsAllowed: z.optional(Count),
  numberOfDatasetsCreated: z.optional(Count),
  numberOfModelsAllowed: Count,
  numberOfModelsCreated: Count,
  numberOfSecretsAllowed: Count,
  numberOfSecretsCreated: Count,
  numberOfTransitionsAllowed: Count,
  numberOfTransitionsCreated: Count,
  numberOfUsersAllowed: Count,
  numberOfUsersCreated: Count,
  numberOfWorkflowsAllowed: Count,
  numberOfWorkflowsCreated: Count,
  monthlyNumberOfDataBundlesAllowed: Count,
  monthlyNumberOfDataBundlesCreated: Count,
  monthlyNumberOfDocumentsAllowed: Count,
  monthlyNumberOfDocumentsCreated: Count,
  monthlyNumberOfPredictionsAllowed: Count,
  monthlyNumberOfPredictionsCreated: Count,
  monthlyNumberOfTransitionExecutionsAllowed: Count,
  monthlyNumberOfTransitionExecutionsCreated: Count,
  monthlyNumberOfWorkflowExecutionsAllowed: Count,
  monthlyNumberOfWorkflowExecutionsCreated: Count,
  /** The API leaves its form open. */
  monthlyUsageSummary: JsonObject,
  updatedBy: Text,
  updatedTime: z.nullable(Time),
})
export type Organization = z.infer<typeof Organization>

const params = { organizationId: OrganizationId }

/** The operations on the caller's own organization. */
export const organizations = {
  /** Not in the API document: for callers that don't know their organization's id. */
  me: route({
    method: 'GET',
    path: '/organizations/me',
    summary: "Get the caller's organization",
    scope: 'organizations:read',
    response: Organization,
  }),
  get: route({
    method: 'GET',
    path: '/organizations/{organizationId}',
    summary: 'Get an organization with its quotas',
    scope: 'organizations:read',
    params,
    response: Organization,
  }),
  update: route({
    method: 'PATCH',
    path: '/organizations/{organizationId}',
    summary: 'Change the name or description of an organization',
    scope: 'organizations:write',
    params,
    body: z.strictObject(naming).check(notEmpty),
    response: Organization,
  }),
}
