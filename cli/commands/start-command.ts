import { Command } from 'commander'
import { WHICH_PLATFORM, withPlatform } from './platform-option.ts'

/** `transition start`. */
export function startCommand(): Command {
  return withPlatform(new Command('start'))
    .description('Start an execution of a workflow on a platform.')
    .argument('<workflow>', "a workflow's name or id")
    .option('--input <json>', 'JSON, a file with JSON, or - for standard input (default: {})')
    .option('--document <file>', 'a PDF, JPEG, PNG or TIFF to upload; the input gets its documentId')
    .option('--follow', 'say what happens until it ends')
    .option('--json', 'print the execution as JSON, and nothing else')
    .addHelpText('after', examples + WHICH_PLATFORM)
    .action(async (workflow: string, options) =>
      (await import('../start/start-workflow.ts')).startWorkflow(workflow, options),
    )
}

const examples = `
Examples:
  $ transition start invoices --document invoice.pdf --follow
  $ transition start invoices --input input.json --profile staging --json

What waits for a person waits on the platform's page, or for transition work.
Exit codes: 0 started, with --follow: succeeded; 1 with --follow: it did not
succeed; 64 used wrongly; 69 the platform doesn't answer; 77 the credentials
are missing or refused.
`
