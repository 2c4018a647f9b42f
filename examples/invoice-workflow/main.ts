// Runs the workflow on some invoices, with the platform's page open to look at it, until Ctrl-C.
import { once } from 'node:events'
import { parseArgs, stripVTControlCharacters, styleText } from 'node:util'
import { createClient } from 'docker-transition/client'
import { startErp, type Booking } from './erp.ts'
import { startPlatform } from './platform.ts'
import { deployProject } from './deploy.ts'
import { sendInvoice } from './send-invoice.ts'

const INVOICES = [
  '../predict/invoice.pdf',
  '../../test/fixtures/invoices/en-01-saas.pdf',
  '../../test/fixtures/invoices/de-03-schweiz.pdf',
  '../../test/fixtures/invoices/fr-01-sarl.pdf',
  '../../test/fixtures/invoices/en-10-receipt.pdf',
]

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'no-open': { type: 'boolean', default: false },
    /** For programs: one line of JSON once all is under way. */
    json: { type: 'boolean', default: false },
  },
})
const say = (text: string) => void (options.json || console.log(text))
const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])

await using erp = await startErp(({ voucher, fields }: Booking) => {
  const { invoice_number: number, total_amount: total, currency } = fields
  // They come off a document: a terminal must not act on them.
  const booked = stripVTControlCharacters(`${voucher}  ${number}  ${total} ${currency ?? ''}`)
  say(`  ${styleText('green', '✔')} ${booked}`)
})
const hasBrowser = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
const opens = process.stdout.isTTY && hasBrowser && !options['no-open'] && !options.json
await using platform = await startPlatform(options.port, opens ? '/workflow-executions' : undefined)
const { connection } = platform
const client = createClient(connection)
const workflowId = await deployProject(platform.data, erp.url)
for (const invoice of INVOICES) await sendInvoice(client, workflowId, new URL(invoice, import.meta.url))

const { web, webLink } = connection
if (options.json) console.log(JSON.stringify({ web, webLink, workflowId, erp: erp.url }))
say(`
${INVOICES.length} invoices are on their way: ${styleText('bold', `${web}workflow-executions`)}
Where the model is not sure they wait for you: ${styleText('bold', `${web}work`)}
This opens the page, once, within ten minutes: ${styleText('bold', webLink)}
What the ERP at ${erp.url}/invoices has booked follows here. Ctrl-C ends it all.
`)
await stopped
