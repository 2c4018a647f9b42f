// What an author would write by hand: on the same client, so many loops that take an execution, work, and end it. No
// process for the handler, no heartbeats, no deadline, no log.
import { createClient, credentialsFromEnvironment } from 'docker-transition/client'
import handler from '../cold-start/handler.mjs'

const { TRANSITION_ID, TRANSITION_CONCURRENCY } = process.env
const { executions } = createClient(credentialsFromEnvironment(process.env)).transitions

async function loop() {
  for (;;) {
    try {
      const { executionId, input } = await executions.create(TRANSITION_ID)
      const output = handler({ input })
      await executions.update(TRANSITION_ID, executionId, { status: 'succeeded', output })
    } catch (error) {
      if (error.status !== 404) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}
await Promise.all(Array.from({ length: Number(TRANSITION_CONCURRENCY) }, loop))
