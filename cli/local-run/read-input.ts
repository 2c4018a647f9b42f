import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { messageOf, FieldConfig, JsonObject } from '../../contract/index.ts'
import { UsageError } from '../usage-error.ts'
import { invoiceFields } from '../../testing/invoice-fields.ts'

/**
 * The execution's input: JSON, or a file with JSON.
 * @param name what messages call it
 */
export async function readInput(given: string | undefined, name = '--input'): Promise<JsonObject> {
  if (given === undefined) return {}
  const input = JsonObject.safeParse(await readJson(name, given))
  if (!input.success)
    throw new UsageError(`${name} is no JSON object: expected one such as {"documentId": "las:document:…"}`)
  return input.data
}

/**
 * The model's fields: JSON, or a file with JSON.
 * @param name what messages call it
 */
export async function readModel(given: string | undefined, name = '--model'): Promise<FieldConfig> {
  if (given === undefined) return invoiceFields
  const fields = FieldConfig.safeParse(await readJson(name, given))
  if (!fields.success) {
    throw new UsageError(
      `${name} is no fieldConfig: expected one such as {"total": {"type": "amount", "maxLength": 20}}`,
    )
  }
  return fields.data
}

/** What `--input -` stands for is read once: the flags with standard input's text in its place. */
export async function openStandardInput<Flags extends { input?: string }>(flags: Flags): Promise<Flags> {
  if (flags.input !== '-') return flags
  const given = await text(process.stdin)
  try {
    JSON.parse(given)
  } catch (error) {
    throw new UsageError(`--input - is not valid JSON: ${messageOf(error)}`)
  }
  return { ...flags, input: given }
}

/** Whether a text that should be JSON, or the path of a file with JSON, is the path. */
export function isPath(given: string): boolean {
  return !/^\s*[{["]/.test(given)
}

/** JSON as it stands in the argument, or in the file that the argument names. */
async function readJson(name: string, given: string): Promise<unknown> {
  const isJson = !isPath(given)
  const json = isJson
    ? given
    : await readFile(given, 'utf8').catch(() => {
        throw new UsageError(`${name} is neither JSON nor a file that can be read: ${given}`)
      })
  try {
    return JSON.parse(json)
  } catch (error) {
    const where = isJson ? name : `${name} ${given}`
    throw new UsageError(`${where} is not valid JSON: ${messageOf(error)}`)
  }
}
