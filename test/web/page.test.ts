import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseFixture } from '../../contract/fixture.ts'
import { readFile } from 'node:fs/promises'
import { hasNoBrowser, startBrowser, whyNoBrowser, type TestBrowser } from '../support/browser.ts'
import { showPlatform } from './shown-platform.ts'

/** What a person would wait, on a machine that has much to do, in milliseconds. */
const PATIENCE = { timeout: 90_000 }

describe.skipIf(hasNoBrowser)(`the page in a browser${whyNoBrowser}`, () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await startBrowser()
  }, PATIENCE.timeout)
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]()
  })

  test('an execution that fails appears while one looks, tells why, and is run again', async () => {
    await using platform = await showPlatform()
    const transitionId = await platform.transition('burn', 'throws.mjs')
    await using page = await browser.open(await platform.link())
    await page.getByText('No execution yet').waitFor(PATIENCE)
    await platform.client.transitions.executions.create(transitionId, { input: { invoice: 7 } })

    await page.locator('.badge.failed').waitFor(PATIENCE)
    await page.getByRole('link', { name: 'burn' }).click(PATIENCE)
    await page.getByRole('heading', { name: 'burn failed' }).waitFor(PATIENCE)
    expect(await page.locator('.error-message').textContent()).toContain('the ERP is on fire')
    await page.getByText('Where it came from').click()
    expect(await page.locator('#outcome pre').textContent()).toContain('throws.mjs')
    expect(await page.locator('#timeline').textContent()).toContain('Container started')

    const first = page.url()
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.waitForURL((url) => url.href !== first, PATIENCE)
    await page.getByRole('heading', { name: 'burn failed' }).waitFor(PATIENCE)
    expect(await page.locator('#input').textContent()).toContain('"invoice": 7')
    expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
  })

  test('an execution that hangs is seen to live, and is stopped', async () => {
    await using platform = await showPlatform()
    const transitionId = await platform.transition('dawdle', 'hangs.mjs')
    const { executionId } = await platform.client.transitions.executions.create(transitionId, { input: {} })
    await using page = await browser.open(await platform.link(`/executions/${executionId}`))
    await page.getByText('the handler is responsive').waitFor(PATIENCE)
    await page.getByText('Event-loop lag').waitFor(PATIENCE)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('heading', { name: 'dawdle failed' }).waitFor(PATIENCE)
    expect(await page.locator('.error-message').textContent()).toBe('Stopped by hand')
    const { status } = await platform.client.transitions.executions.get(transitionId, executionId)
    expect(status).toBe('failed')
    expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
  })

  test('a log is filtered by level and by text, and an execution is saved as a fixture', async () => {
    await using platform = await showPlatform()
    const transitionId = await platform.transition('talk', 'talks.mjs')
    const { executionId } = await platform.client.transitions.executions.create(transitionId, { input: {} })
    await using page = await browser.open(await platform.link(`/executions/${executionId}`))
    await page.getByRole('heading', { name: 'talk succeeded' }).waitFor(PATIENCE)
    const lines = page.locator('#log-lines')
    await lines.getByText('plain text').waitFor(PATIENCE)
    await page.getByLabel('Level').selectOption('warn')
    await lines.getByText('plain text').waitFor({ state: 'detached', ...PATIENCE })
    await lines.getByText('a page is missing').waitFor(PATIENCE)
    await page.getByLabel('Level').selectOption('')
    await page.getByLabel('Contains').fill('complaint')
    await lines.getByText('a page is missing').waitFor({ state: 'detached', ...PATIENCE })
    await lines.getByText('plain complaint').waitFor(PATIENCE)
    expect(await page.getByLabel('Contains').inputValue()).toBe('complaint')

    const download = page.waitForEvent('download', PATIENCE)
    await page.getByRole('link', { name: 'Save as a test fixture' }).click()
    const fixture = parseFixture(await readFile(await (await download).path(), 'utf8'), 'the download')
    expect(fixture.outcome).toEqual({ status: 'succeeded', output: { transitionId, executionId } })
    expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
  })

  test('an input that the schema refuses is not run; it is mended and run by keys', async () => {
    await using platform = await showPlatform()
    const inputJsonSchema = {
      type: 'object',
      properties: { number: { type: 'number' } },
      required: ['number'],
    }
    const transitionId = await platform.transition('count', 'succeeds.mjs', { inputJsonSchema })
    await using page = await browser.open(await platform.link(`/transitions/${transitionId}/run`))
    const input = page.getByLabel('Input, a JSON object')
    await input.fill('{"number": "many"}')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('alert').getByText('number').waitFor(PATIENCE)
    expect(await input.inputValue()).toBe('{"number": "many"}')
    await input.fill('{"number": ')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByText('This is not JSON').waitFor(PATIENCE)
    await input.fill('{"number": 3}')
    await input.press('Control+Enter')
    await page.getByRole('heading', { name: 'count succeeded' }).waitFor(PATIENCE)
    expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
  })

  test('a link leads in, and on to where it was made for; its code stays nowhere, and it leads in once', async () => {
    await using platform = await showPlatform()
    const link = await platform.link('/transitions')
    await using page = await browser.open(link)
    await page.getByRole('heading', { name: 'Transitions' }).waitFor(PATIENCE)
    expect(page.url()).toBe(`${platform.url}/transitions`)
    expect(await page.evaluate('document.referrer')).not.toContain(new URL(link).hash.slice(1))
    await page.goBack()
    expect(page.url()).not.toContain('#')
    await using other = await browser.open(link)
    await other.getByRole('alert').getByText('This link is void').waitFor(PATIENCE)
    expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
  })

  test('without scripts a link leads in by its code, which is typed', async () => {
    await using platform = await showPlatform()
    const link = await platform.link('/transitions')
    await using page = await browser.open(link, { javaScriptEnabled: false })
    await page.getByText('With a link’s code').click(PATIENCE)
    await page.getByLabel('What stands after #').fill(new URL(link).hash.slice(1))
    await page.getByRole('button', { name: 'Log in with the code' }).click(PATIENCE)
    await page.getByRole('heading', { name: 'Transitions' }).waitFor(PATIENCE)
    expect(page.url()).toBe(`${platform.url}/transitions`)
  })

  test('an app client logs in from elsewhere, looks, and logs out', async () => {
    await using platform = await showPlatform({ host: '0.0.0.0' })
    await using page = await browser.open(`${platform.url}/transitions`)
    await page.getByLabel('Client id').fill(platform.credentials.clientId)
    await page.getByLabel('Client secret').fill('wrong')
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('alert').getByText('wrong client secret').waitFor(PATIENCE)
    await page.getByLabel('Client secret').fill(platform.credentials.clientSecret)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('heading', { name: 'Transitions' }).waitFor(PATIENCE)
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('heading', { name: 'Log in' }).waitFor(PATIENCE)
    expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
  })
})
