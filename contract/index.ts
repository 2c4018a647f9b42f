/**
 * The REST API v1 as data. What is said here is said nowhere else: the client, the platform and the runtime take
 * their types, their limits and their paths from it.
 *
 * Glossary
 * - Transition: a step type of a workflow. A docker transition's step is done by a container, a manual one's by a person.
 * - Execution: one run of a transition, from `running` to its outcome.
 * - Outcome: what an execution ends with: succeeded (with an output), failed, rejected or retry (with an error message).
 * - Heartbeat: what a running execution's container sends at least every 60 seconds.
 * - Workflow: states whose tasks are transitions. Workflow execution: one way through them.
 * - Document: a file with its ground truth. Model: what reads fields off documents. Prediction: one such reading.
 * - Dataset: documents that belong together. Data bundle: datasets as they were when a model was to learn from them.
 * - App client: a program that may call the API. Asset: a file of a manual transition's view.
 */
export { AppClient } from './app-clients.ts'
export { Asset } from './assets.ts'
export { systemClock, type Clock } from './clock.ts'
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
export { MAX_ERROR_MESSAGE_LENGTH, messageOf } from './message-of.ts'
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
