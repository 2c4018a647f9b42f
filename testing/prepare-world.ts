import { credentialsToEnvironment } from '../client/credentials.ts'
import { fileContent, type Client, type Credentials, type FileSource } from '../client/index.ts'
import type { DocumentId, FieldConfig, GroundTruth, ModelId, TransitionId } from '../contract/index.ts'
import { blankPage } from './blank-page.ts'
import { invoiceFields } from './invoice-fields.ts'
import type { DocumentSource, HarnessOptions, Named, World } from './harness-options.ts'
import { labelsOf } from './scripted-predictions.ts'

/** Pixels; the model's images are never made here, but the API asks for their size. */
const IMAGE_SIZE = { width: 768, height: 768 }

/** What a harness has made on its platform, and the transition that it runs. */
export interface PreparedWorld<DocumentName extends string, ModelName extends string> extends World<
  DocumentName,
  ModelName
> {
  transitionId: TransitionId
  /** A document's or a model's name, by its id. */
  nameOf(id: string): string | undefined
}

/** Makes, over the API, what the options name. */
export async function prepareWorld<DocumentName extends string, ModelName extends string>(
  client: Client,
  credentials: Credentials,
  options: HarnessOptions<DocumentName, ModelName>,
  imageUrl: string,
): Promise<PreparedWorld<DocumentName, ModelName>> {
  const documents = await eachOf(options.documents, async (source) => {
    return (await client.documents.create(await documentOf(source))).documentId
  })
  const models = await eachOf(options.models, (fieldConfig) => createModel(client, fieldConfig))
  const modelId: ModelId =
    Object.values<ModelId>(models)[0] ?? (await createModel(client, defaultFields(options)))

  const secret = {
    ...credentialsToEnvironment(credentials),
    ...options.secrets,
  }
  const { secretId } = await client.secrets.create({ data: secret })
  const { env = {}, memory = 512, timeoutInSeconds } = options
  const world = { documents, models }
  const { transitionId } = await client.transitions.create({
    name: 'harness',
    transitionType: 'docker',
    parameters: {
      imageUrl,
      memory,
      environment: { MODEL_ID: modelId, ...(typeof env === 'function' ? env(world) : env) },
      environmentSecrets: [secretId],
    },
    ...(timeoutInSeconds && { timeoutInSeconds }),
  })
  const names = new Map(Object.entries({ ...documents, ...models }).map(([name, id]) => [String(id), name]))
  return { ...world, transitionId, nameOf: (id) => names.get(id) }
}

async function createModel(client: Client, fieldConfig: FieldConfig): Promise<ModelId> {
  return (await client.models.create({ fieldConfig, ...IMAGE_SIZE })).modelId
}

/** What a scripted stand-in answers, or what the stand-in for the models can read. */
function defaultFields({ predictions }: { predictions?: HarnessOptions['predictions'] }): FieldConfig {
  const labels = predictions ? labelsOf(predictions) : []
  if (labels.length === 0) return invoiceFields
  return Object.fromEntries(
    labels.map((label) => [label, invoiceFields[label] ?? { type: 'all', maxLength: 64 }]),
  )
}

/** What a document is made of. */
export async function documentOf(source: DocumentSource) {
  const { content = blankPage, groundTruth } = isFile(source) ? { content: source } : source
  return { ...(await fileContent(content)), ...(groundTruth && { groundTruth: truthOf(groundTruth) }) }
}

function isFile(source: DocumentSource): source is FileSource {
  return (
    typeof source === 'string' ||
    source instanceof URL ||
    source instanceof Uint8Array ||
    source instanceof ArrayBuffer ||
    source instanceof Blob ||
    Symbol.asyncIterator in source
  )
}

function truthOf(truth: GroundTruth | Readonly<Record<string, string | boolean | null>>): GroundTruth {
  if (Array.isArray(truth)) return truth
  return Object.entries(truth).map(([label, value]) => ({ label, value }))
}

/** The same names, with what was made of each. */
async function eachOf<Name extends string, Source, Id extends DocumentId | ModelId>(
  sources: Readonly<Record<Name, Source>> | undefined,
  make: (source: Source) => Promise<Id>,
): Promise<Named<Name, Id>> {
  const entries: [string, Id][] = []
  for (const [name, source] of Object.entries<Source>(sources ?? {})) entries.push([name, await make(source)])
  return Object.fromEntries(entries) as Named<Name, Id>
}
