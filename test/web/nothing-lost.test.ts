import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasNoBrowser, startBrowser, whyNoBrowser, type TestBrowser } from '../support/browser.ts'
import { showPlatform, type ShownPlatform } from './shown-platform.ts'

/** What a person would wait, on a machine that has much to do, in milliseconds. */
const PATIENCE = { timeout: 90_000 }

/** A person's work: the total of an invoice. */
async function withWork(platform: ShownPlatform) {
  const { transitionId } = await platform.client.transitions.create({
    transitionType: 'manual',
    name: 'approve',
  })
  const input = { predictions: [{ label: 'total', value: '12.50', confidence: 0.4, location: { page: 1 } }] }
  const { executionId } = await platform.enqueue(transitionId, input)
  return { executionId }
}

async function take(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take the next' }).click(PATIENCE)
  await page.getByRole('button', { name: 'Complete' }).waitFor(PATIENCE)
  await page.waitForLoadState('load', PATIENCE)
}

describe.skipIf(hasNoBrowser)(`nothing that people do is lost${whyNoBrowser}`, () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await startBrowser()
  }, PATIENCE.timeout)
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]()
  })

  test('what was typed is there again after leaving the work, until it is done', async () => {
    await using platform = await showPlatform()
    const { executionId } = await withWork(platform)
    await using page = await browser.open(await platform.link('/work'))
    await take(page)
    const work = page.url()
    await page.getByLabel('Total').fill('13.50')
    await page.getByRole('link', { name: 'Transitions' }).click(PATIENCE)
    await page.getByRole('heading', { name: 'Transitions' }).waitFor(PATIENCE)
    await page.goto(work, PATIENCE)
    await page.getByText('What you had typed is here again').waitFor(PATIENCE)
    expect(await page.getByLabel('Total').inputValue()).toBe('13.50')

    await page.getByRole('button', { name: 'Start anew' }).click(PATIENCE)
    expect(await page.getByLabel('Total').inputValue()).toBe('12.50')
    await page.getByLabel('Total').fill('14.50')
    await page.getByRole('button', { name: 'Complete' }).click(PATIENCE)
    await page.getByRole('status').getByText('Done').waitFor(PATIENCE)
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
    expect(platform.outcome(executionId)?.output).toEqual({
      predictions: [{ label: 'total', value: '14.50', confidence: 1, location: { page: 1 } }],
    })
    expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
  })

  test('to give back what one has typed in is asked first', async () => {
    await using platform = await showPlatform()
    await withWork(platform)
    await using page = await browser.open(await platform.link('/work'))
    await take(page)
    await page.getByLabel('Total').fill('13.50')
    const asked: string[] = []
    page.once('dialog', (dialog) => {
      asked.push(dialog.message())
      void dialog.dismiss()
    })
    await page.keyboard.press('Alt+KeyG')
    await expect.poll(() => asked, PATIENCE).toEqual(['Give it back? What you have typed is lost.'])
    expect(await page.getByLabel('Total').inputValue()).toBe('13.50')
    page.once('dialog', (dialog) => void dialog.accept())
    await page.keyboard.press('Alt+KeyG')
    await page.getByText('Given back').waitFor(PATIENCE)
  })

  test('a lost connection is said while it is lost, with the time left', async () => {
    await using platform = await showPlatform()
    await withWork(platform)
    await using page = await browser.open(await platform.link('/work'))
    await page.clock.install()
    await take(page)
    await page.context().setOffline(true)
    await page.clock.runFor(25_000)
    await page.getByText('this page keeps trying').waitFor(PATIENCE)
    expect(await page.locator('#time-left').textContent()).toMatch(/^[1-3][0-9] s are left\.$/)
    await page.clock.runFor(40_000)
    await page.getByText('It may be somebody else’s by now.').waitFor(PATIENCE)
    await page.context().setOffline(false)
    await page.clock.runFor(6000)
    await page.getByText('this page keeps trying').waitFor({ state: 'hidden', ...PATIENCE })
  })

  test('a double click on Run again starts one', async () => {
    await using platform = await showPlatform()
    const transitionId = await platform.transition('echo', 'succeeds.mjs')
    const { client } = platform
    const { executionId } = await client.transitions.executions.create(transitionId, { input: { number: 1 } })
    await using page = await browser.open(await platform.link(`/executions/${executionId}`))
    await page.getByRole('heading', { name: 'echo succeeded' }).waitFor(PATIENCE)
    await page.getByRole('button', { name: 'Run again' }).dblclick(PATIENCE)
    await page.waitForURL((url) => !url.href.includes(executionId), PATIENCE)
    await page.getByRole('heading', { name: 'echo succeeded' }).waitFor(PATIENCE)
    const { executions } = await client.transitions.executions.list(transitionId)
    expect(executions).toHaveLength(2)
  })
})
