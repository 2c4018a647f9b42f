import { isObject } from '../../contract/is-object.ts'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { messageOf, type JsonObject } from '../../contract/index.ts'
import type { SchemaCheck } from './input-schema-worker.ts'

/** A valid input, or what is wrong with it. */
export type CheckedInput = { input: JsonObject } | { message: string }

/** How long a schema may take, in milliseconds. */
const MAX_CHECK_MS = 2000
/** The largest heap of a check, in MiB. */
const MAX_CHECK_MIB = 128

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/** Reads a JSON object and validates it. A JSON Schema that zod can't read validates nothing. */
export async function checkInput(text: string, schema: JsonObject | undefined): Promise<CheckedInput> {
  let input: unknown
  try {
    input = JSON.parse(text.trim() === '' ? '{}' : text)
  } catch (error) {
    return { message: `This is not JSON: ${messageOf(error)}` }
  }
  if (!isObject(input)) return { message: 'Expected a JSON object: { … }' }
  const message = schema && (await faultOf({ value: input, schema }))
  return message === undefined ? { input: { ...input } } : { message }
}

/** What a schema finds wrong, from a thread of its own with a limit of time and memory. */
async function faultOf(check: SchemaCheck): Promise<string | undefined> {
  const worker = new Worker(new URL(`./input-schema-worker.${extension}`, import.meta.url), {
    name: 'input-schema',
    workerData: check,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MAX_CHECK_MIB },
  })
  worker.unref()
  try {
    const [message] = await once(worker, 'message', { signal: AbortSignal.timeout(MAX_CHECK_MS) })
    return message
  } catch {
    return `The transition's input schema can't be checked: it takes more than ${MAX_CHECK_MS / 1000} s or ${MAX_CHECK_MIB} MiB`
  } finally {
    await worker.terminate()
  }
}
