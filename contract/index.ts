/**
 * The REST API v1 as data. What is said here is said nowhere else: the client, the platform and the runtime take
 * their types, their limits and their paths from it.
 * `GLOSSARY.md`, beside this file, says what its words mean.
 */
export { AppClient } from './app-clients.ts'
export { Asset } from './assets.ts'
export { foregroundClock, systemClock, type Clock } from './clock.ts'
export { DataBundle } from './data-bundles.ts'
export { Dataset } from './datasets.ts'
export { ContentType, Document, GroundTruth, Label } from './documents.ts'
export { ErrorBody, FORBIDDEN, LIMIT_EXCEEDED, TOO_MANY_REQUESTS } from './errors.ts'
export { ExecutionStatus, OutcomeStatus, TransitionExecution } from './executions.ts'
export { JsonObject, notEmpty } from './fields.ts'
export {
  AppClientId,
  AssetId,
  ConsentId,
  DataBundleId,
  DatasetId,
  DocumentId,
  LogId,
  ModelId,
  OrganizationId,
  PredictionId,
  SecretId,
  TransitionExecutionId,
  TransitionId,
  UserId,
  WorkflowExecutionId,
  WorkflowId,
  type Id,
} from './ids.ts'
export { Log, LogEvent } from './logs.ts'
export { codeOf, cutText, MAX_ERROR_MESSAGE_LENGTH, messageOf } from './message-of.ts'
export { FieldConfig, FieldType, Model, PreprocessConfig } from './models.ts'
export { Organization } from './organizations.ts'
export { PredictedField, Prediction } from './predictions.ts'
export {
  isRoute,
  listOperations,
  type ApiOperation,
  type BodyOf,
  type ParamNames,
  type ParamsOf,
  type QueryOf,
  type ResponseOf,
  type Route,
  type RouteTree,
} from './route.ts'
export { routes, type Routes } from './routes.ts'
export { Secret } from './secrets.ts'
export { Token } from './token.ts'
export { DockerParameters, ManualParameters, Transition, TransitionType } from './transitions.ts'
export { User } from './users.ts'
export { WorkflowExecution, WorkflowExecutionStatus } from './workflow-executions.ts'
export { CompletedConfig, ErrorConfig, Specification, Workflow } from './workflows.ts'
