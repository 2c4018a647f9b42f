// @ts-check
import { reject } from 'docker-transition'

/** Who may approve a total, up to how much. */
const APPROVERS = [
  { upTo: 500, approver: 'team lead' },
  { upTo: 5000, approver: 'head of department' },
  { upTo: Infinity, approver: 'board' },
]

/**
 * Says who has to approve an invoice: plain JavaScript, which editors check by the comments.
 * @param {import('docker-transition').Context} context
 */
export default async ({ input, env, client, log, signal }) => {
  const documentId = String(input['documentId'])
  const modelId = String(env['MODEL_ID'])
  const { predictions } = await client.predictions.create({ documentId, modelId }, { signal })
  const valueOf = (/** @type {string} */ label) => predictions.find((field) => field.label === label)?.value

  const total = valueOf('total_amount')
  if (!total) return reject('No total is on the document')
  const approver = APPROVERS.find(({ upTo }) => Number(total) <= upTo)?.approver
  log.info({ total, approver }, 'The approver is found')
  return { documentId, total, currency: valueOf('currency'), approver }
}
