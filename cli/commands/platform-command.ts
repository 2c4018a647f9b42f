import { Command, Option } from 'commander'
import { readCount, readOrigin, readPort } from './flag-values.ts'
import { DEFAULT_DATA, DEFAULT_PORT } from '../defaults.ts'

/** `transition platform`. */
export function platformCommand(): Command {
  return new Command('platform')
    .description("Serve the platform's REST API v1 on this machine until Ctrl-C.")
    .option('--port <number>', '0 takes a free one', readPort, DEFAULT_PORT)
    .option('--host <address>', 'where to listen; the default is reached from this machine only', '127.0.0.1')
    .option('--data <folder>', 'where to keep the state; :memory: keeps none', DEFAULT_DATA)
    .addOption(
      new Option(
        '--database <url>',
        'a PostgreSQL database that keeps the state instead; several platforms may use one',
      ).env('TRANSITION_DATABASE'),
    )
    .option(
      '--key <file>',
      'what seals secrets, the same for all platforms on a database (default: key in --data)',
    )
    .option('--new-client', 'make another first app client: the old one stays until it is deleted')
    .option(
      '--handlers <folder>',
      'where handlers of file: URLs may lie, on loopback only (default: this folder, if it has a transition.config.ts)',
    )
    .addOption(
      new Option('--predictor <url>', 'where predictions are asked for, in place of the stand-in').env(
        'TRANSITION_PREDICTOR',
      ),
    )
    .addOption(
      new Option(
        '--launcher <name>',
        "who runs images: this machine's Docker Engine, or the swarm it manages",
      )
        .choices(['docker', 'swarm'])
        .default('docker'),
    )
    .option(
      '--max-containers <number>',
      'how many containers run at once on the engine, and how many handlers of file: URLs (default: four for each core)',
      readCount(9999),
    )
    .addOption(
      new Option(
        '--history-events <number>',
        'at most so many events in the history of a workflow execution (default: 25,000)',
      )
        .env('TRANSITION_HISTORY_EVENTS')
        .argParser(readCount(10_000_000)),
    )
    .addOption(
      new Option('--history-megabytes <number>', 'at most so many megabytes in it (default: 256)')
        .env('TRANSITION_HISTORY_MEGABYTES')
        .argParser(readCount(1_000_000)),
    )
    .addOption(
      new Option(
        '--smtp <url>',
        "where mail to a workflow's errorConfig goes, smtp://user:password@host:587",
      ).env('TRANSITION_SMTP'),
    )
    .option('--no-web', 'no page for people, only the API')
    .option('--open [path]', 'open the page in the browser, at a path of it')
    .option(
      '--public-url <url>',
      'where browsers reach the page through a proxy, such as https://transitions.example.com',
      readOrigin,
    )
    .option('--json', 'print one line of JSON when it listens, and nothing else')
    .addHelpText('after', examples)
    .action(async (options, command: Command) => {
      const typed = WITH_PASSWORDS.filter((name) => command.getOptionValueSource(name) === 'cli')
      await (await import('../platform/serve-platform.ts')).servePlatform(options, typed)
    })
}

/** The flags whose URLs may hold a password. */
const WITH_PASSWORDS = ['database', 'predictor', 'smtp'] as const

const examples = `
A URL with a password belongs in a variable, TRANSITION_DATABASE,
TRANSITION_PREDICTOR or TRANSITION_SMTP: other users of this machine see what
is typed, and npx keeps it in the list of processes.

Examples:
  $ transition platform
  $ transition platform --port 0 --data :memory: --json | jq -r .apiEndpoint
  $ TRANSITION_DATABASE=postgres://me:password@db.example.com/transitions \\
      transition platform
  $ transition platform --host 10.0.0.5 --launcher swarm --key key \\
      --database postgres://me@db.example.com/transitions

A docker transition's image URL is an image's name, which the machine's Docker
Engine starts, or the file: URL of a handler in the folder of --handlers.
`
