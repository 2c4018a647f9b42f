import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasNoBrowser, startBrowser, whyNoBrowser, type TestBrowser } from '../support/browser.ts'
import { showPlatform } from './shown-platform.ts'

/** What a person would wait, on a machine that has much to do, in milliseconds. */
const PATIENCE = { timeout: 90_000 }
/** More than a page of a list shows. */
const MANY = 51

describe.skipIf(hasNoBrowser)(`lists${whyNoBrowser}`, () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await startBrowser()
  }, PATIENCE.timeout)
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]()
  })

  test('a filter that is chosen holds on the next pages, too', async () => {
    await using platform = await showPlatform()
    const { transitionId } = await platform.client.transitions.create({
      transitionType: 'manual',
      name: 'approve',
    })
    for (let number = 0; number < MANY; number++) await platform.enqueue(transitionId, { number })
    await using page = await browser.open(await platform.link('/executions'))
    await page.getByLabel('Status').selectOption('running', PATIENCE)
    await page.locator('a[rel=next][href*="status=running"]').click(PATIENCE)
    await page.getByRole('link', { name: 'Newest' }).waitFor(PATIENCE)
    expect(new URL(page.url()).searchParams.get('status')).toBe('running')
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.getByLabel('Status').selectOption('failed', PATIENCE)
    await page.getByText('None like that').waitFor(PATIENCE)
    await page.getByRole('link', { name: 'Older' }).waitFor({ state: 'detached', ...PATIENCE })
    expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
  })
})
