import { Command } from 'commander'

/** `transition check`. */
export function checkCommand(): Command {
  return new Command('check')
    .description(
      'Say what is wrong with a project: its configuration, definitions, forms, and how its steps fit.',
    )
    .option('--config <file>', 'a transition.config.ts (default: the nearest from the current folder up)')
    .option('--json', 'print one JSON object, and nothing else')
    .addHelpText('after', examples)
    .action(async (options) => (await import('../check/check.ts')).check(options))
}

const examples = `
Examples:
  $ transition check
  $ transition check --json | jq -r '.faults[].message'

It loads the handlers, and runs nothing. Of the steps it says what can't fit,
whatever the document is; what can't be known before, it doesn't judge.
transition docs workflows says more.
Exit codes: 0 nothing is wrong, or there are warnings only; 1 something is;
64 used wrongly.
`
