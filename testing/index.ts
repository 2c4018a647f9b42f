/** What tests of handlers stand on: `harness(transition, options)`, and what it is made of. */
export type { Duration } from './duration.ts'
export type { Api, FaultyAnswer, Strikes } from './faults.ts'
export { harness, type Harness } from './harness.ts'
export type { OperationName } from './operations.ts'
export type { DocumentSource, HarnessOptions, World } from './options.ts'
export type { PredictedValues, PredictionRequest, Predictions } from './predictions.ts'
export type { LogLine, RunResult, SentRequest } from './run-result.ts'
export { VirtualClock } from './virtual-clock.ts'
