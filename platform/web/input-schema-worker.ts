// The program of the worker thread that `checkInput` starts: a JSON Schema is somebody else's, and its patterns may take
// exponential time.
import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'
import type { JsonObject } from '../../contract/index.ts'

/** What the worker is given. */
export interface SchemaCheck {
  value: object
  schema: JsonObject
}

/** What a JSON Schema finds wrong; undefined for a valid value, and for a schema that zod can't read. */
function faultOf({ value, schema }: SchemaCheck): string | undefined {
  let check: ReturnType<typeof z.fromJSONSchema>
  try {
    check = z.fromJSONSchema(schema)
  } catch {
    return undefined
  }
  return check
    .safeParse(value)
    .error?.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ')
}

parentPort?.postMessage(faultOf(workerData))
