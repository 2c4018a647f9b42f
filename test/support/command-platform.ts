import { createClient, type Client } from '../../client/index.ts'
import { start, type Running } from './programs.ts'

/** What `transition platform --json` prints once it listens. */
export interface Line {
  apiEndpoint: string
  authEndpoint: string
  clientId: string
  clientSecret: string
  apiKey: string
  organizationId: string
  web: string | null
}

/** The built command's platform, in a process of its own. */
export interface CommandPlatform extends Running {
  line: Line
  client: Client
  /** Calls an operation without the client, which would not send everything. */
  call(method: string, path: string, body?: unknown): Promise<Answer>
}

export interface Answer {
  status: number
  body: Record<string, unknown>
}

/** Starts `transition platform --json` on a free port and reads its line. */
export async function startCommand(
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<CommandPlatform> {
  const program = start('transition', { args: ['platform', '--port', '0', '--json', ...args], ...options })
  await program.said('\n')
  const line: Line = JSON.parse(program.output.stdout)
  // The line has no credentials once the first app client was deleted.
  let client: Client | undefined
  return {
    ...program,
    line,
    get client() {
      client ??= createClient(line)
      return client
    },
    async call(method, path, body) {
      const response = await fetch(line.apiEndpoint + path, {
        method,
        headers: {
          'x-api-key': line.apiKey,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
    },
  }
}
