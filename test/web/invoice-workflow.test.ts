import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from '../support/accessibility.ts'
import { hasNoBrowser, startBrowser, whyNoBrowser, type TestBrowser } from '../support/browser.ts'
import { startExample } from './invoice-example.ts'

/** What a person would wait, on a machine that has much to do, in milliseconds. */
const PATIENCE = { timeout: 120_000 }
const PHONE = { width: 390, height: 844 }

describe.skipIf(hasNoBrowser)(
  `the example with invoices, in a browser${whyNoBrowser}`,
  { timeout: 400_000 },
  () => {
    let browser: TestBrowser
    let example: Awaited<ReturnType<typeof startExample>>
    beforeAll(async () => {
      ;[browser, example] = await Promise.all([startBrowser(), startExample()])
    }, PATIENCE.timeout)
    afterAll(async () => {
      await browser?.[Symbol.asyncDispose]()
      await example?.[Symbol.asyncDispose]()
    }, PATIENCE.timeout)

    /** Takes the next invoice that waits. */
    async function take(page: Page): Promise<void> {
      await page.goto(`${example.web}work`)
      await page.locator('button:enabled', { hasText: 'Take the next' }).waitFor(PATIENCE)
      await page.getByRole('button', { name: 'Take the next' }).press('Enter')
      await page.getByRole('button', { name: 'Complete' }).waitFor(PATIENCE)
      // Keys do something once the scripts have run.
      await page.waitForLoadState('load', PATIENCE)
    }

    test('a person approves an invoice with the keyboard alone, and the ERP books what they wrote', async () => {
      await using page = await browser.open(`${example.web}work`, example.session)
      await take(page)
      const supplier = page.getByLabel('Supplier')
      await supplier.fill('')
      await supplier.press('Control+Enter')
      await page.getByText('This is needed').waitFor(PATIENCE)
      await supplier.fill('Papertide Software Limited')
      await page.getByLabel('Total').fill('12,5')
      await page.keyboard.press('Control+Enter')
      await page.getByText('Expected an amount like 1234.50').waitFor(PATIENCE)
      await page.getByLabel('Total').fill('12.50')
      await page.getByLabel('Total').press('Enter')
      expect(await page.evaluate('document.activeElement?.id')).toBe('field.currency')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('status').getByText('Done').waitFor(PATIENCE)
      await expect
        .poll(async () => (await example.booked()).map(({ fields }) => fields), PATIENCE)
        .toContainEqual(
          expect.objectContaining({ total_amount: '12.50', supplier_name: 'Papertide Software Limited' }),
        )
      expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
    })

    test('one that is rejected ends its workflow as rejected, with the reason; one given back waits again', async () => {
      await using page = await browser.open(`${example.web}work`, example.session)
      await take(page)
      await page.keyboard.press('Alt+KeyG')
      await page.getByText('Given back').waitFor(PATIENCE)
      await take(page)
      await page.keyboard.press('Alt+KeyR')
      await page.getByLabel('Why').fill('This is no invoice of ours')
      await page.keyboard.press('Control+Enter')
      await page.getByText('Rejected').waitFor(PATIENCE)
      await page.goto(`${example.web}workflow-executions?status=rejected`)
      await page.getByRole('link', { name: 'Invoices' }).last().click(PATIENCE)
      await page.getByText('Transition.Rejected: This is no invoice of ours').first().waitFor(PATIENCE)
      await page.locator('.state.failed').waitFor(PATIENCE)
      expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
    })

    test('each page is accessible in light and dark, and fits a phone', async () => {
      await using page = await browser.open(
        `${example.web}workflow-executions?status=succeeded`,
        example.session,
      )
      await page.locator('#executions .badge.succeeded').first().waitFor(PATIENCE)
      const href = async (selector: string) =>
        (await page.locator(selector).first().getAttribute('href')) ?? ''
      const workflowExecution = await href('#executions a')
      await page.goto(new URL(workflowExecution, example.web).href)
      const execution = await href('#steps a')
      await page.goto(`${example.web}workflows`)
      const workflow = await href('#workflows a')
      await page.goto(`${example.web}transitions`)
      const transition = await href('#transitions a')
      await take(page)
      const work = new URL(page.url()).pathname

      const faults: string[] = []
      const paths = [
        '/executions',
        execution,
        '/workflow-executions',
        workflowExecution,
        '/workflows',
        workflow,
        `${workflow}/run`,
        '/transitions',
        transition,
        '/work',
        work,
        '/login',
        '/nowhere',
      ]
      for (const path of paths) {
        await page.setViewportSize({ width: 1280, height: 900 })
        await page.goto(new URL(path, example.web).href)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          faults.push(...(await accessibilityFaults(page)).map((fault) => `${path} ${colorScheme}: ${fault}`))
        }
        await page.setViewportSize(PHONE)
        const width = await page.evaluate<number>('document.documentElement.scrollWidth')
        if (width > PHONE.width) faults.push(`${path} is ${width} pixels wide`)
      }
      expect(faults).toEqual([])
      expect(browser.misdeeds).toEqual({ errors: [], foreign: [] })
    })
  },
)
