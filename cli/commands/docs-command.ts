import { Command } from 'commander'

/** `transition docs`. */
export function docsCommand(): Command {
  return new Command('docs')
    .description('Show a page of the documentation, which is in this package.')
    .argument('[topic]', 'which one (default: all of them are listed)')
    .option('--json', 'print JSON, and nothing else')
    .addHelpText('after', examples)
    .action(async (topic: string | undefined, options) =>
      (await import('../docs/show-docs.ts')).showDocs(topic, options),
    )
}

const examples = `
Examples:
  $ transition docs
  $ transition docs testing | less -R
  $ transition docs errors --json | jq -r .text
`
