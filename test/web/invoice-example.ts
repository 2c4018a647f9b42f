import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openWebLink, storageOf } from '../support/web-session.ts'

const program = fileURLToPath(new URL('../../examples/invoice-workflow/main.ts', import.meta.url))

/** The example, as `npm run example:invoice` runs it. */
export async function startExample() {
  const args = ['--conditions=@docker-transition/source', program, '--json']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), closed])
  const { web, webLink, erp } = JSON.parse(String(line)) as Record<'web' | 'webLink' | 'erp', string>
  const cookie = await openWebLink(webLink)
  return {
    web,
    /** A browser that has opened the link. */
    session: { storageState: storageOf(web, cookie) },
    booked: async () =>
      (await (await fetch(`${erp}/invoices`)).json()) as { fields: Record<string, string> }[],
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await closed
    },
  }
}
