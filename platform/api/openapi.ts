import * as z from 'zod/mini'
import {
  AppClient,
  Asset,
  DataBundle,
  Dataset,
  Document,
  ErrorBody,
  listOperations,
  Log,
  Model,
  Organization,
  Prediction,
  routes,
  Secret,
  Transition,
  TransitionExecution,
  User,
  Workflow,
  WorkflowExecution,
  type ApiOperation,
  type Route,
} from '../../contract/index.ts'
import { toJsonSchema } from './json-schema.ts'
import { AUTH_PATH, BASE_PATH } from '../paths.ts'
import { allScopes, fullScope } from '../access/scopes.ts'

type JsonSchema = Record<string, unknown>

const NAMED = {
  AppClient,
  Asset,
  DataBundle,
  Dataset,
  Document,
  Error: ErrorBody,
  Log,
  Model,
  Organization,
  Prediction,
  Secret,
  Transition,
  TransitionExecution,
  User,
  Workflow,
  WorkflowExecution,
}

const ERRORS = {
  400: 'A field is wrong or missing: the message names it',
  403: 'No credentials, wrong ones, or without the scope',
  404: 'There is no such thing',
  413: 'The body is too large',
  415: 'The body is no application/json',
  429: 'The quota is used up',
}

/**
 * The API as an OpenAPI 3.1 document, made from the route table.
 * @param origin where the platform listens: `http://127.0.0.1:4010`
 */
export function openApiDocument(origin: string): object {
  const convert = createConverter()
  return {
    openapi: '3.1.0',
    info: {
      title: 'REST API v1',
      version: 'v1',
      description: 'As the local platform of docker-transition serves it. Get a token, or send an API key.',
    },
    servers: [{ url: origin + BASE_PATH }],
    paths: paths(convert),
    components: {
      schemas: Object.fromEntries(
        Object.entries(NAMED).map(([name, schema]) => [name, convert(schema, name)]),
      ),
      securitySchemes: {
        OAuth2: {
          type: 'oauth2',
          flows: {
            clientCredentials: {
              tokenUrl: `${origin}${AUTH_PATH}/token`,
              scopes: Object.fromEntries(allScopes.map((scope) => [scope, scope.replace(/^.*\//, '')])),
            },
          },
        },
        api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      },
    },
  }
}

type Converter = (schema: z.ZodMiniType, defining?: string) => JsonSchema

/** Turns schemas into JSON Schema that refers to the named ones. */
function createConverter(): Converter {
  const names = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(NAMED)) names.add(schema, { id })
  return (schema, defining) => {
    const { $schema: _, $defs, ...converted } = toJsonSchema(schema, names)
    const own = defining === undefined ? converted : ($defs?.[defining] ?? converted)
    return JSON.parse(JSON.stringify(own).replaceAll('#/$defs/', '#/components/schemas/'))
  }
}

function paths(convert: Converter): object {
  const byPath = Map.groupBy(listOperations(routes), ({ route }) => route.path)
  return Object.fromEntries(
    Array.from(byPath, ([path, operations]) => [
      path,
      Object.fromEntries(
        operations.map(({ id, route }) => [route.method.toLowerCase(), operation({ id, route }, convert)]),
      ),
    ]),
  )
}

function operation({ id, route }: ApiOperation, convert: Converter): object {
  return {
    operationId: id,
    summary: route.summary,
    tags: [id.split('.')[0]],
    security: route.isPublic ? [] : [{ OAuth2: [fullScope(route.scope)] }, { api_key: [] }],
    parameters: parameters(route, convert),
    ...(route.body && { requestBody: { required: true, content: json(convert(route.body)) } }),
    responses: {
      ...(route.response
        ? { 200: { description: 'OK', content: json(convert(route.response)) } }
        : { 204: { description: 'No Content' } }),
      ...errors(route),
    },
  }
}

function parameters(route: Route, convert: Converter): object[] {
  const inPath = Object.entries(route.params ?? {}).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema: convert(schema),
  }))
  const { properties = {} } = route.query ? convert(route.query) : {}
  const inQuery = Object.entries(properties as object).map(([name, schema]) => ({
    name,
    in: 'query',
    schema,
  }))
  return [...inPath, ...inQuery]
}

function errors(route: Route): object {
  const content = json({ $ref: '#/components/schemas/Error' })
  const impossible = [...(route.isPublic ? ['403'] : []), ...(route.body ? [] : ['413', '415'])]
  return Object.fromEntries(
    Object.entries(ERRORS)
      .filter(([status]) => !impossible.includes(status))
      .map(([status, description]) => [status, { description, content }]),
  )
}

function json(schema: JsonSchema): object {
  return { 'application/json': { schema } }
}
