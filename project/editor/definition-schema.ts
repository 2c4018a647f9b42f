import * as z from 'zod/mini'
import type { JsonObject } from '../../contract/index.ts'
import { isObject } from '../../contract/is-object.ts'
import { comparisons } from '../../platform/workflows/language/comparisons.ts'
import { Machine } from '../../platform/workflows/language/states.ts'

/**
 * The JSON Schema (draft 7) by which editors complete and check `*.asl.json`: what the platform's own schemas say of states and their
 * fields. What a definition means, only `transition check` can tell.
 */
export function definitionSchema(): JsonObject {
  const schema = z.toJSONSchema(Machine, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    reused: 'ref',
  })
  const plain: unknown = JSON.parse(JSON.stringify(schema))
  const refined = refine(plain)
  if (!isObject(refined) || !isObject(refined['properties'])) throw new Error('The schema is of no object')
  return {
    ...refined,
    title: 'A workflow in Amazon States Language, whose Resources are names of transitions of its project',
    properties: { $schema: { type: 'string' }, ...refined['properties'] },
    definitions: { ...(isObject(refined['definitions']) ? refined['definitions'] : {}), rule: RULE },
  }
}

const PATH = { type: ['string', 'null'], pattern: '^\\$' }
const RULE_REFERENCE = { $ref: '#/definitions/rule' }

/** What the schemas leave to their parsers. */
const FIELDS: Readonly<Record<string, JsonObject>> = {
  Resource: { type: 'string', description: "The name of one of the project's transitions, or the id of one" },
  Choices: { type: 'array', minItems: 1, items: RULE_REFERENCE },
  ErrorPath: { type: 'string' },
  CausePath: { type: 'string' },
}

/** A rule of a Choice, or a part of one. */
const RULE: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    Variable: { type: 'string', pattern: '^\\$' },
    And: { type: 'array', minItems: 1, items: RULE_REFERENCE },
    Or: { type: 'array', minItems: 1, items: RULE_REFERENCE },
    Not: RULE_REFERENCE,
    Next: { type: 'string' },
    End: { type: 'boolean' },
    Comment: { type: 'string' },
    ...Object.fromEntries(
      Object.entries(comparisons).map(([name, { takesPath }]) => [
        name,
        takesPath ? { type: 'string', pattern: '^\\$' } : {},
      ]),
    ),
  },
}

function refine(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(refine)
  if (!isObject(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([name, inner]) => {
      if (name !== 'properties' || !isObject(inner)) return [name, refine(inner)]
      const fields = Object.entries(inner).map(([field, one]) => [
        field,
        FIELDS[field] ?? ofPath(field) ?? refine(one),
      ])
      return [name, Object.fromEntries(fields)]
    }),
  )
}

const ofPath = (field: string) => (field.endsWith('Path') ? PATH : undefined)
