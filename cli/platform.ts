import { once } from 'node:events'
import { resolve } from 'node:path'
import { styleText } from 'node:util'
import { Command, Option } from 'commander'
import {
  dockerLauncher,
  IN_MEMORY,
  processLauncher,
  urlPredictor,
  type Platform,
  type Server,
} from '../platform/index.ts'
import { runtimeCommand } from './runtime-command.ts'
import { UsageError } from './usage-error.ts'
import { readCount, readHttpUrl, readPort } from './arguments.ts'
import { DEFAULT_PORT, openLocalPlatform } from './local-platform.ts'

interface PlatformOptions {
  port: number
  host: string
  data: string
  predictor?: URL
  maxContainers?: number
  smtp?: string
  web: boolean
  json?: boolean
}

export function platformCommand(): Command {
  return new Command('platform')
    .description("Serve the platform's REST API v1 on this machine until Ctrl-C.")
    .option('--port <number>', '0 takes a free one', readPort, DEFAULT_PORT)
    .option('--host <address>', 'where to listen; the default is reached from this machine only', '127.0.0.1')
    .option('--data <folder>', `where to keep the state; ${IN_MEMORY} keeps none`, '.transition')
    .option('--predictor <url>', 'where predictions are asked for, in place of the stand-in', readHttpUrl)
    .option(
      '--max-containers <number>',
      'how many containers run at once (default: four for each core)',
      readCount(9999),
    )
    .addOption(
      new Option(
        '--smtp <url>',
        "where mail to a workflow's errorConfig goes, smtp://user:password@host:587",
      ).env('TRANSITION_SMTP'),
    )
    .option('--no-web', 'no page for people, only the API')
    .option('--json', 'print one line of JSON when it listens, and nothing else')
    .addHelpText('after', examples)
    .action(servePlatform)
}

const examples = `
Examples:
  $ transition platform
  $ transition platform --port 0 --data :memory: --json | jq -r .apiEndpoint

A docker transition's image URL is an image's name, which the machine's Docker Engine starts, or a handler's file: URL.
`

async function servePlatform(options: PlatformOptions): Promise<void> {
  const { port, host, data, predictor, maxContainers, smtp, web, json } = options
  if (smtp !== undefined) checkSmtpUrl(smtp)
  const containers = dockerLauncher({
    ...(data !== IN_MEMORY && { owner: resolve(data) }),
    ...(maxContainers && { maxContainers }),
  })
  await using local = await openLocalPlatform({
    data,
    web,
    port,
    host,
    launchers: [processLauncher(runtimeCommand()), containers],
    ...(predictor && { predictor: urlPredictor(predictor) }),
    ...(smtp !== undefined && { smtp }),
  })
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const { platform, server } = local
  console.log(json ? JSON.stringify(connection(platform, server)) : greeting(platform, server, data))
  await stopped
}

/** It may hold a password: a message doesn't repeat it. */
function checkSmtpUrl(url: string): void {
  if (URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol)) return
  throw new UsageError('--smtp: expected an smtp or smtps URL, such as smtp://user:password@host:587')
}

/** What a program needs to call the platform. */
function connection({ appClient, organizationId }: Platform, { apiEndpoint, authEndpoint, web }: Server) {
  const { clientId, clientSecret, apiKey } = appClient
  return { apiEndpoint, authEndpoint, clientId, clientSecret, apiKey, organizationId, web }
}

function greeting({ appClient }: Platform, { apiEndpoint, authEndpoint, web }: Server, data: string): string {
  const state = data === IN_MEMORY ? 'it keeps no state' : `its state is in ${data}`
  return `The platform listens at ${styleText('bold', apiEndpoint)}; ${state}. Ctrl-C ends it.
${web === null ? '' : `Its page is ${styleText('bold', web)}\n`}
${styleText('dim', '# For a shell that calls it:')}
export LAS_API_ENDPOINT=${apiEndpoint}
export LAS_AUTH_ENDPOINT=${authEndpoint}
export LAS_CLIENT_ID=${appClient.clientId}
export LAS_CLIENT_SECRET=${appClient.clientSecret}`
}
