import { sign } from 'hono/jwt'
import { FORBIDDEN, type ApiOperation } from '../../contract/index.ts'
import { badValues } from './bad-values.ts'
import type { JsonSchema } from './json-schema.ts'
import { accepts, outline } from './outline.ts'
import { kindOf, sample } from './samples.ts'
import { bodySchema, paramKinds, querySchema, unknownId, type Call, type World } from './world.ts'

/** A call with one fault: how it has to be answered, and which word the message has to say. */
export interface BadCall {
  call: Call
  statuses: number[]
  word: string
}

/** Without credentials, with wrong ones, and with every scope but the one that is needed. */
export async function badCredentials(world: World, { route }: ApiOperation, good: Call): Promise<BadCall[]> {
  const token = await world.token()
  const [head = '', claims = '', signature = ''] = token.split('.')
  const none = btoa(JSON.stringify({ alg: 'none', typ: 'JWT' }))
  const otherSignature = signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))
  const others = outline.scopes.filter((scope) => scope !== route.scope)
  const headers: Record<string, string>[] = [
    {},
    { 'x-api-key': 'not-a-key' },
    { 'x-api-key': '' },
    ...[
      'Bearer',
      'Bearer junk',
      `Basic ${btoa('a:b')}`,
      `Bearer ${head}.${claims}.${otherSignature}`,
      `Bearer ${none}.${claims}.`,
      `Bearer ${await sign(JSON.parse(atob(claims)), 'another key', 'HS256')}`,
      `Bearer ${await world.token(others)}`,
    ].map((authorization) => ({ authorization })),
  ]
  return headers.map((wrong) => ({ call: { ...good, headers: wrong }, statuses: [403], word: FORBIDDEN }))
}

/** Ids in the path that nothing has, or that are none. */
export function* badParams(operation: ApiOperation, good: Call): Generator<BadCall> {
  for (const [name, kind] of paramKinds(operation)) {
    const withId = (id: string): Call => ({ ...good, params: { ...good.params, [name]: id } })
    yield { call: withId(unknownId(kind)), statuses: [404], word: unknownId(kind) }
    for (const id of ['junk', `las:${kind}:0`, `las:other:${'0'.repeat(32)}`, '%00', '%E0%A4%A', 'a%2Fb'])
      yield { call: withId(id), statuses: [400], word: name }
  }
}

/** Query parameters that the operation doesn't have, or that are out of range. */
export function* badQueries(operation: ApiOperation, good: Call): Generator<BadCall> {
  yield { call: { ...good, query: { notAParameter: '1' } }, statuses: [400], word: 'notAParameter' }
  for (const [name, schema] of Object.entries(querySchema(operation).properties ?? {})) {
    const one = schema.items ?? schema
    for (const value of ['junk', '', '0', '1001', '1.5', '-1', 'x'.repeat(4097)]) {
      // Its schema takes any text, but only lists know what a token is.
      if (name !== 'nextToken' && accepts(one, one.type === 'string' ? value : Number(value))) continue
      yield { call: { ...good, query: { [name]: value } }, statuses: [400], word: name }
    }
  }
}

/** Each query parameter alone, with a value that it takes. */
export async function goodQueries(world: World, operation: ApiOperation): Promise<Call['query'][]> {
  const parameters = Object.entries(querySchema(operation).properties ?? {})
  return Promise.all(
    parameters
      .filter(([name]) => name !== 'nextToken')
      .map(async ([name, schema]) => ({
        [name]: String(await sample(schema.items ?? schema, 'all', (kind) => world.idOf(kind))),
      })),
  )
}

/** Bodies with one fault anywhere in them. */
export function* badBodies(operation: ApiOperation, good: Call): Generator<BadCall> {
  for (const { value, names } of badValues(bodySchema(operation), good.body))
    yield { call: { ...good, body: JSON.stringify(value) }, statuses: [400], word: names }
}

/** Bodies that are no JSON object. */
export function* unreadableBodies(good: Call): Generator<BadCall> {
  const texts = ['', '{', 'junk', '{"a":1,}', '[]', 'null', '"text"', '1', '\u0000', '{}{}', "{'a':1}"]
  for (const body of texts) yield { call: { ...good, body }, statuses: [400], word: 'body' }
}

/** Bodies that say that they are something else. */
export function* otherContentTypes(world: World, good: Call): Generator<BadCall> {
  const forms = ['multipart/form-data', 'application/x-www-form-urlencoded']
  for (const type of ['text/plain', 'application/jsonp', 'application', '', ...forms]) {
    const headers = { 'x-api-key': world.platform.appClient.apiKey, 'content-type': type }
    yield { call: { ...good, headers }, statuses: [415], word: 'Content-Type' }
  }
}

/** A body for each id in it, which nothing has. Consents are no things that could be missing. */
export function* unknownReferences(operation: ApiOperation, good: Call): Generator<BadCall> {
  for (const { value, kind } of references(bodySchema(operation), good.body)) {
    if (kind === 'consent') continue
    yield { call: { ...good, body: value }, statuses: [400, 404], word: unknownId(kind) }
  }
}

function* references(schema: JsonSchema, value: unknown): Generator<{ value: unknown; kind: string }> {
  const kind = kindOf(schema.pattern)
  if (kind !== undefined) yield { value: unknownId(kind), kind }
  const inner = schema.anyOf?.find((one) => accepts(one, value)) ?? schema
  if (Array.isArray(value)) {
    for (const bad of references(inner.items ?? {}, value[0])) yield { ...bad, value: [bad.value] }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, field] of Object.entries(value))
      for (const bad of references(inner.properties?.[name] ?? {}, field))
        yield { ...bad, value: { ...value, [name]: bad.value } }
  }
}
