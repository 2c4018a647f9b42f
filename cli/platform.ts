import { once } from 'node:events'
import { styleText } from 'node:util'
import { Command, InvalidArgumentError } from 'commander'
import { createPlatform, IN_MEMORY, processLauncher, serve } from '../platform/index.ts'
import { runtimeCommand } from './runtime-command.ts'
import { UsageError } from './usage-error.ts'
import { messageOf } from '../contract/index.ts'

interface PlatformOptions {
  port: number
  host: string
  data: string
  json?: boolean
}

export function platformCommand(): Command {
  return new Command('platform')
    .description("Serve the platform's REST API v1 on this machine until Ctrl-C.")
    .option('--port <number>', '0 takes a free one', portNumber, 4010)
    .option('--host <address>', 'where to listen; the default is reached from this machine only', '127.0.0.1')
    .option('--data <folder>', `where to keep the state; ${IN_MEMORY} keeps none`, '.transition')
    .option('--json', 'print one line of JSON when it listens, and nothing else')
    .addHelpText('after', examples)
    .action(servePlatform)
}

const examples = `
Examples:
  $ transition platform
  $ transition platform --port 0 --data :memory: --json | jq -r .apiEndpoint
`

async function servePlatform({ port, host, data, json }: PlatformOptions): Promise<void> {
  await using platform = await createPlatform({ data, launchers: [processLauncher(runtimeCommand())] })
  await using server = await serve(platform, { port, host }).catch((error: unknown) => {
    throw new UsageError(`Can't listen on ${host}:${port}: ${messageOf(error)}. Try --port 0`)
  })
  const { apiEndpoint, authEndpoint } = server
  const { clientId, clientSecret, apiKey } = platform.appClient
  if (json) {
    console.log(
      JSON.stringify({
        apiEndpoint,
        authEndpoint,
        clientId,
        clientSecret,
        apiKey,
        organizationId: null,
        web: null,
      }),
    )
  } else {
    console.log(`The platform listens at ${styleText('bold', apiEndpoint)}; its state is in ${data}. Ctrl-C ends it.

${styleText('dim', '# For a shell that calls it:')}
export LAS_API_ENDPOINT=${apiEndpoint}
export LAS_AUTH_ENDPOINT=${authEndpoint}
export LAS_CLIENT_ID=${clientId}
export LAS_CLIENT_SECRET=${clientSecret}`)
  }
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}

function portNumber(value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65_535) return port
  throw new InvalidArgumentError('Expected a number from 0 to 65535.')
}
