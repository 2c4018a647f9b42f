import type { Client } from '../../client/index.ts'
import type { DocumentId, JsonObject } from '../../contract/index.ts'
import type { DocumentSource, Named } from '../harness-options.ts'
import type { Predictions } from '../scripted-predictions.ts'
import type { Duration } from '../duration.ts'
import type { Coverage } from './coverage.ts'
import type { WorkflowResult } from './workflow-result.ts'

/** What is around a workflow in a test. */
export interface WorkflowHarnessOptions<DocumentName extends string = never, Step extends string = string> {
  /** Documents on the platform, by names of the test's choice; paths count from the working directory. */
  documents?: Readonly<Record<DocumentName, DocumentSource>>
  /** What the models answer. Default: what the local platform's stand-in reads off the documents. */
  predictions?: Predictions
  /** Variables of transitions, on top of those of the project. */
  env?: Readonly<Partial<Record<Step, Readonly<Record<string, string>>>>>
  /** The values of the project's secrets, by their keys. Default: `test`; credentials come by themselves. */
  secrets?: Readonly<Record<string, string>>
  /** The profile of the project that counts. */
  profile?: string
  /** Where the project's files are. Default: the working directory. */
  folder?: string
  /** When the clock starts, an ISO time. */
  startTime?: string
}

/** An execution of the workflow. */
export interface StartedWorkflow {
  readonly executionId: string
  /** Where it is now. */
  result(): Promise<WorkflowResult>
  /**
   * Lets time pass until it has ended.
   * @throws where it waits for a person, or goes on for more than a year
   */
  ended(): Promise<WorkflowResult>
}

/** A piece of work that somebody has taken. */
export interface ClaimedWork {
  readonly input: JsonObject
  /** It is done. */
  complete(output?: JsonObject): Promise<void>
  /** It can't be done with this input. */
  reject(message: string): Promise<void>
  fail(message: string): Promise<void>
}

/** What goes wrong at a step, instead of its handler: from its next execution on, so many times. Default: once. */
export interface StepFaults {
  fails(message?: string, times?: number): void
  rejects(message?: string, times?: number): void
  asksForRetry(message?: string, times?: number): void
}

/** A workflow of a project on a platform and a runtime in this process. */
export interface WorkflowHarness<
  DocumentName extends string = never,
  Step extends string = string,
> extends AsyncDisposable {
  /** Starts an execution. Default input: `{ documentId }` where there is one document, else `{}`. */
  start(input?: JsonObject): Promise<StartedWorkflow>
  /**
   * Takes the work of a manual transition that waits longest, once there is some.
   * @throws where none comes
   */
  claim(step: Step): Promise<ClaimedWork>
  /** Makes a transition fail. */
  step(step: Step): StepFaults
  /** The time of platform and runtime. It passes when the test says so, and while it waits for an end. */
  readonly clock: { now(): number; advance(duration: Duration): Promise<void> }
  readonly client: Client
  /** The documents' ids. */
  readonly documents: Named<DocumentName, DocumentId>
  /** What none of the executions so far has taken. */
  coverage(): Promise<Coverage>
}
