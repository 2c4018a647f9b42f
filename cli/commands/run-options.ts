import type { Command } from 'commander'
import { readAnother, readPort, readTimeout, readVariable } from './flag-values.ts'

/** Adds the flags of `run` and `dev` that say what is run. */
export function withRunOptions(command: Command): Command {
  return command
    .option('--config <file>', 'a transition.config.ts (default: the nearest above the handler)')
    .option('--document <file>', 'a PDF, JPEG, PNG or TIFF to upload; the input gets its documentId')
    .option('--input <json>', "the execution's input: JSON, a file with JSON, or - for standard input")
    .option('--model <json>', "the model's fieldConfig: JSON, or a file (default: an invoice's fields)")
    .option('--env <key=value>', "a variable of the handler's environment; may be repeated", readVariable)
    .option(
      '--env-file <file>',
      'a file with such variables, KEY=VALUE in a line; may be repeated',
      readAnother,
    )
    .option(
      '--timeout <seconds>',
      'how long the handler may take, 1 to 1800 (default: 295; 1795 for a debugger)',
      readTimeout,
    )
    .option('--inspect', "let a debugger into the handler's process")
    .option('--inspect-brk', 'the same; wait for it, and stop in the first line of the handler')
    .option('--inspect-port <number>', 'where it is let in (default: 9229, or a free one)', readPort)
}
