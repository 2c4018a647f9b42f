// The least that a server of these two routes could be on the same framework: no checks, no store, constant answers.
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono()
const execution = JSON.parse(process.env.EXECUTION)
app.get('/v1/transitions/:transitionId/executions/:executionId', (context) => context.json(execution))
app.patch('/v1/transitions/:transitionId/executions/:executionId', async (context) => {
  const { status } = await context.req.json()
  return context.json({ ...execution, status })
})
const server = createAdaptorServer({ fetch: app.fetch })
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
