import { readFileSync } from 'node:fs'
import type { JsonSchema } from './json-schema.ts'

/** Makes ids of things that exist: `transition`, `secret`, …. */
export type IdOf = (kind: string) => Promise<string>

const PDF = readFileSync(new URL('../../examples/predict/invoice.pdf', import.meta.url)).toString('base64')

let emails = 0

/** Fields that mean more than their schema says. */
const MEANINGS: Record<string, () => unknown> = {
  content: () => PDF,
  contentType: () => 'application/pdf',
  email: () => `person-${++emails}@example.com`,
  password: () => 'Str0ng-enough',
  nextTransitionId: () => 'las:transition:commons-failed',
  imageUrl: () => 'docker.io/library/hello-world',
  // Its executions run as long as a test.
  definition: () => ({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 86_400, End: true } } }),
}

/**
 * A value that a schema takes.
 * @param which `required`: only the fields that must be there; `all`: every field
 */
export async function sample(
  schema: JsonSchema,
  which: 'required' | 'all',
  idOf: IdOf,
  name = '',
): Promise<unknown> {
  const meaning = MEANINGS[name]
  if (meaning) return meaning()
  if (schema.enum) return schema.enum[0]
  if (schema.const !== undefined) return schema.const
  const first = schema.anyOf?.[0]
  if (first) return sample(first, which, idOf, name)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') return sampleObject(schema, which, idOf)
  if (type === 'array') return [await sample(schema.items ?? {}, which, idOf)]
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  if (type === 'boolean') return true
  return sampleText(schema.pattern ?? '', idOf)
}

async function sampleObject(schema: JsonSchema, which: 'required' | 'all', idOf: IdOf): Promise<object> {
  const { properties = {}, required = [], additionalProperties, minProperties = 0 } = schema
  const names = Object.keys(properties)
  const chosen = which === 'all' ? names : required.length >= minProperties ? required : names.slice(0, 1)
  const value: Record<string, unknown> = {}
  for (const name of chosen) value[name] = await sample(properties[name] ?? {}, which, idOf, name)
  if (typeof additionalProperties === 'object' && names.length === 0) {
    value['some_name'] = await sample(additionalProperties, which, idOf)
  }
  return value
}

async function sampleText(pattern: string, idOf: IdOf): Promise<string> {
  const kind = kindOf(pattern)
  if (kind !== undefined) return idOf(kind)
  if (pattern.includes('[0-9]{4}')) return '2026-01-02T03:04:05.678Z'
  if (pattern.includes('localhost')) return 'https://example.com/login'
  return 'a_text'
}

/** What a pattern of ids is about: `transition`. */
export function kindOf(pattern = ''): string | undefined {
  return pattern.match(/^\^las:([a-z-]+):/)?.[1]
}
