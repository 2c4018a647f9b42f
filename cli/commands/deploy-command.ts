import { Command, Option } from 'commander'
import { DEFAULT_DATA } from '../defaults.ts'

/** `transition deploy`. */
export function deployCommand(): Command {
  return new Command('deploy')
    .description(
      'Build and push the image, and make the transition on the platform what transition.config.ts says.',
    )
    .argument(
      '[names...]',
      'a handler, whose transition.config.ts is used (default: from the current folder); of a project what is deployed, with what it needs (default: all)',
    )
    .option('--config <file>', 'a transition.config.ts (default: the nearest above the handler)')
    .option('--profile <name>', 'a profile of ~/.lucidtech/credentials.cfg (default: LAS_*, then default)')
    .addOption(
      new Option(
        '--local [folder]',
        'the platform that runs on this machine for this folder; nothing is pushed',
      ).preset(DEFAULT_DATA),
    )
    .option('--image <url>', 'an image that is already in its registry: nothing is built or pushed')
    .option('--replace', "make a new transition where the API doesn't change what has changed")
    .option('--update-secrets', 'write the secrets again that the configuration makes')
    .option('--adopt', "of a project: take over what has its names on the platform, though it didn't make it")
    .option('--prune', 'of a project: remove what it made and no longer needs')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--yes', "don't ask")
    .option('--json', 'print one JSON object at the end, and nothing else')
    .addHelpText('after', examples)
    .action(async (names: string[], options) => (await import('../deploy/deploy.ts')).deploy(names, options))
}

const examples = `
Examples:
  $ transition deploy --dry-run
  $ transition deploy --profile staging
  $ transition deploy --yes --image registry.example.com/team/read-total:1.4.0
  $ transition deploy --local            # to the platform that runs here
  $ transition deploy invoices           # a workflow, with what it needs

transition docs configuration: what transition.config.ts may say, and what can
change on a transition that exists.
Exit codes: 0 done, or nothing to do; 1 not done; 64 used wrongly; 69 platform,
engine or registry don't answer; 77 the credentials are missing or refused.
`
