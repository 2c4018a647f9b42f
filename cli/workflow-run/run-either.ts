import { UsageError } from '../usage-error.ts'
import { run, type RunOptions } from '../local-run/run-once.ts'
import { findWorkflow } from './find-workflow.ts'
import { runWorkflow } from './run-workflow.ts'

/** Flags of `transition run` that are for a handler only. */
const OF_HANDLERS = [
  'docker',
  'model',
  'env',
  'envFile',
  'timeout',
  'inspect',
  'inspectBrk',
  'inspectPort',
] as const

/** Runs a workflow where one is named, a handler otherwise. */
export async function runEither(
  given: string | undefined,
  document: string | undefined,
  options: RunOptions & { answer?: string[] },
): Promise<void> {
  const workflow = options.docker ? undefined : await findWorkflow(given, options.config)
  if (!workflow) {
    if (options.answer) throw new UsageError('--answer is for a workflow: transition run WORKFLOW')
    return run(given, document, options)
  }
  if (OF_HANDLERS.some((flag) => flag in options && options[flag] !== undefined))
    throw new UsageError(
      'A workflow takes --document, --input, --answer, --config and --json: the other flags are for a handler',
    )
  const path = document ?? options.document
  return runWorkflow(workflow, { ...options, ...(path !== undefined && { document: path }) })
}
