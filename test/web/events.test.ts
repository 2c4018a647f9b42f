import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasNoBrowser, startBrowser, whyNoBrowser, type TestBrowser } from '../support/browser.ts'
import { showPlatform } from './shown-platform.ts'

/** What a person would wait, on a machine that has much to do, in milliseconds. */
const PATIENCE = { timeout: 90_000 }
/** More than the connections that a browser opens to a host. */
const TABS = 8

/** Hides a tab, or shows it again: a headless browser takes all of them for visible. */
const setVisibility = (page: Page, state: 'visible' | 'hidden') =>
  page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { get: () => '${state}', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))`)

describe.skipIf(hasNoBrowser)(`the page in many tabs${whyNoBrowser}`, () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await startBrowser()
  }, PATIENCE.timeout)
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]()
  })

  test('eight tabs have one stream of changes: all show what happens, and a ninth loads', async () => {
    await using platform = await showPlatform()
    const transitionId = await platform.transition('echo', 'succeeds.mjs')
    await using first = await browser.open(await platform.link())
    await first.getByText('No execution yet').waitFor(PATIENCE)
    const tabs = [first]
    while (tabs.length < TABS) {
      const tab = await first.context().newPage()
      await tab.goto(`${platform.url}/executions`, PATIENCE)
      tabs.push(tab)
    }
    await expect.poll(platform.streams, PATIENCE).toBe(1)
    await platform.client.transitions.executions.create(transitionId, { input: { number: 1 } })
    await Promise.all(tabs.map((tab) => tab.locator('.badge.succeeded').waitFor(PATIENCE)))

    const ninth = await first.context().newPage()
    await ninth.goto(`${platform.url}/transitions`, PATIENCE)
    await ninth.getByRole('link', { name: 'echo' }).waitFor(PATIENCE)
    await Promise.all(tabs.map((tab) => tab.close()))
    await expect.poll(platform.streams, PATIENCE).toBe(1)
    expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
  })

  test.each([
    ['with', ''],
    ['without', 'delete globalThis.SharedWorker'],
  ])(
    'a hidden tab has no stream, and shows what it has missed once it is seen again, %s shared workers',
    async (_how, script) => {
      await using platform = await showPlatform()
      const transitionId = await platform.transition('echo', 'succeeds.mjs')
      await using page = await browser.open(await platform.link())
      await page.context().addInitScript(script)
      await page.reload()
      await page.getByText('No execution yet').waitFor(PATIENCE)
      await expect.poll(platform.streams, PATIENCE).toBe(1)
      await setVisibility(page, 'hidden')
      await expect.poll(platform.streams, PATIENCE).toBe(0)
      await platform.client.transitions.executions.create(transitionId, { input: { number: 1 } })
      await setVisibility(page, 'visible')
      await page.locator('.badge.succeeded').waitFor(PATIENCE)
      await expect.poll(platform.streams, PATIENCE).toBe(1)
      expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
    },
  )

  test('tabs that are left open lead to the login once another has logged out', async () => {
    await using platform = await showPlatform()
    await using page = await browser.open(await platform.link())
    await page.getByText('No execution yet').waitFor(PATIENCE)
    const other = await page.context().newPage()
    await other.goto(`${platform.url}/executions`, PATIENCE)
    await other.getByText('No execution yet').waitFor(PATIENCE)
    await expect.poll(platform.streams, PATIENCE).toBe(1)
    await page.getByRole('button', { name: 'Log out' }).click(PATIENCE)
    await other.getByRole('heading', { name: 'Log in' }).waitFor(PATIENCE)
    expect(browser.misdeeds.foreign).toEqual([])
  })
})
