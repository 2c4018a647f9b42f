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

export const AppClientId = idOf('app-client')
export type AppClientId = Id<'app-client'>
export const AssetId = idOf('asset')
export type AssetId = Id<'asset'>
export const ConsentId = idOf('consent')
export type ConsentId = Id<'consent'>
export const DatasetId = idOf('dataset')
export type DatasetId = Id<'dataset'>
export const DataBundleId = idOf('model-data-bundle')
export type DataBundleId = Id<'model-data-bundle'>
export const DocumentId = idOf('document')
export type DocumentId = Id<'document'>
export const LogId = idOf('log')
export type LogId = Id<'log'>
export const ModelId = idOf('model')
export type ModelId = Id<'model'>
export const OrganizationId = idOf('organization')
export type OrganizationId = Id<'organization'>
export const PredictionId = idOf('prediction')
export type PredictionId = Id<'prediction'>
export const SecretId = idOf('secret')
export type SecretId = Id<'secret'>
export const TransitionExecutionId = idOf('transition-execution')
export type TransitionExecutionId = Id<'transition-execution'>
export const UserId = idOf('user')
export type UserId = Id<'user'>
export const WorkflowId = idOf('workflow')
export type WorkflowId = Id<'workflow'>
export const WorkflowExecutionId = idOf('workflow-execution')
export type WorkflowExecutionId = Id<'workflow-execution'>

export const TransitionId = idOf('transition', TRANSITION_ID)
export type TransitionId = Id<'transition'>
