import { messageOf, type JsonObject } from '../../contract/index.ts'

/** An input as somebody wrote it: valid, or what is wrong with it. */
export type CheckedInput = { input: JsonObject } | { message: string }

/** Reads a JSON object, and checks it by a JSON Schema, if there is one that is understood. */
export async function checkInput(text: string, schema: JsonObject | undefined): Promise<CheckedInput> {
  let input: unknown
  try {
    input = JSON.parse(text.trim() === '' ? '{}' : text)
  } catch (error) {
    return { message: `This is not JSON: ${messageOf(error)}` }
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { message: 'Expected a JSON object: { … }' }
  const message = schema && (await faultOf(input, schema))
  return message === undefined ? { input: { ...input } } : { message }
}

/** What a JSON Schema finds wrong; undefined for what is right, and where the schema is not understood. */
async function faultOf(value: object, schema: JsonObject): Promise<string | undefined> {
  // All of zod, which reads JSON Schemas, is needed only here.
  const z = await import('zod')
  let check: ReturnType<typeof z.fromJSONSchema>
  try {
    check = z.fromJSONSchema(schema)
  } catch {
    return undefined
  }
  const { error } = check.safeParse(value)
  return error?.issues
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ')
}
