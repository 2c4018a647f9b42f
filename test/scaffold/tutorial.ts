import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { blocksOf } from '../support/doc-blocks.ts'

/** What another test does, or what wants a registry of images that the tutorial only makes up. */
const LEFT_OUT = ['npm run dev', 'npm run deploy']
/** What needs a Docker Engine. */
const OF_IMAGES = /^npm run build$|--docker\b/

/** What a command of the tutorial printed. */
export interface Step {
  command: string
  output: string
}

/**
 * Does what docs/tutorial.md says, block by block.
 * @param sh runs a command in a folder; resolves with what it prints
 * @param buildFlags for `npm run build`; undefined: there is nothing to build images with
 */
export async function followTutorial(
  folder: string,
  sh: (cwd: string, command: string) => Promise<string>,
  buildFlags: string | undefined,
): Promise<Step[]> {
  const steps: Step[] = []
  let cwd = folder
  for (const { language, code, note } of await blocksOf('docs/tutorial.md')) {
    if (note?.word === 'file') await writeFile(join(cwd, note.text), code)
    if (language !== 'sh') continue
    for (const command of code.trim().split('\n')) {
      if (command.startsWith('cd ')) cwd = join(cwd, command.slice(3))
      else if (!LEFT_OUT.includes(command) && (buildFlags !== undefined || !OF_IMAGES.test(command)))
        steps.push({ command, output: await sh(cwd, withoutQuestions(command, buildFlags)) })
    }
  }
  return steps
}

/** A person answers what npm asks; a test can't. */
function withoutQuestions(command: string, buildFlags = ''): string {
  if (command.startsWith('npm create ')) return command.replace('npm create ', 'npm create --yes ')
  // The registry that the tutorial names is made up: no image can be built for it.
  if (command.startsWith('npm run deploy'))
    return `${command} --image registry.example.com/team/invoice-total:1`
  return command === 'npm run build' ? `${command} -- ${buildFlags}` : command
}
