import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Model } from '../contract/index.ts'
import { scriptedApi, TOKEN_ROUTE } from '../test/support/scripted-api.ts'
import type { Answer } from '../test/support/scripted-server.ts'
import { RequestRefusedError } from './index.ts'

const LIST = 'GET /v1/models'
const page = (items: number[], nextToken?: string | null): Answer => ({
  body: { models: items.map((name) => ({ name })), ...(nextToken === undefined ? {} : { nextToken }) },
})
const pages = () => [page([1, 2], 'second'), page([], 'third'), page([3], null)]

describe('a list', () => {
  test('that is awaited is one page', async () => {
    await using api = await scriptedApi({ [LIST]: pages() })
    const answer = await api.client.models.list()
    expectTypeOf(answer).toEqualTypeOf<{ models: Model[]; nextToken: string | null }>()
    expect(answer).toEqual({ models: [{ name: 1 }, { name: 2 }], nextToken: 'second' })
    expect(api.requests(LIST)).toHaveLength(1)
  })

  test('that is iterated is all items of all pages, also past one that is empty', async () => {
    await using api = await scriptedApi({ [LIST]: pages() })
    const names = []
    for await (const model of api.client.models.list()) {
      expectTypeOf(model).toEqualTypeOf<Model>()
      names.push(model.name)
    }
    expect(names).toEqual([1, 2, 3])
    const tokens = api.requests(LIST).map(({ query }) => query.get('nextToken'))
    expect(tokens).toEqual([null, 'second', 'third'])
  })

  test('ends with a page that says nothing of a next one', async () => {
    await using api = await scriptedApi({ [LIST]: [page([1])] })
    expect(await all(api.client.models.list())).toHaveLength(1)
  })

  test('keeps its query over all pages', async () => {
    const route = 'GET /v1/transitions'
    const answers = ['more', null].map((nextToken) => ({ body: { transitions: [], nextToken } }))
    await using api = await scriptedApi({ [route]: answers })
    await all(api.client.transitions.list({ transitionType: ['docker', 'manual'], maxResults: 5 }))
    expect(api.requests(route).map((request) => String(request.query))).toEqual([
      'transitionType=docker&transitionType=manual&maxResults=5',
      'transitionType=docker&transitionType=manual&maxResults=5&nextToken=more',
    ])
  })

  test('starts at its `nextToken`', async () => {
    await using api = await scriptedApi({ [LIST]: [page([3], null)] })
    await all(api.client.models.list({ nextToken: 'third' }))
    expect(api.requests(LIST)[0]?.query.get('nextToken')).toBe('third')
  })

  test('fetches no page that nobody asks for', async () => {
    await using api = await scriptedApi({ [LIST]: pages() })
    for await (const _ of api.client.models.list()) break
    expect(api.requests(LIST)).toHaveLength(1)
  })

  test('fetches nothing until it is used', async () => {
    await using api = await scriptedApi({ [LIST]: pages() })
    const listing = api.client.models.list()
    expect(api.requests(TOKEN_ROUTE)).toHaveLength(0)
    await listing
  })

  test('throws what a page fails with, after the items before it', async () => {
    await using api = await scriptedApi({ [LIST]: [page([1, 2], 'second'), { status: 400 }] })
    const names: unknown[] = []
    const iterate = async () => {
      for await (const { name } of api.client.models.list()) names.push(name)
    }
    await expect(iterate()).rejects.toBeInstanceOf(RequestRefusedError)
    expect(names).toEqual([1, 2])
  })

  test('can be iterated again, from the start', async () => {
    await using api = await scriptedApi({ [LIST]: [...pages(), ...pages()] })
    const listing = api.client.models.list()
    expect(await all(listing)).toEqual(await all(listing))
  })
})

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}
