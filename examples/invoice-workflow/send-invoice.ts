import { readFile } from 'node:fs/promises'
import type { Client } from 'docker-transition/client'

/** Uploads an invoice and sends it on its way. */
export async function sendInvoice(client: Client, workflowId: string, file: URL): Promise<void> {
  const content = (await readFile(file)).toString('base64')
  const { documentId } = await client.documents.create({ content, contentType: 'application/pdf' })
  await client.workflows.executions.create(workflowId, { input: { documentId } })
}
