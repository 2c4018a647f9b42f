import { describe, expect, expectTypeOf, test } from 'vitest'
import type {
  Document,
  DocumentId,
  Routes,
  TransitionExecution,
  TransitionExecutionId,
  TransitionId,
} from '../contract/index.ts'
import { scriptedApi, token } from '../test/support/scripted-api.ts'
import {
  createClient,
  CredentialsError,
  type Client,
  type Fetch,
  type ListOf,
  type Listing,
} from './index.ts'

const transitionId: TransitionId = `las:transition:${'a'.repeat(32)}`
const executionId: TransitionExecutionId = `las:transition-execution:${'b'.repeat(32)}`
const path = `/v1/transitions/${transitionId}/executions/${executionId}`

describe('a method', () => {
  test('puts ids in the path, and the body after them', async () => {
    await using api = await scriptedApi({ [`PATCH ${path}`]: [{ body: {} }] })
    const outcome = { status: 'succeeded', output: { total: 1 } } as const
    await api.client.transitions.executions.update(transitionId, executionId, outcome)
    const [request] = api.requests(`PATCH ${path}`)
    expect(request?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(request?.body ?? '')).toEqual(outcome)
  })

  test('sends an empty object where a body may be left out', async () => {
    const route = `POST /v1/transitions/${transitionId}/executions`
    await using api = await scriptedApi({ [route]: [{ body: {} }] })
    await api.client.transitions.executions.create(transitionId)
    expect(api.requests(route)[0]?.body).toBe('{}')
  })

  test('answers with nothing for 204', async () => {
    await using api = await scriptedApi({ [`POST ${path}/heartbeats`]: [{ status: 204 }] })
    const { heartbeats } = api.client.transitions.executions
    expect(await heartbeats.create(transitionId, executionId, { page: 2 })).toBeUndefined()
  })

  test('says who calls, where it is told to', async () => {
    const userAgent = 'docker-transition/0.1.0 (test)'
    await using api = await scriptedApi({ 'GET /v1/models': [{ body: { models: [] } }] }, { userAgent })
    await api.client.models.list()
    expect(api.requests('GET /v1/models')[0]?.headers['user-agent']).toBe(userAgent)
  })

  test('leaves out parameters that are undefined or null', async () => {
    await using api = await scriptedApi({ 'GET /v1/models': [{ body: { models: [] } }] })
    await api.client.models.list({ maxResults: undefined })
    expect(String(api.requests('GET /v1/models')[0]?.query)).toBe('')
  })

  test.for([undefined, '', '.', '..', 7] as unknown as string[])(
    'rejects what is no id, %j, and sends nothing',
    async (id) => {
      await using api = await scriptedApi({})
      await expect(api.client.documents.get(id)).rejects.toThrow('documentId is')
      await expect(api.client.transitions.executions.list(id)).rejects.toBeInstanceOf(TypeError)
      expect(api.requests()).toHaveLength(0)
    },
  )

  test('keeps an id in its segment of the path, whatever is in it', async () => {
    const route = 'GET /v1/documents/a%2Fb%3Fc%23d%25%24%26'
    await using api = await scriptedApi({ [route]: [{ body: {} }] })
    await api.client.documents.get('a/b?c#d%$&')
    expect(api.requests(route)).toHaveLength(1)
  })

  test('rejects a body that JSON can’t hold', async () => {
    await using api = await scriptedApi({})
    const call = api.client.transitions.executions.create(transitionId, { input: { total: 1n } })
    await expect(call).rejects.toBeInstanceOf(TypeError)
  })
})

