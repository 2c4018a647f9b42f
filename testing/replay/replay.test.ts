import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Client } from '../../client/index.ts'
import type { Fixture } from '../../contract/fixture.ts'
import { defineTransition } from '../../runtime/index.ts'
import { rejection } from '../../test/support/rejection.ts'
import { startPlatform } from '../../test/support/platform.ts'
import { blankPage } from '../blank-page.ts'
import { record, replay, writeFixture, type RecordOptions } from '../index.ts'

const MODEL = { fieldConfig: { total: { type: 'amount', maxLength: 20 } }, width: 100, height: 100 } as const

/** Looks at a document, asks a model twice at a time, and writes the truth back. */
const feedback = defineTransition({
  input: z.object({ documentId: z.string() }),
  env: z.object({ MODEL_ID: z.string(), ERP_PASSWORD: z.string() }),
  async handler({ input: { documentId }, env, client, executionId, log }) {
    log.info({ password: env.ERP_PASSWORD }, 'asking')
    const { content } = await client.documents.get(documentId)
    await Promise.all(
      [1, 2].map((maxPages) => client.predictions.create({ documentId, modelId: env.MODEL_ID, maxPages })),
    )
    await client.documents.update(documentId, { groundTruth: [{ label: 'total', value: '12.50' }] })
    return { bytes: content?.length, executionId, password: env.ERP_PASSWORD }
  },
})

/** A platform with an execution of a transition that nothing starts. */
async function openPlatform() {
  const platform = await startPlatform({
    predictor: () => Promise.resolve([{ label: 'total', value: '12.50', confidence: 0.9 }]),
  })
  const { client, environment } = platform
  const { modelId } = await client.models.create(MODEL)
  const content = Buffer.from(blankPage).toString('base64')
  const { documentId } = await client.documents.create({ content, contentType: 'application/pdf' })
  const { transitionId } = await client.transitions.create({
    name: 'feedback',
    transitionType: 'docker',
    parameters: { imageUrl: 'nowhere', environment: { MODEL_ID: modelId } },
  })
  const { executionId } = await client.transitions.executions.create(transitionId, { input: { documentId } })
  const credentials = {
    clientId: environment.LAS_CLIENT_ID,
    clientSecret: environment.LAS_CLIENT_SECRET,
    apiEndpoint: environment.LAS_API_ENDPOINT,
    authEndpoint: environment.LAS_AUTH_ENDPOINT,
  }
  const options: RecordOptions = { credentials, executionId, secrets: { ERP_PASSWORD: 'pass-of-the-erp' } }
  return Object.assign(platform, { documentId, executionId, options })
}

async function groundTruth(client: Client, documentId: string) {
  return (await client.documents.get(documentId)).groundTruth
}

describe('a recording', () => {
  it('holds what the handler asked and was answered, and no secret; the platform stays as it was', async () => {
    await using platform = await openPlatform()
    const { client, documentId, options, executionId } = platform
    const { fixture, heldBack, result } = await record(feedback, options)
    expect(result.error).toBeUndefined()
    expect(fixture.exchanges.map(({ operation, status }) => [operation, status])).toEqual([
      ['documents.get', 200],
      ['predictions.create', 200],
      ['predictions.create', 200],
      ['documents.update', 200],
    ])
    expect(fixture).toMatchObject({
      executionId,
      transition: { name: 'feedback' },
      environment: { ERP_PASSWORD: null },
      outcome: { status: 'succeeded', output: { executionId, password: '[secret]' } },
    })
    const text = JSON.stringify(fixture)
    for (const secret of ['pass-of-the-erp', options.credentials.clientSecret, 'eyJ'])
      expect(text).not.toContain(secret)
    expect(heldBack).toEqual([`PATCH /documents/${documentId}`])
    expect(await groundTruth(client, documentId)).toBeUndefined()
  })

  it('lets writes through where it may', async () => {
    await using platform = await openPlatform()
    const { heldBack } = await record(feedback, { ...platform.options, allowWrites: true })
    expect(heldBack).toEqual([])
    expect(await groundTruth(platform.client, platform.documentId)).toHaveLength(1)
  })

  it('fails where the handler would make something, and says what to do', async () => {
    await using platform = await openPlatform()
    const makes = defineTransition({
      handler: async ({ client }) => ({ ...(await client.datasets.create({})) }),
    })
    await expect(record(makes, platform.options)).rejects.toThrow(/POST \/datasets.*allow writes/)
    expect((await platform.client.datasets.list()).datasets).toEqual([])
  })

  it('says which execution is not there', async () => {
    await using platform = await openPlatform()
    const executionId = `las:transition-execution:${'0'.repeat(32)}`
    await expect(record(feedback, { ...platform.options, executionId })).rejects.toThrow(
      `The platform has no log of ${executionId}`,
    )
  })
})

