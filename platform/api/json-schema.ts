import * as z from 'zod/mini'
import { notEmpty } from '../../contract/index.ts'

/** A schema's names for others: they become references to `#/$defs/<id>`. */
export type SchemaNames = z.core.$ZodRegistry<{ id: string }>

/** A schema of the contract as JSON Schema, draft 2020-12. */
export function toJsonSchema(schema: z.ZodMiniType, names?: SchemaNames): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    ...(names && { metadata: names }),
    override: ({ zodSchema, jsonSchema }) => {
      // oxlint-disable-next-line no-underscore-dangle -- where zod keeps what a schema is made of
      const checks: readonly unknown[] = zodSchema._zod.def.checks ?? []
      if (checks.includes(notEmpty)) jsonSchema.minProperties = 1
      // Implied: every integer is a safe one, and every property name is a string.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (JSON.stringify(jsonSchema.propertyNames) === '{"type":"string"}') delete jsonSchema.propertyNames
    },
  })
}
