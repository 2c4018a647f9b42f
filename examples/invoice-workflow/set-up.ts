import { readFile } from 'node:fs/promises'
import type { Client } from 'docker-transition/client'
import type { Connection } from './platform.ts'
import { definition, fieldConfig, form } from './workflow.ts'

/** Pixels; the API wants to know how big the model's images are. */
const IMAGE_SIZE = { width: 768, height: 768 }

/** Makes the model, the transitions and the workflow. */
export async function setUp(client: Client, connection: Connection, erpUrl: string): Promise<string> {
  const { modelId } = await client.models.create({ name: 'Invoices', fieldConfig, ...IMAGE_SIZE })
  const { secretId } = await client.secrets.create({
    name: 'Credentials of the transitions',
    data: {
      LAS_CLIENT_ID: connection.clientId,
      LAS_CLIENT_SECRET: connection.clientSecret,
      LAS_API_ENDPOINT: connection.apiEndpoint,
      LAS_AUTH_ENDPOINT: connection.authEndpoint,
    },
  })
  const docker = async (name: string, description: string, environment: Record<string, string> = {}) => {
    const imageUrl = new URL(`transitions/${name}.ts`, import.meta.url).href
    const parameters = { imageUrl, environment, environmentSecrets: [secretId] }
    const transition = { transitionType: 'docker' as const, name, description, parameters }
    return (await client.transitions.create(transition)).transitionId
  }

  const content = Buffer.from(JSON.stringify(form)).toString('base64')
  const { assetId } = await client.assets.create({ name: 'Fields of an invoice', content })
  const { transitionId: approve } = await client.transitions.create({
    transitionType: 'manual',
    name: 'approve',
    description: 'Compare the fields with the invoice, and correct what the model got wrong',
    parameters: { assets: { fieldConfig: assetId } },
    timeoutInSeconds: 1800,
  })
  const tasks = {
    predict: await docker('predict', 'Reads the fields of an invoice', { MODEL_ID: modelId }),
    approve,
    feedback: await docker('feedback', 'Keeps what a person confirmed as ground truth'),
    export: await docker('export', 'Books an invoice in the ERP', { ERP_URL: erpUrl }),
  }
  const { workflowId } = await client.workflows.create({
    name: 'Invoices',
    description: 'Read, looked at where the model is not sure, booked',
    specification: { definition: definition(tasks) },
  })
  return workflowId
}

/** Uploads an invoice and sends it on its way. */
export async function sendInvoice(client: Client, workflowId: string, file: URL): Promise<void> {
  const content = (await readFile(file)).toString('base64')
  const { documentId } = await client.documents.create({ content, contentType: 'application/pdf' })
  await client.workflows.executions.create(workflowId, { input: { documentId } })
}
