import { Command } from 'commander'
import type { ConnectOptions } from '../connect.ts'
import { withPlatform } from './platform-option.ts'
import { readCount } from './flag-values.ts'

/** The flags of `transition work`. */
export interface WorkOptions extends ConnectOptions {
  transition?: string
  concurrency: number
  json?: boolean
}

/** `transition work`. */
export function workCommand(): Command {
  return withPlatform(new Command('work'))
    .description('Take executions of a manual transition from a platform, and work on them until Ctrl-C.')
    .argument('<handler>', "a handler's .ts, .js or .mjs file, or a folder with a package.json")
    .option('--transition <id or name>', 'whose executions are taken (default: TRANSITION_ID)')
    .option(
      '--concurrency <number>',
      'how many at once, 1 to 64, each in a process of its own',
      readCount(64),
      1,
    )
    .option('--json', 'print the log as JSON lines, as a container does')
    .addHelpText('after', examples)
    .action(async (handler: string, options: WorkOptions) => {
      const { runWorker } = await import('../work/run-worker.ts')
      process.exitCode = await runWorker(handler, options)
    })
}

const examples = `
Examples:
  $ transition work handler.ts --transition las:transition:…
  $ transition work handler.ts --transition approve --local
  $ transition work dist/ --transition las:transition:… --concurrency 4
  $ TRANSITION_ID=las:transition:… transition work handler.ts --json | jq .msg

Which platform: --profile or --local; otherwise LAS_* of the environment, then
the profile default.

The handler gets this environment. Ctrl-C takes nothing new and gives what runs
TRANSITION_GRACE_SECONDS to finish.
Exit codes: 0 ended by Ctrl-C or SIGTERM, 64 used wrongly, 75 an outcome could
not be delivered, 77 the credentials are missing, 78 it can't work: the
credentials, the transition or the handler; the last line says which.
`
