import { relative } from 'node:path'
import { styleText } from 'node:util'
import type { Choice } from './choose.ts'
import type { Options } from './options.ts'

/** What to type next, for a person. */
export function nextSteps({ folder, name, template, manager }: Choice, { install }: Options): string {
  const path = relative(process.cwd(), folder)
  const steps = [
    path && [`cd ${quoted(path)}`, ''],
    !install && [`${manager.name} install`, ''],
    [manager.run('start'), 'run the handler once, on a platform of its own'],
    [manager.run('dev'), 'run it again at each change'],
    [manager.run('test'), 'test it'],
  ].filter((step) => Array.isArray(step))
  const lines = steps.map(([command = '', why]) => `  ${bold(command.padEnd(14))} ${why}`.trimEnd())
  return `\n${name} is ready, made of the template ${template.name}.\n\n${lines.join('\n')}\n\nThe handler is in handler.ts.`
}

function quoted(path: string): string {
  return path.includes(' ') ? `'${path}'` : path
}

function bold(text: string): string {
  return process.stdout.isTTY && process.stdout.hasColors() ? styleText('bold', text) : text
}
