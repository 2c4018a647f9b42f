import { stat } from 'node:fs/promises'
import { basename, dirname, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, type FieldConfig, type JsonObject } from '../../contract/index.ts'
import { findHandler } from '../../platform/launchers/find-handler.ts'
import { findConfig } from '../config/find-config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { TransitionConfig } from '../../project/config/transition-config.ts'
import { readDocument } from './read-document.ts'
import { readHandler } from './handler-url.ts'
import { invoiceFields } from '../../testing/invoice-fields.ts'
import { isPath, readInput, readModel } from './read-input.ts'
import { readEnvFiles } from './env-file.ts'
import { UsageError } from '../usage-error.ts'
import type { Breakpoints } from './breakpoints.ts'
import { DEFAULT_TIMEOUT_IN_SECONDS, type Limits } from './provisions.ts'
import type { LocalRun } from './start-execution.ts'

/** The flags of `run` and `dev` that say what is run; the configuration gives the rest. */
export interface RunFlags {
  config?: string
  document?: string
  input?: string
  model?: string
  env?: Record<string, string>
  envFile?: string[]
  timeout?: string
}

/** How long a handler may take while somebody may debug it: the most that there is, less the time to deliver its outcome. */
const DEBUGGED_TIMEOUT = '1795'
const DELIVERY_SECONDS = 5
/** The platform's most. */
const MAX_TIMEOUT_IN_SECONDS = 1800

/** What to run, and the files that it depends on, without the handler's imports. */
export interface RunPlan {
  run: LocalRun
  /** The handler's file. */
  handler: string
  files: string[]
}

/**
 * Reads the configuration and all that it and the flags name.
 * @param given the handler's file or folder
 * @param breakpoints somebody may debug it, which takes time
 * @throws UsageError
 */
export async function makePlan(
  given: string | undefined,
  flags: RunFlags,
  breakpoints?: Breakpoints,
): Promise<RunPlan> {
  const configured = await readConfigured(given, flags)
  const imageUrl = await readHandler(given ?? configuredHandler(configured))
  const handler = await findHandler(imageUrl).catch((error: unknown) => {
    throw new UsageError(messageOf(error))
  })
  const name = relative(process.cwd(), handler) || basename(handler)
  const timed = breakpoints ? { timeout: DEBUGGED_TIMEOUT, ...flags } : flags
  const run = await readRun(configured, timed, { name, imageUrl: pathToFileURL(handler).href })
  return { ...run, handler }
}

/**
 * The same for a container.
 * @param given an image's name, or what `imageOf` makes one of
 * @param imageOf takes the path of a handler, or an image's name
 */
export async function makeContainerPlan(
  given: string | undefined,
  flags: RunFlags,
  imageOf: (given: string) => Promise<string>,
): Promise<Omit<RunPlan, 'handler'>> {
  const isPath = given !== undefined && (await stat(given).catch(() => undefined)) !== undefined
  const configured = await readConfigured(isPath ? given : undefined, flags)
  const named = given ?? configuredHandler(configured)
  const { run, files } = await readRun(configured, flags, { name: named, imageUrl: named })
  // Last, as it may take a while, and needs an engine: what is wrong with the flags is told before.
  const imageUrl = await imageOf(named)
  return { run: { ...run, name: configured.config?.name ?? imageUrl, imageUrl }, files }
}

interface Configured {
  config: TransitionConfig | undefined
  configFile: string | undefined
}

async function readConfigured(given: string | undefined, flags: RunFlags): Promise<Configured> {
  const configFile = await findConfig(given ?? '.', flags.config)
  return { configFile, config: configFile === undefined ? undefined : await loadConfig(configFile, given) }
}

