import { expect, test } from 'vitest'
import { openPlatform } from '../../../test/support/embedded-platform.ts'

function withView(assetId: string) {
  return {
    assets: { jsRemoteComponent: assetId },
    parameters: { assets: { jsRemoteComponent: assetId } },
  }
}

test('a manual transition shows its assets, which a PATCH replaces', async () => {
  await using opened = await openPlatform()
  const { transitions, assets } = opened.client
  const { assetId: one } = await assets.create({ content: btoa('one') })
  const { assetId: two } = await assets.create({ content: btoa('two') })
  const { parameters } = withView(one)
  const { transitionId, ...created } = await transitions.create({ transitionType: 'manual', parameters })
  expect(created).toMatchObject(withView(one))
  const changed = await transitions.update(transitionId, { assets: { jsRemoteComponent: two } })
  expect(changed).toMatchObject(withView(two))
})

test('a PATCH replaces environment and secrets of a docker transition, and leaves its image', async () => {
  await using opened = await openPlatform()
  const { transitions, secrets } = opened.client
  const { secretId } = await secrets.create({ data: { KEY: 'value' } })
  const { transitionId } = await transitions.create({
    transitionType: 'docker',
    parameters: { imageUrl: 'image', environment: { A: '1', B: '2' } },
  })
  const parameters = { imageUrl: 'image', environment: { C: '3' }, environmentSecrets: [secretId] }
  const { imageUrl: _, ...changes } = parameters
  expect((await transitions.update(transitionId, changes)).parameters).toEqual(parameters)
})

test.each([
  { transitionType: 'docker' },
  { transitionType: 'docker', parameters: { assets: {} } },
  { transitionType: 'manual', parameters: { imageUrl: 'image' } },
] as const)('the parameters of %j are refused', async (transition) => {
  await using opened = await openPlatform()
  await expect(opened.client.transitions.create(transition)).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining('body.parameters'),
  })
})

test('a manual transition has no environment', async () => {
  await using opened = await openPlatform()
  const { transitions } = opened.client
  const { transitionId } = await transitions.create({ transitionType: 'manual' })
  await expect(transitions.update(transitionId, { environment: { A: '1' } })).rejects.toMatchObject({
    status: 400,
  })
})

test('an asset’s content can be replaced', async () => {
  await using opened = await openPlatform()
  const { assets } = opened.client
  const { assetId, ...created } = await assets.create({ content: btoa('one'), name: 'view' })
  expect(created).not.toHaveProperty('content')
  expect(await assets.update(assetId, { content: btoa('two') })).toMatchObject({ name: 'view' })
  expect(await assets.get(assetId)).toMatchObject({ content: btoa('two') })
  await assets.delete(assetId)
  await expect(assets.get(assetId)).rejects.toMatchObject({ status: 404 })
})

test('a secret’s data is in no answer', async () => {
  await using opened = await openPlatform()
  const { secrets } = opened.client
  const created = await secrets.create({ data: { password: 'hidden' }, name: 'mine' })
  const changed = await secrets.update(created.secretId, { data: { password: 'hidden too' } })
  const answers = [created, changed, await secrets.list(), await secrets.delete(created.secretId)]
  expect(JSON.stringify(answers)).not.toMatch(/hidden|sealed|data/)
})
