import { describe, expect, test } from 'vitest'
import { listOperations, routes } from '../../contract/index.ts'
import { openApiDocument } from '../../platform/api/openapi.ts'
import { facts, type JsonSchema } from './json-schema.ts'
import { lookupInOutline, outline } from './outline.ts'

interface Operation {
  operationId: string
  summary: string
  security: object[]
  parameters: { name: string; in: string; schema: JsonSchema }[]
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } }
  responses: Record<string, { content?: { 'application/json': { schema: JsonSchema } } }>
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, JsonSchema>
    securitySchemes: { OAuth2: { flows: { clientCredentials: { scopes: object } } } }
  }
}

const api = openApiDocument('http://127.0.0.1') as OpenApi
const lookup = (ref: string) => api.components.schemas[ref.replace('#/components/schemas/', '')] ?? {}
const ours = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    operation,
  })),
)

/** What the API document lacks, by our decision. */
const ADDED = ['GET /organizations/me']

/** The same patterns, written otherwise: without exponential time, as one pattern for two, with fewer backslashes. */
const SAME: [ours: string, documents: string[]][] = [
  ['@[-_.A-Za-z0-9]+\\.[A-Za-z]{2,}$', ['@([-_.A-Za-z0-9]+\\.)+[A-Za-z]{2,}$']],
  [
    '^las:transition:([a-f0-9]{32}|commons-[0-9A-Za-z-]+)$',
    ['^las:transition:[a-f0-9]{32}$', '^las:transition:commons-[0-9A-Za-z-]+$'],
  ],
  [
    String.raw`[\^$*.[\]{}()?\-"!@#%&/,><':;|_~` + '`]',
    [String.raw`[\^$*.\[\]{}\(\)?\-"!@#%&/,><':;|_~` + '`]'],
  ],
]

function asDocumented(fact: string): string[] {
  const plain = fact.replaceAll(inside('\\/'), '/')
  const [ours, documents] = SAME.find(([pattern]) => plain.includes(inside(pattern))) ?? ['', ['']]
  return documents.map((pattern) => plain.replace(inside(ours), () => inside(pattern)))
}

/** A text as it stands inside of JSON. */
function inside(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** Where the table says more than the API document: what each says. */
const DIFFERENT: Record<string, { document: string[]; ours: string[] }> = {
  // An answer could not hold a longer retention.
  'POST /datasets body': {
    document: ['body.retentionInDays?: integer minimum 1'],
    ours: ['body.retentionInDays?: integer maximum 1825 minimum 1'],
  },
  // The limit of a new asset's content holds for a changed one's.
  'PATCH /assets/{assetId} body': {
    document: ['body.content?: string minLength 1'],
    ours: ['body.content?: string maxLength 6250000 minLength 1'],
  },
  // A body without limits: one of its fields has a meaning.
  'POST /transitions/{transitionId}/executions body': { document: [], ours: ['body.input?: object'] },
  // The document says it in two: any string, and one of the two schemas that list the statuses.
  'PATCH /transitions/{transitionId}/executions/{executionId} body': {
    document: ['body.status?: string'],
    ours: ['body.status?: string enum ["failed","rejected","retry","succeeded"]'],
  },
  // Predictions name their fields by label, so a model's fields are labels.
  ...fieldsAreLabels(['POST /models body', 'PATCH /models/{modelId} body']),
  ...fieldsAreLabels(['GET /models answer', 'POST /models answer', 'GET /models/{modelId} answer']),
  ...fieldsAreLabels(['PATCH /models/{modelId} answer', 'DELETE /models/{modelId} answer']),
  // What our events always say.
  ...eventsHave('GET /logs answer', 'answer.logs[].events?[]'),
  ...eventsHave('GET /logs/{logId} answer', 'answer.events?[]'),
}

function fieldsAreLabels(places: string[]) {
  return Object.fromEntries(
    places.map((place) => {
      const [, where] = place.split(/ (?=body|answer)/)
      const field = `${where}${place === 'GET /models answer' ? '.models[]' : ''}.fieldConfig${place.startsWith('PATCH') && where === 'body' ? '?' : ''}`
      const label = '{"type":"string","minLength":1,"maxLength":36,"pattern":"^[0-9A-Za-z_]+$"}'
      return [place, { document: [`${field}: object`], ours: [`${field}: object propertyNames ${label}`] }]
    }),
  )
}

function eventsHave(place: string, event: string) {
  return { [place]: { document: [], ours: [`${event}.message?: string`, `${event}.timestamp?: number`] } }
}

/** Facts that only one of two lists has, each once. */
function difference(one: string[], other: string[]): string[] {
  return [...new Set(one)].filter((fact) => !other.includes(fact)).toSorted()
}

test('the route table has the operations of the API document, and one more', () => {
  expect(ours.map(({ name }) => name).toSorted()).toEqual(
    [...Object.keys(outline.operations), ...ADDED].toSorted(),
  )
  expect(Object.keys(outline.operations)).toHaveLength(65)
})

test('operation ids are the places in the route table, each once', () => {
  const ids = ours.map(({ operation }) => operation.operationId)
  expect(ids.toSorted()).toEqual(
    listOperations(routes)
      .map(({ id }) => id)
      .toSorted(),
  )
  expect(new Set(ids).size).toBe(ids.length)
})

test('the scopes are those of the API document', () => {
  const { scopes } = api.components.securitySchemes.OAuth2.flows.clientCredentials
  expect(Object.keys(scopes)).toEqual(outline.scopes.map((scope) => `api.lucidtech.ai/${scope}`))
})

describe.each(ours.filter(({ name }) => !ADDED.includes(name)))('$name', ({ name, operation }) => {
  const documented = outline.operations[name]

  test('takes the parameters of the API document', () => {
    const names = (place: string) =>
      operation.parameters.flatMap((parameter) => (parameter.in === place ? [parameter.name] : [])).toSorted()
    expect(names('path')).toEqual(documented?.path ?? [])
    expect(names('query')).toEqual(documented?.query ?? [])
    expect(operation.security.length === 0).toBe(documented?.public ?? false)
  })

  test('takes the body of the API document', () => {
    const schema = operation.requestBody?.content['application/json'].schema
    expect(differences('body', schema, documented?.body)).toEqual(DIFFERENT[`${name} body`] ?? NONE)
  })

  test('answers as the API document says', () => {
    const schema = operation.responses[200]?.content?.['application/json'].schema
    expect(Object.keys(operation.responses)).toContain(String(documented?.status))
    expect(differences('answer', schema, documented?.response)).toEqual(DIFFERENT[`${name} answer`] ?? NONE)
  })
})

const NONE = { document: [], ours: [] }

/** What only the API document says about a part of an operation, and what only we say. */
function differences(part: string, schema: JsonSchema | undefined, schemaName: string | undefined) {
  const ours = schema ? facts(schema, part, lookup).flatMap(asDocumented) : []
  const theirs = schemaName === undefined ? [] : facts({ $ref: schemaName }, part, lookupInOutline)
  return { document: difference(theirs, ours), ours: difference(ours, theirs) }
}
