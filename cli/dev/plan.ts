import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { messageOf, type FieldConfig, type JsonObject } from '../../contract/index.ts'
import { findHandler } from '../../platform/launchers/find-handler.ts'
import { findConfig } from '../config/find-config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { TransitionConfig } from '../config/schema.ts'
import { readDocument } from '../run/document.ts'
import { readHandler } from '../run/handler.ts'
import { invoiceFields } from '../../testing/invoice-fields.ts'
import { isPath, readInput, readModel } from '../run/input.ts'
import { UsageError } from '../usage-error.ts'
import type { DevRun } from './session.ts'

/** What the flags of `transition dev` say; the configuration says the rest. */
export interface DevFlags {
  config?: string
  document?: string
  input?: string
  model?: string
  env?: Record<string, string>
  timeout?: string
}

/** What is run, and the files that it depends on, but for the handler's imports. */
export interface DevPlan {
  run: DevRun
  /** The handler's file. */
  handler: string
  files: string[]
}

/**
 * Reads the configuration and all that it and the flags name.
 * @param given the handler's file or folder
 * @throws UsageError
 */
export async function makePlan(given: string | undefined, flags: DevFlags): Promise<DevPlan> {
  const configFile = await findConfig(given ?? '.', flags.config)
  const config = configFile === undefined ? undefined : await loadConfig(configFile)
  const from = configFile === undefined ? process.cwd() : dirname(configFile)
  const handlerPath = given ?? (await configuredHandler(config, configFile))
  const imageUrl = await readHandler(handlerPath)
  const handler = await findHandler(imageUrl).catch((error: unknown) => {
    throw new UsageError(messageOf(error))
  })

  const dev = config?.dev ?? {}
  const files: string[] = configFile === undefined ? [] : [configFile]
  const onFile = (path: string, base = process.cwd()): string => {
    files.push(resolve(base, path))
    return resolve(base, path)
  }
  const onConfigured = (path: string) => onFile(path, from)
  if (flags.document !== undefined) onFile(flags.document)
  const documentPath = flags.document ?? (dev.document && onConfigured(dev.document))
  const run: DevRun = {
    name: config?.name ?? relative(process.cwd(), handler),
    imageUrl: pathToFileURL(handler).href,
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
      ...timeoutOf(flags, config),
      ...dev.environment,
      ...flags.env,
    },
    secrets: secretsOf(config),
  }
  return { run, handler: fileURLToPath(run.imageUrl), files }
}

async function configuredHandler(
  config: TransitionConfig | undefined,
  configFile: string | undefined,
): Promise<string> {
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

function timeoutOf(flags: DevFlags, config: TransitionConfig | undefined): Record<string, string> {
  const seconds = flags.timeout ?? config?.timeoutInSeconds
  return seconds === undefined ? {} : { TRANSITION_TIMEOUT_SECONDS: String(seconds) }
}

/** The variables of secrets that deploy would make, as far as this machine has them; never a real platform's credentials. */
function secretsOf(config: TransitionConfig | undefined): Record<string, string> {
  if (!config || config.type === 'manual') return {}
  const names = (config.environmentSecrets ?? [])
    .flatMap((secret) => (typeof secret === 'string' ? [] : secret.variables))
    .filter((name) => !name.startsWith('LAS_'))
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}
