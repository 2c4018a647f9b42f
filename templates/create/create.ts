import { choose } from './choose.ts'
import { ExitCode } from './exit-codes.ts'
import { initGit, installDependencies } from './finish.ts'
import { makeProject } from './make-project.ts'
import { help, readOptions } from './options.ts'
import { Stop } from './stop.ts'
import { nextSteps } from './next-steps.ts'
import { listTemplates } from './templates.ts'

/** The command: makes a project of a template. Resolves with the exit code. */
export async function create(args: string[]): Promise<ExitCode> {
  const interruption = new AbortController()
  const interrupt = () => interruption.abort(new Stop(ExitCode.interrupted))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupt)
  try {
    await run(args, interruption.signal)
    return ExitCode.ok
  } catch (error) {
    return report(error)
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupt)
  }
}

async function run(args: string[], signal: AbortSignal): Promise<void> {
  const options = readOptions(args)
  if (options.help) return console.log(help)
  const templates = await listTemplates()
  if (options.listTemplates) return console.log(templates.map(({ name }) => name).join('\n'))

  const choice = await choose(options, templates, process.env['npm_config_user_agent'], signal)
  await makeProject(choice, signal)
  if (options.git) initGit(choice.folder)
  if (options.install) await installDependencies(choice, signal)
  console.log(nextSteps(choice, options))
}

function report(error: unknown): ExitCode {
  if (error instanceof Stop) {
    if (error.message) console.error(error.message)
    return error.exitCode
  }
  console.error(error)
  return ExitCode.internal
}
