import type {
  AppClient,
  Asset,
  DataBundle,
  Dataset,
  DockerParameters,
  Document,
  JsonObject,
  Log,
  Model,
  Organization,
  Prediction,
  Secret,
  Specification,
  Transition,
  TransitionExecution,
  TransitionId,
  User,
  Workflow,
  WorkflowExecution,
  WorkflowExecutionId,
  WorkflowId,
} from '../../contract/index.ts'
import type { ForkRow, ThreadRow } from './thread-rows.ts'

/** A row of each table: what the API shows of a resource, and what only the platform knows. */
export interface Tables {
  appClients: AppClientRow
  assets: Omit<Asset, 'content'>
  dataBundles: DataBundleRow
  datasets: DatasetRow
  documents: DocumentRow
  executions: ExecutionRow
  instances: InstanceRow
  logs: Omit<Log, 'events'>
  models: ModelRow
  organizations: OrganizationRow
  predictions: Prediction
  secrets: SecretRow
  sessions: SessionRow
  transitions: Transition
  users: User
  forks: ForkRow
  threads: ThreadRow
  workflowExecutions: WorkflowExecutionRow
  workflows: WorkflowRow
}

/** The name of a table. */
export type TableName = keyof Tables

/** The key isn't kept: it is derived from the id. */
export interface AppClientRow extends Omit<AppClient, 'clientSecret' | 'apiKey'> {
  apiKeyHash: string
  /** Null for public ones. */
  secretHash: string | null
}

/** A data bundle, and when it is ready. */
export interface DataBundleRow extends DataBundle {
  /** When it is ready, in milliseconds since the epoch; null once it is. */
  due: number | null
}

/** A dataset. What is counted is read from the documents. */
export type DatasetRow = Omit<Dataset, 'numberOfDocuments' | 'groundTruthSummary'>

/** A document without its content, and when its retention ends. */
export interface DocumentRow extends Omit<Document, 'content'> {
  /** When its retention ends, in milliseconds since the epoch. */
  due: number
}

/** With every field that it may have. */
type Whole<T> = { [Name in keyof T]-?: Exclude<T[Name], undefined> }

/** A transition execution, and what only the platform knows of it. */
export interface ExecutionRow extends Whole<TransitionExecution> {
  /** Its deadline, in milliseconds since the epoch; null while it is queued, and once it has ended. */
  due: number | null
  /** Whether its container has been started, or somebody has claimed it. */
  isLaunched?: boolean
  /** Whether heartbeats are expected: since its first, since somebody claimed it, or since nobody can see its container. */
  isBeating?: boolean
  /** The manual transition in whose queue it is; null or absent: in none. */
  queue?: TransitionId | null
  /** The container that holds its lease. */
  holder?: string | null
  /** When the lease expires, in milliseconds since the epoch. */
  heldUntil?: number
  /** The platform that watches its container, while it runs. */
  instanceId?: string | null
  output?: JsonObject | undefined
  error?: { message: string } | undefined
  /** Which of its limits it has missed. */
  timedOut?: 'time' | 'heartbeat'
  /** The workflow execution that it is a step of. */
  workflowExecutionId?: WorkflowExecutionId
  origin?: Origin
  /** The workflow execution after whose end it runs, by its `completedConfig`. */
  completes?: {
    workflowId: WorkflowId
    workflowExecutionId: WorkflowExecutionId
    parameters: DockerParameters
  }
}

/** What a workflow's execution of a transition is for. */
export interface Origin {
  workflowId: WorkflowId
  /** The state's name. */
  state: string
  /** The thread that moves on once it has ended. */
  threadId: string
  /** Its limit between heartbeats, if it is lower than the platform's own. */
  heartbeatSeconds?: number
}

/** A member: a platform that uses this store, or did. */
export interface InstanceRow {
  instanceId: string
  /** How often it has shown that it is alive. */
  renewals: number
}

/** A model, and when its training ends. */
export interface ModelRow extends Omit<Model, 'numberOfDataBundles'> {
  /** When its training ends, in milliseconds since the epoch; null while it isn't in training. */
  due: number | null
}

/** What can be changed of the organization. */
export type OrganizationRow = Pick<
  Organization,
  'organizationId' | 'name' | 'description' | 'updatedBy' | 'updatedTime'
>

/** A secret, with its encrypted data. */
export interface SecretRow extends Secret {
  /** The data, encrypted. */
  sealed: string
}

/** What isn't read from other tables. */
export type WorkflowExecutionRow = Omit<WorkflowExecution, 'events' | 'transitionExecutions'>

/** A login on the page, or a code that starts one. */
export interface SessionRow {
  /** Its kind, and a hash of what the browser has. */
  sessionId: string
  /** Null: whoever had the printed link. */
  appClientId: string | null
  /** When it ends, in milliseconds since the epoch. */
  due: number
}

/** A workflow. Its running executions are counted when it is read. */
export interface WorkflowRow extends Omit<Workflow, 'numberOfRunningExecutions'> {
  specification: Specification
}
