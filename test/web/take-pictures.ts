// Takes the README's picture, of the real page with the example's real workflow: `npm run pictures`.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { startBrowser } from '../support/browser.ts'
import { startExample } from './invoice-example.ts'

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))
/** In CSS pixels; the picture has twice as many. */
const viewport = { width: 1100, height: 720 }

await mkdir(folder, { recursive: true })
await using example = await startExample()
await using browser = await startBrowser()
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.open(`${example.web}workflow-executions`, {
    ...example.session,
    colorScheme,
    viewport,
    deviceScaleFactor: 2,
  })
  // One that the model was not sure of: somebody has to look at it.
  const waiting = page
    .locator('tr', { hasText: 'Approve' })
    .or(page.locator('tr', { hasText: 'running' }))
    .first()
  await waiting.getByRole('link').first().click()
  // Drawn once it waits for a person.
  await page.locator('title', { hasText: 'Approve: Task, running' }).first().waitFor({ state: 'attached' })
  let png = await page.screenshot()
  while (!(await showsDocument(png))) png = await page.screenshot()
  await sharp(png).png({ palette: true, colours: 128 }).toFile(`${folder}workflow-${colorScheme}.png`)
}

/** The browser's viewer of PDFs says to no page when it has drawn one: until then all is of one colour there. */
async function showsDocument(png: Buffer): Promise<boolean> {
  const corner = await sharp(png).extract({ left: 1400, top: 940, width: 700, height: 480 }).toBuffer()
  const { channels } = await sharp(corner).stats()
  return channels.some(({ stdev }) => stdev > 20)
}
