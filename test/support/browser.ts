import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

/** Debian's, or the one that the environment names. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Tests that need a browser are skipped where there is none: `describe.skipIf(hasNoBrowser)`. */
export const hasNoBrowser = !existsSync(executablePath)
/** Belongs at the end of their title: it says why they are skipped. */
export const whyNoBrowser = hasNoBrowser ? ` (skipped: there is no ${executablePath})` : ''

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What the pages of a browser did that they must not do. */
export interface Misdeeds {
  /** Errors in the console, and errors that no script caught. */
  errors: string[]
  /** Requests to other origins than the page's. */
  foreign: string[]
}

/** A real browser. Disposing of it closes it; it then tells of what its pages must not have done. */
export interface TestBrowser extends AsyncDisposable {
  open(url: string, options?: BrowserContextOptions): Promise<Page>
  readonly misdeeds: Misdeeds
}

export async function startBrowser(): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({ executablePath, args: ARGS })
  const misdeeds: Misdeeds = { errors: [], foreign: [] }
  return {
    misdeeds,
    async open(url, options = {}) {
      const { origin } = new URL(url)
      const page = await (await browser.newContext(options)).newPage()
      page.on('console', (message) => {
        // A form that is refused is answered with 400: the browser says so, and it is no fault.
        const isRefusal = /status of 40[0-9]/.test(message.text()) && message.location().url === page.url()
        // As the test has asked for.
        const isOffline = message.text().includes('net::ERR_INTERNET_DISCONNECTED')
        if (message.type() === 'error' && !isRefusal && !isOffline)
          misdeeds.errors.push(`${page.url()}: ${message.text()}`)
      })
      page.on('pageerror', (error) => misdeeds.errors.push(`${page.url()}: ${String(error)}`))
      page.on('request', (request) => {
        // The browser's own PDF viewer is an extension of it.
        const isOurs =
          request.url().startsWith(`${origin}/`) ||
          /^(data|blob|chrome|chrome-extension):/.test(request.url())
        if (!isOurs) misdeeds.foreign.push(request.url())
      })
      await page.goto(url)
      return page
    },
    [Symbol.asyncDispose]: () => browser.close(),
  }
}
