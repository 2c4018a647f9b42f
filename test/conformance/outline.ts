import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { JsonSchema, Lookup } from './json-schema.ts'

/** What the API document says of one operation; `body` and `response` name schemas. */
interface OutlinedOperation {
  path?: string[]
  query?: string[]
  body?: string
  response?: string
  status: number
  public?: boolean
}

/** The API document in short: its operations by method and path, and its schemas. */
interface Outline {
  scopes: string[]
  operations: Record<string, OutlinedOperation>
  $defs: Record<string, JsonSchema>
}

const file = new URL('../fixtures/api-outline.json', import.meta.url)
export const outline: Outline = JSON.parse(readFileSync(file, 'utf8'))

/** Finds the schemas that the outline refers to. */
export const lookupInOutline: Lookup = (ref) => outline.$defs[ref.replace('#/$defs/', '')] ?? {}

// The API document's patterns are no `u` patterns.
const ajv = new Ajv2020({ strict: false, allErrors: true, code: { optimize: false }, unicodeRegExp: false })
ajv.addSchema({ $id: 'outline', $defs: outline.$defs })

/** What the API document's schema finds wrong with a value; nothing if it is right. */
export function faultsOf(schemaName: string, value: unknown): string[] {
  const validate = ajv.getSchema(`outline#/$defs/${schemaName}`)
  if (!validate) throw new Error(`There is no schema ${schemaName} in the outline`)
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** Whether a schema takes a value. */
export function accepts(schema: JsonSchema, value: unknown): boolean {
  return ajv.validate(schema, value)
}
