import { stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { styleText } from 'node:util'
import { FixtureError, type Fixture } from '../../contract/fixture.ts'
import { messageOf, type TransitionExecution } from '../../contract/index.ts'
import { findHandler } from '../../platform/launchers/find-handler.ts'
import { LoadError } from '../../runtime/handler/load.ts'
import { record, RecordError, writeFixture } from '../../testing/index.ts'
import { findConfig } from '../config/find-config.ts'
import { loadConfig } from '../config/load-config.ts'
import { connect, type Connection, type ConnectOptions } from '../connect.ts'
import { latestExecution, resolveSubject } from '../inspect/resolve-subject.ts'
import { readHandler } from '../local-run/handler-url.ts'
import { UsageError } from '../usage-error.ts'
import { keptFixture } from './kept-fixture.ts'

/** The flags of `transition record`. */
export interface RecordExecutionOptions extends ConnectOptions {
  out?: string
  force?: boolean
  files: 'embedded' | 'beside'
  handler?: string
  allowWrites?: boolean
  env?: Record<string, string>
  secret?: string[]
  json?: boolean
}

/** Writes an execution as a fixture. */
export async function recordExecution(given: string, options: RecordExecutionOptions): Promise<void> {
  const connection = await connect(options, { findsLocal: true })
  const execution = await findExecution(connection, given)
  const { executionId } = execution
  const short = executionId.split(':').at(-1)?.slice(0, 8)
  const out = options.out ?? join('fixtures', `${short}.fixture.json`)
  if (!options.force && (await stat(out).catch(() => undefined)))
    throw new UsageError(`${out} is there already: --force writes over it, --out names another`)

  const kept = await keptFixture(connection.credentials, execution)
  const { fixture, heldBack } = kept
    ? { fixture: kept, heldBack: [] }
    : await runAgain(connection, execution, options)
  await writeFixture(out, fixture, { files: options.files }).catch((error: unknown) => {
    throw new UsageError(`${out} can't be written: ${messageOf(error)}`)
  })
  const { status } = fixture.outcome ?? { status: 'running' }
  const calls = fixture.exchanges.length
  const documents = Object.keys(fixture.files).length
  if (options.json)
    return console.log(
      JSON.stringify(
        { file: out, executionId, status, calls, documents, heldBack, isRerun: !kept },
        undefined,
        2,
      ),
    )
  console.log(formatRecorded(out, fixture, { heldBack, isRerun: !kept, calls, documents, status }))
}

async function findExecution({ client }: Connection, given: string): Promise<TransitionExecution> {
  const subject = await resolveSubject(client, given)
  if (subject.kind === 'log') throw new UsageError(`${given} is a log: name its execution`)
  const execution =
    subject.kind === 'execution' ? subject.execution : await latestExecution(client, subject.transition)
  if (!execution) throw new UsageError(`${given} has no executions yet`)
  return execution
}

/** Runs the handler on this machine with the execution's input. */
async function runAgain(
  { credentials }: Connection,
  { executionId, transitionId }: TransitionExecution,
  { handler, allowWrites = false, env = {}, secret = [] }: RecordExecutionOptions,
): Promise<{ fixture: Fixture; heldBack: string[] }> {
  const path = await handlerPath(handler)
  try {
    return await record(path, {
      credentials,
      executionId,
      transitionId,
      allowWrites,
      env,
      secrets: valuesOf(secret),
    })
  } catch (error) {
    const isTheirs =
      error instanceof RecordError || error instanceof LoadError || error instanceof FixtureError
    if (!isTheirs) throw error
    throw new UsageError(error instanceof RecordError ? `${error.message} (--allow-writes)` : error.message)
  }
}

async function handlerPath(given: string | undefined): Promise<string> {
  const file = given === undefined ? await findConfig('.') : undefined
  const configured = file && resolve(dirname(file), (await loadConfig(file)).handler ?? '.')
  const path = given ?? configured
  if (path === undefined)
    throw new UsageError(
      'This platform keeps no calls of executions: --handler names the handler that is run again',
    )
  return findHandler(await readHandler(path)).catch((error: unknown) => {
    throw new UsageError(messageOf(error))
  })
}

function valuesOf(names: readonly string[]): Record<string, string> {
  const missing = names.filter((name) => !process.env[name])
  if (missing.length > 0) throw new UsageError(`--secret: this environment has no ${missing.join(', ')}`)
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']))
}

interface Summary {
  heldBack: readonly string[]
  isRerun: boolean
  calls: number
  documents: number
  status: string
}

function formatRecorded(
  out: string,
  { environment }: Fixture,
  { heldBack, isRerun, calls, documents, status }: Summary,
): string {
  const masked = Object.keys(environment).filter((name) => environment[name] === null)
  const path = relative(process.cwd(), resolve(out))
  return [
    `${styleText('green', '✔')} ${styleText('bold', path)}  ${styleText('dim', isRerun ? 'of the handler, run again' : 'as it ran')}`,
    `  ${status}, ${count(calls, 'call')} of the API, ${count(documents, 'document')}`,
    ...(masked.length > 0 ? [`  masked: ${masked.join(', ')}`] : []),
    ...(heldBack.length > 0 ? [`  held back: ${heldBack.join(', ')}`] : []),
    '',
    styleText('dim', '// In a test beside the handler:'),
    "import { replay } from 'docker-transition/testing'",
    "import transition from './handler.ts'",
    '',
    `const { outcome } = await replay(transition, '${path}')`,
    '',
    styleText(
      'dim',
      'Look through the file before you keep it: the input and the documents are as they were.',
    ),
  ].join('\n')
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`
}
