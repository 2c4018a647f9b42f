// A process for a handler's module alone: what it does when it is loaded can't reach the command.
import { messageOf } from '../../contract/index.ts'
import { readHandlerSchemas } from './json-schemas.ts'

const [, , handler = ''] = process.argv
const answer = await readHandlerSchemas(handler).then(
  (schemas) => ({ schemas }),
  (error: unknown) => ({ problem: messageOf(error) }),
)
process.send?.(answer, () => process.exit(0))