async function recorded(): Promise<Fixture> {
  await using platform = await openPlatform()
  return (await record(feedback, platform.options)).fixture
}

describe('a replay', () => {
  it('runs the handler without any platform, with the ids and secrets of its own', async () => {
    const fixture = await recorded()
    const result = await replay(feedback, fixture)
    expect(result.output).toMatchObject({
      executionId: fixture.executionId,
      password: '[secret]',
    })
    expect(result.exitCode).toBe(0)
    expect(result.requests).toHaveLength(4)
    // Again, as often as one likes.
    expect((await replay(feedback, fixture)).output).toEqual(result.output)
  })

  it('does not mind the order of calls', async () => {
    const fixture = await recorded()
    const result = await replay(feedback, { ...fixture, exchanges: fixture.exchanges.toReversed() })
    expect(result.status).toBe('succeeded')
  })

  it('reads files beside the fixture, and refuses others in their place', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'test-fixture-'))
    await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
    const path = join(folder, 'one.json')
    await writeFixture(path, await recorded(), { files: 'beside' })
    const text = await readFile(path, 'utf8')
    const [name = ''] = /one\.files\/\w+\.pdf/.exec(text) ?? []
    expect(await readFile(join(folder, name))).toEqual(Buffer.from(blankPage))
    await replay(feedback, path)
    await writeFile(join(folder, name), 'another')
    await expect(replay(feedback, path)).rejects.toThrow('is not the one that was recorded')
    await rm(join(folder, name))
    await expect(replay(feedback, path)).rejects.toThrow(/can't be read/)
    await expect(replay(feedback, join(folder, 'none.json'))).rejects.toThrow(/can't be read/)
  })

  it('shows where a body differs, what is missing, and what was not called before', async () => {
    const fixture = await recorded()
    const other = defineTransition({
      async handler({ input, client }) {
        const documentId = String(input['documentId'])
        await client.documents.update(documentId, { groundTruth: [{ label: 'total', value: '99' }] })
        await client.models.list().then(undefined, () => undefined)
        return { changed: true }
      },
    })
    const error = await rejection(replay(other, fixture))
    expect(error).toMatchObject({ name: 'ReplayError' })
    const { message } = error as Error
    expect(message).toContain(`PATCH ${fixture.exchanges[3]?.path} was called with other content:
+ now, - recorded`)
    expect(message).toMatch(/\+ +value: '99'\n- +value: '12\.50'/)
    expect(message).toContain('GET /models was called, and is not in the fixture')
    expect(message).toMatch(/POST \/predictions is in the fixture, and was not called/)
    expect(message).toMatch(/it ends otherwise:\n[^]*\+ +changed: true/)
    expect(message).toContain('The execution is succeeded')
  })

  it('leaves out of account what differs each time, where it is told to', async () => {
    let total = 0
    const counts = defineTransition({
      async handler({ client }) {
        const name = `dataset ${(total += 1)}`
        await client.datasets.create({ name })
        return { at: total }
      },
    })
    await using platform = await openPlatform()
    const { fixture } = await record(counts, { ...platform.options, allowWrites: true })
    await expect(replay(counts, fixture)).rejects.toThrow(/dataset 2/)
    await replay(counts, fixture, { ignore: ['name', 'at'] })
  })
})
