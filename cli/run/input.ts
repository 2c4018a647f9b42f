import { readFile } from 'node:fs/promises'
import { InvalidArgumentError } from 'commander'
import { messageOf, FieldConfig, JsonObject } from '../../contract/index.ts'
import { UsageError } from '../usage-error.ts'
import { invoiceFields } from './invoice-fields.ts'

/** The execution's input, of `--input`. */
export async function readInput(given: string | undefined): Promise<JsonObject> {
  if (given === undefined) return {}
  const input = JsonObject.safeParse(await readJson('--input', given))
  if (!input.success)
    throw new UsageError('--input is no JSON object: expected one such as {"documentId": "las:document:…"}')
  return input.data
}

/** The model's fields, of `--model`. */
export async function readModel(given: string | undefined): Promise<FieldConfig> {
  if (given === undefined) return invoiceFields
  const fields = FieldConfig.safeParse(await readJson('--model', given))
  if (!fields.success) {
    throw new UsageError(
      '--model is no fieldConfig: expected one such as {"total": {"type": "amount", "maxLength": 20}}',
    )
  }
  return fields.data
}

/** One more `KEY=VALUE` of `--env`. */
export function readVariable(pair: string, variables: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(pair) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Expected KEY=VALUE.')
  return { ...variables, [name]: value }
}

/** The seconds of `--timeout`, as the runtime reads them from its environment. */
export function readTimeout(value: string): string {
  if (/^\d+(\.\d+)?$/.test(value) && Number(value) >= 1 && Number(value) <= 1800) return value
  throw new InvalidArgumentError('Expected a number from 1 to 1800.')
}

/** JSON as it stands in the argument, or in the file that the argument names. */
async function readJson(flag: string, given: string): Promise<unknown> {
  const isJson = /^\s*[{["]/.test(given)
  const text = isJson
    ? given
    : await readFile(given, 'utf8').catch(() => {
        throw new UsageError(`${flag} is neither JSON nor a file that can be read: ${given}`)
      })
  try {
    return JSON.parse(text)
  } catch (error) {
    const where = isJson ? flag : `${flag} ${given}`
    throw new UsageError(`${where} is not valid JSON: ${messageOf(error)}`)
  }
}
