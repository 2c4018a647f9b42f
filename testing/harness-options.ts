import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { FileSource } from '../client/index.ts'
import type { DocumentId, FieldConfig, GroundTruth, JsonObject, ModelId } from '../contract/index.ts'
import type { Handler, TransitionDefinition } from '../runtime/define-transition.ts'
import type { Predictions } from './scripted-predictions.ts'

/** A document's file, or what is known of it: its file (default: a PDF of one empty page), what it truly says. */
export type DocumentSource =
  | FileSource
  | {
      content?: FileSource
      groundTruth?: GroundTruth | Readonly<Record<string, string | boolean | null>>
    }

/** Ids by the names that the options give. */
export type Named<Name extends string, Id> = Readonly<Record<Name, Id>>

/** What a harness has made on its platform. */
export interface World<DocumentName extends string, ModelName extends string> {
  /** The documents' ids. */
  documents: Named<DocumentName, DocumentId>
  /** The models' ids. */
  models: Named<ModelName, ModelId>
}

/** What a handler finds around it. Credentials and `MODEL_ID` come by themselves. */
export interface HarnessOptions<DocumentName extends string = never, ModelName extends string = never> {
  /** Variables of its container; a function is told the ids of documents and models. */
  env?:
    | Readonly<Record<string, string>>
    | ((world: World<DocumentName, ModelName>) => Readonly<Record<string, string>>)
  /** Variables that come from a secret of the platform. */
  secrets?: Readonly<Record<string, string>>
  /** Documents on the platform, by names of the test's choice; paths count from the working directory. */
  documents?: Readonly<Record<DocumentName, DocumentSource>>
  /** Models on the platform. `MODEL_ID` is the first; default: one that looks for an invoice's fields. */
  models?: Readonly<Record<ModelName, FieldConfig>>
  /** What the models answer. Default: what the local platform's stand-in reads off the documents. */
  predictions?: Predictions
  /** The transition's own, 60 to 1,800. Default 300. */
  timeoutInSeconds?: number
  /** MiB that the container may use. Default 512. */
  memory?: 512 | 1024 | 2048
  /** `process`: the handler runs in a real process of its own. It must be given by a path or a `file:` URL. Default: in the test's. */
  isolation?: 'process'
  /** When the harness's clock starts, an ISO time. */
  startTime?: string
}

/** What can be tested: a transition, or the path or URL of a module whose default export is one. */
export type Testable<
  Input extends StandardSchemaV1 | undefined,
  Output extends StandardSchemaV1 | undefined,
  Env extends StandardSchemaV1 | undefined,
> = TransitionDefinition<Input, Output, Env> | Handler | string | URL

/** What a run is given. Anything may be: bad input has its tests, too. */
export type InputOf<Schema> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferInput<Schema> | JsonObject
  : JsonObject

/** What a run puts out. */
export type OutputOf<Schema> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<Schema>
  : JsonObject
