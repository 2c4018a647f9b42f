import { Option, type Command } from 'commander'
import { DEFAULT_DATA } from '../defaults.ts'

/** Adds `--profile` and `--local`, which name the platform that a verb inspects. */
export function withPlatform(command: Command): Command {
  return command
    .option('--profile <name>', 'of ~/.lucidtech/credentials.cfg')
    .addOption(
      new Option('--local [folder]', `the platform that runs on this machine for this folder`).preset(
        DEFAULT_DATA,
      ),
    )
}

/** For a verb's help: how it finds its platform. */
export const WHICH_PLATFORM = `
Which platform: --profile or --local; otherwise LAS_* of the environment, then
the one that runs here for .transition, then the profile default.
`
