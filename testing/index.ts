/** What tests of handlers stand on: `harness(transition, options)`, and what it is made of. */
export type { Duration } from './duration.ts'
export type { Api, FaultyAnswer, Strikes } from './faults.ts'
export { harness, type Harness } from './harness.ts'
export type { OperationName } from './operation-names.ts'
export type { DocumentSource, HarnessOptions, World } from './harness-options.ts'
export type { PredictedValues, PredictionRequest, Predictions } from './scripted-predictions.ts'
export type { LogLine, RunResult, SentRequest } from './run-result.ts'
export { FixtureError, type Fixture } from '../contract/fixture.ts'
export { ReplayError, type Departure } from './replay/departure.ts'
export { writeFixture } from './replay/fixture-file.ts'
export { record, RecordError, type Recorded, type RecordOptions } from './replay/record.ts'
export { replay, type ReplayOptions } from './replay/replay.ts'
export type { Running } from './pending-run.ts'
export { VirtualClock } from './virtual-clock.ts'
export type { Coverage } from './workflow/coverage.ts'
export type {
  ClaimedWork,
  StartedWorkflow,
  StepFaults,
  WorkflowHarness,
  WorkflowHarnessOptions,
} from './workflow/harness-types.ts'
export { workflowHarness } from './workflow/workflow-harness.ts'
export type { WorkflowResult } from './workflow/workflow-result.ts'
