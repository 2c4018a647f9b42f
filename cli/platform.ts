import { once } from 'node:events'
import { resolve } from 'node:path'
import { styleText } from 'node:util'
import { Command, InvalidArgumentError } from 'commander'
import {
  createPlatform,
  dockerLauncher,
  IN_MEMORY,
  processLauncher,
  serve,
  urlPredictor,
  type Platform,
  type Server,
} from '../platform/index.ts'
import { runtimeCommand } from './runtime-command.ts'
import { UsageError } from './usage-error.ts'
import { messageOf } from '../contract/index.ts'

interface PlatformOptions {
  port: number
  host: string
  data: string
  predictor?: URL
  maxContainers?: number
  web: boolean
  json?: boolean
}

export function platformCommand(): Command {
  return new Command('platform')
    .description("Serve the platform's REST API v1 on this machine until Ctrl-C.")
    .option('--port <number>', '0 takes a free one', portNumber, 4010)
    .option('--host <address>', 'where to listen; the default is reached from this machine only', '127.0.0.1')
    .option('--data <folder>', `where to keep the state; ${IN_MEMORY} keeps none`, '.transition')
    .option('--predictor <url>', 'where predictions are asked for, in place of the stand-in', httpUrl)
    .option(
      '--max-containers <number>',
      'how many containers run at once (default: four for each core)',
      positiveNumber,
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
  const { port, host, data, predictor, maxContainers, web, json } = options
  const containers = dockerLauncher({
    ...(data !== IN_MEMORY && { owner: resolve(data) }),
    ...(maxContainers && { maxContainers }),
  })
  const platform = await createPlatform({
    data,
    web,
    launchers: [processLauncher(runtimeCommand()), containers],
    ...(predictor && { predictor: urlPredictor(predictor) }),
  }).catch((error: unknown) => {
    throw new UsageError(`Can't keep state in ${data}: ${messageOf(error)}. Try another --data`)
  })
  const server = await serve(platform, { port, host }).catch(async (error: unknown) => {
    await platform[Symbol.asyncDispose]()
    throw new UsageError(`Can't listen on ${host}:${port}: ${messageOf(error)}. Try --port 0`)
  })
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  console.log(json ? JSON.stringify(connection(platform, server)) : greeting(platform, server, data))
  await stopped
  // Containers first: while the API still answers they can deliver their outcomes.
  await platform[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
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

function positiveNumber(value: string): number {
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('Expected a number from 1 to 9999.')
}

function portNumber(value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65_535) return port
  throw new InvalidArgumentError('Expected a number from 0 to 65535.')
}

function httpUrl(value: string): URL {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value)
  throw new InvalidArgumentError('Expected an http or https URL.')
}
