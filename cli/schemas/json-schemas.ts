import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { messageOf, type JsonObject } from '../../contract/index.ts'
import { loadTransition, type LoadedTransition } from '../../runtime/handler/load.ts'

/** What a handler says of its input and output, as far as its schemas can be written as JSON Schemas (draft 7). */
export interface HandlerSchemas {
  inputJsonSchema?: JsonObject
  outputJsonSchema?: JsonObject
  /** Why one is missing, for those that have a schema. */
  notes: string[]
}

type Schema = NonNullable<LoadedTransition['input']>

/** How Standard JSON Schema (https://standardschema.dev/json-schema) says it. */
interface Converter {
  input(options: object): JsonObject
  output(options: object): JsonObject
}

/**
 * Loads a handler and reads its schemas. It runs the handler's module: call it in a process of its own.
 * @throws LoadError
 */
export async function readHandlerSchemas(handler: string): Promise<HandlerSchemas> {
  const transition = await loadTransition(handler)
  const notes: string[] = []
  const read = async (name: 'input' | 'output'): Promise<JsonObject | undefined> => {
    const schema = transition[name]
    if (!schema) return undefined
    try {
      return await jsonSchemaOf(schema, name, handler)
    } catch (error) {
      notes.push(`The ${name} schema is not sent: ${messageOf(error)}`)
      return undefined
    }
  }
  const inputJsonSchema = await read('input')
  const outputJsonSchema = await read('output')
  return { ...(inputJsonSchema && { inputJsonSchema }), ...(outputJsonSchema && { outputJsonSchema }), notes }
}

/** Made by the schema itself where its library can; by the handler's own zod where that is an older zod 4. */
async function jsonSchemaOf(schema: Schema, io: 'input' | 'output', handler: string): Promise<JsonObject> {
  const { vendor, jsonSchema } = schema['~standard'] as Schema['~standard'] & { jsonSchema?: Converter }
  // What JSON Schema has no words for, such as a date, is left open.
  const unrepresentable = 'any'
  if (jsonSchema)
    return plain(
      jsonSchema[io]({
        target: 'draft-07',
        ...(vendor === 'zod' && { libraryOptions: { unrepresentable, override: widenOf(io) } }),
      }),
    )
  if (vendor === 'zod' && '_zod' in schema) {
    const { toJSONSchema } = await import(pathToFileURL(createRequire(handler).resolve('zod')).href)
    return plain(toJSONSchema(schema, { target: 'draft-7', io, unrepresentable, override: widenOf(io) }))
  }
  throw new Error(`${vendor} has no JSON Schema for it (zod 4 has; others by Standard JSON Schema)`)
}

/** What zod tells of each schema that it writes down. */
interface Written {
  zodSchema: { _zod: { def: { type: string; coerce?: boolean; in?: { _zod: { def: { type: string } } } } } }
  jsonSchema: Record<string, unknown>
}

/**
 * Of an input that zod first makes another value of (`z.coerce`, `z.preprocess`, `.catch()`), anything may come: zod writes down
 * what it makes of it.
 */
function widenOf(io: 'input' | 'output') {
  return ({ zodSchema, jsonSchema }: Written): void => {
    // oxlint-disable-next-line no-underscore-dangle -- zod's own name
    const { type, coerce, in: first } = zodSchema._zod.def
    // oxlint-disable-next-line no-underscore-dangle -- zod's own name
    const isPreprocessed = type === 'pipe' && first?._zod.def.type === 'transform'
    if (io === 'input' && (coerce || isPreprocessed || type === 'catch'))
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
  }
}

/** As it goes over the wire. */
function plain(schema: unknown): JsonObject {
  return JSON.parse(JSON.stringify(schema))
}
