import * as z from 'zod/mini'
import { idPattern, TRANSITION_ID } from './id-pattern.ts'

/**
 * An id of one kind, `las:<kind>:<32 lowercase hex>`. The type is a string branded with its kind: a plain
 * string is assignable to any id (ids come from JSON), but no id to one of another kind.
 */
export type Id<Kind extends string> = string & { readonly __kind?: Kind }

/** A schema for ids of one kind. */
export type IdSchema<Kind extends string> = z.ZodMiniType<Id<Kind>, Id<Kind>>

function idOf<const Kind extends string>(kind: Kind, pattern = idPattern(kind)): IdSchema<Kind> {
  const schema = z
    .string()
    .check(z.regex(pattern, `Invalid ${kind} id: expected las:${kind}:<32 lowercase hex digits>`))
  // A plain string may be used as any id, so a schema of strings is one of ids.
  return schema
}

/** The id of an app client: `las:app-client:` and 32 hexadecimal digits. */
export const AppClientId = idOf('app-client')
export type AppClientId = Id<'app-client'>
/** The id of an asset. */
export const AssetId = idOf('asset')
export type AssetId = Id<'asset'>
/** The id of a consent, which a document may belong to. */
export const ConsentId = idOf('consent')
export type ConsentId = Id<'consent'>
/** The id of a dataset. */
export const DatasetId = idOf('dataset')
export type DatasetId = Id<'dataset'>
/** The id of a data bundle. */
export const DataBundleId = idOf('model-data-bundle')
export type DataBundleId = Id<'model-data-bundle'>
/** The id of a document. */
export const DocumentId = idOf('document')
export type DocumentId = Id<'document'>
/** The id of a log. */
export const LogId = idOf('log')
export type LogId = Id<'log'>
/** The id of a model. */
export const ModelId = idOf('model')
export type ModelId = Id<'model'>
/** The id of an organization. */
export const OrganizationId = idOf('organization')
export type OrganizationId = Id<'organization'>
/** The id of a prediction. */
export const PredictionId = idOf('prediction')
export type PredictionId = Id<'prediction'>
/** The id of a secret. */
export const SecretId = idOf('secret')
export type SecretId = Id<'secret'>
/** The id of a transition execution. */
export const TransitionExecutionId = idOf('transition-execution')
export type TransitionExecutionId = Id<'transition-execution'>
/** The id of a user. */
export const UserId = idOf('user')
export type UserId = Id<'user'>
/** The id of a workflow. */
export const WorkflowId = idOf('workflow')
export type WorkflowId = Id<'workflow'>
/** The id of a workflow execution. */
export const WorkflowExecutionId = idOf('workflow-execution')
export type WorkflowExecutionId = Id<'workflow-execution'>

/** The id of a transition; the platform has a few of its own, with names in place of digits. */
export const TransitionId = idOf('transition', TRANSITION_ID)
export type TransitionId = Id<'transition'>
