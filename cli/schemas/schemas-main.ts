// A process for a handler's module alone: what it does when it is loaded can't reach the command.
import { writeSync } from 'node:fs'
import { messageOf } from '../../contract/index.ts'
import { CHANNEL_DESCRIPTOR } from '../../runtime/channel.ts'
import { readHandlerSchemas } from './json-schemas.ts'

const [handler = '', nonce = ''] = process.argv.splice(2)
const answer = await readHandlerSchemas(handler).then(
  (schemas) => ({ schemas }),
  (error: unknown) => ({ problem: messageOf(error) }),
)
writeSync(CHANNEL_DESCRIPTOR, `\n${JSON.stringify({ nonce, ...answer })}\n`)
process.exit(0)