async function readRun(
  { config, configFile }: Configured,
  flags: RunFlags,
  { name, imageUrl }: Pick<LocalRun, 'name' | 'imageUrl'>,
): Promise<Omit<RunPlan, 'handler'>> {
  const from = configFile === undefined ? process.cwd() : dirname(configFile)
  const dev = config?.dev ?? {}
  const timeoutSeconds = flags.timeout ?? config?.timeoutInSeconds
  const envFiles = flags.envFile ?? []
  const files = [...(configFile === undefined ? [] : [configFile]), ...envFiles.map((file) => resolve(file))]
  const onFile = (path: string, base = process.cwd()): string => {
    files.push(resolve(base, path))
    return resolve(base, path)
  }
  const onConfigured = (path: string) => onFile(path, from)
  if (flags.document !== undefined) onFile(flags.document)
  const documentPath = flags.document ?? (dev.document && onConfigured(dev.document))
  const run: LocalRun = {
    name: config?.name ?? name,
    imageUrl,
    input: await valueOf<JsonObject>('input', {
      flag: flags.input,
      field: dev.input,
      fallback: {},
      read: readInput,
      onFlag: onFile,
      onConfigured,
    }),
    document: documentPath === undefined ? undefined : await readDocument(documentPath),
    fieldConfig: await valueOf<FieldConfig>('model', {
      flag: flags.model,
      field: dev.model,
      fallback: invoiceFields,
      read: readModel,
      onFlag: onFile,
      onConfigured,
    }),
    base: environmentOf(config),
    environment: {
      ...(timeoutSeconds !== undefined && { TRANSITION_TIMEOUT_SECONDS: String(timeoutSeconds) }),
      ...dev.environment,
      ...(await readEnvFiles(envFiles)),
      ...flags.env,
    },
    secrets: secretsOf(config),
    limits: { ...limitsOf(config), ...limitOf(timeoutSeconds) },
  }
  return { run, files }
}

function configuredHandler({ config, configFile }: Configured): string {
  if (configFile === undefined)
    throw new UsageError('Which handler? Name its file, or add a transition.config.ts that does')
  return resolve(dirname(configFile), config?.handler ?? '.')
}

interface Value<T> {
  flag: string | undefined
  field: T | string | undefined
  fallback: T
  read: (given: string, name: string) => Promise<T>
  /** Told of each file that is read; they answer with its whole path. */
  onFlag: (path: string) => string
  onConfigured: (path: string) => string
}

/** The flag's value, or the configuration's own, or that of the file which it names, or the default. */
async function valueOf<T extends object>(name: string, value: Value<T>): Promise<T> {
  const { flag, field, fallback, read, onFlag, onConfigured } = value
  if (flag !== undefined) {
    if (isPath(flag)) onFlag(flag)
    return read(flag, `--${name}`)
  }
  if (field === undefined) return fallback
  return typeof field === 'string' ? read(onConfigured(field), `The configuration's dev.${name}`) : field
}

function environmentOf(config: TransitionConfig | undefined): Record<string, string> {
  return config?.type === 'manual' ? {} : (config?.environment ?? {})
}

function limitsOf(config: TransitionConfig | undefined): Limits {
  if (!config || config.type === 'manual') return {}
  const { cpu, memory } = config
  return { ...(cpu !== undefined && { cpu }), ...(memory !== undefined && { memory }) }
}

/** The platform waits a little longer than the runtime, which says better what took so long. */
function limitOf(timeoutSeconds: string | number | undefined): Limits {
  if (timeoutSeconds === undefined) return {}
  const seconds = Math.ceil(Number(timeoutSeconds)) + DELIVERY_SECONDS
  return { timeoutInSeconds: Math.min(Math.max(seconds, DEFAULT_TIMEOUT_IN_SECONDS), MAX_TIMEOUT_IN_SECONDS) }
}

/** The variables of secrets that deploy would make, if this environment has them; never a real platform's credentials. */
function secretsOf(config: TransitionConfig | undefined): Record<string, string> {
  if (!config || config.type === 'manual') return {}
  const names = (config.environmentSecrets ?? [])
    .flatMap((secret) => (typeof secret === 'string' ? [] : secret.variables))
    .filter((name) => !name.startsWith('LAS_'))
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}