describe('endpoints', () => {
  test.for([
    ['with a path', '/some/base'],
    ['with a slash at the end', '/some/base/'],
    ['with several', '/some/base//'],
  ])('%s are as good', async ([, base]) => {
    await using api = await scriptedApi({
      'POST /some/base/token': [token('a-token')],
      'GET /some/base/models': [{ body: { models: [] } }],
    })
    const endpoint = `${api.url}${base}`
    const client = createClient({ ...api.credentials, apiEndpoint: endpoint, authEndpoint: endpoint })
    expect(await client.models.list()).toEqual({ models: [] })
  })

  test('without a scheme are reached by https', async () => {
    const urls: string[] = []
    const client = createClient(
      { clientId: 'a', clientSecret: 'b', authEndpoint: 'auth.test', apiEndpoint: 'https://api.test/v1/' },
      {
        fetch: (request) => {
          urls.push(request.url)
          return Response.json({ access_token: 'c', expires_in: 60, token_type: 'Bearer', models: [] })
        },
      },
    )
    await client.models.list()
    expect(urls).toEqual([
      'https://auth.test/oauth2/token?grant_type=client_credentials',
      'https://api.test/v1/models',
    ])
  })

  test.for(['api.lucidtech.ai/v1', 'ftp://api.test', 'https://me:secret@api.test', 'not a url', ''])(
    'of the API, %j is refused when the client is made',
    (apiEndpoint) => {
      const credentials = { clientId: 'a', clientSecret: 'b', authEndpoint: 'auth.test', apiEndpoint }
      expect(() => createClient(credentials)).toThrow(CredentialsError)
    },
  )
})

describe('types', () => {
  test('a list has its items', () => {
    expectTypeOf<Client['documents']['list']>().returns.toExtend<Listing<object, Document>>()
    expectTypeOf<Client['documents']['list']>().returns.toExtend<PromiseLike<{ documents: Document[] }>>()
    expectTypeOf<ListOf<Routes['documents']['list']>>().toEqualTypeOf<Document>()
  })

  test('ids of different kinds don’t mix', () => {
    type Get = Parameters<Client['transitions']['executions']['get']>
    expectTypeOf<[TransitionId, TransitionExecutionId]>().toExtend<Get>()
    expectTypeOf<[string, string]>().toExtend<Get>()
    expectTypeOf<[TransitionExecutionId, TransitionId]>().not.toExtend<Get>()
    expectTypeOf<[TransitionId, DocumentId]>().not.toExtend<Get>()
    expectTypeOf<[TransitionId]>().not.toExtend<Get>()
  })

  test('input can be left out where none of it is required', () => {
    type List = Parameters<Client['models']['list']>
    expectTypeOf<[]>().toExtend<List>()
    expectTypeOf<[{ maxResults: number }, { signal: AbortSignal }]>().toExtend<List>()
    expectTypeOf<[TransitionId]>().toExtend<Parameters<Client['transitions']['executions']['create']>>()
    expectTypeOf<[]>().not.toExtend<Parameters<Client['documents']['create']>>()
    expectTypeOf(wrong).toBeFunction()
  })

  test('any `fetch` will do that takes a Request', () => {
    expectTypeOf<typeof globalThis.fetch>().toExtend<Fetch>()
    expectTypeOf<(request: Request) => Response>().toExtend<Fetch>()
  })

  test('an answer has the type of its operation', () => {
    type Executions = Client['transitions']['executions']
    expectTypeOf<Executions['get']>().returns.resolves.toEqualTypeOf<TransitionExecution>()
    expectTypeOf<Client['documents']['create']>().returns.resolves.toEqualTypeOf<Document>()
    expectTypeOf<Executions['heartbeats']['create']>().returns.resolves.toBeUndefined()
  })
})

/** What the compiler refuses; it never runs. */
function wrong(client: Client) {
  return [
    // @ts-expect-error -- the ids are the wrong way round
    client.transitions.executions.get(executionId, transitionId),
    // @ts-expect-error -- a document's id is none of a transition
    client.transitions.get({} as DocumentId),
    // @ts-expect-error -- there is no such parameter
    client.models.list({ max: 5 }),
    // @ts-expect-error -- the API takes no such documents
    client.documents.create({ content: '', contentType: 'text/plain' }),
  ]
}
