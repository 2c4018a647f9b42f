import { resolve } from 'node:path'
import {
  credentialsFromEnvironment,
  CredentialsError,
  isMissing,
  type Credentials,
} from '../client/credentials.ts'
import { EXECUTION_ID, TRANSITION_ID } from '../contract/id-pattern.ts'
import { secretsOf } from '../contract/mask.ts'
import { SECRET_VARIABLES } from '../contract/secret-variables.ts'
import type { TransitionExecutionId, TransitionId } from '../contract/index.ts'

/** All that the runtime is told. */
export interface Environment {
  transitionId: TransitionId
  /** Undefined: a worker claims executions from the platform, one after the other. */
  executionId: TransitionExecutionId | undefined
  credentials: Credentials
  /** What no line may show beside them. */
  secrets: readonly (string | undefined)[]
  /** Path of the user's module. */
  handler: string
  heartbeatMs: number
  /** Undefined: the transition's own `timeoutInSeconds`. */
  timeoutMs: number | undefined
  /** From SIGTERM to the outcome `retry`. */
  gracePeriodMs: number
  /** How many executions a worker runs at once. */
  concurrency: number
  /** How long a handler's module may take to load in a worker, in milliseconds. */
  loadMs: number
  logLevel: LogLevel
  /** Whether each `progress()` is a line of the log, too. */
  logsProgress: boolean
}

/** Each execution that runs at once has a process of its own. */
const MAX_CONCURRENCY = 64

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
/** A level of pino's, by name. */
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Variables that are missing or malformed: a line for each, which names it and says what was expected. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * @throws EnvironmentError with every problem at once
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const problems: string[] = []

  /** A variable's value, or its default; `undefined` from `parse` means that it is malformed. */
  function read<T>(name: string, expected: string, parse: (value: string) => T | undefined, fallback?: T): T {
    const value = variables[name]
    if (isMissing(value) && fallback !== undefined) return fallback
    const parsed = isMissing(value) ? undefined : parse(value.trim())
    if (parsed === undefined) {
      problems.push(
        `${name} is ${isMissing(value) ? 'missing' : JSON.stringify(value)}: expected ${expected}`,
      )
    }
    // Whoever reads on after a problem gets an EnvironmentError instead of this value.
    return parsed as T
  }

  const seconds = (name: string, low: number, high: number, fallback: number) =>
    read(name, `a number of seconds from ${low} to ${high}`, secondsBetween(low, high), fallback * 1000)

  const environment = {
    transitionId: read('TRANSITION_ID', 'las:transition:<32 hexadecimal digits>', (value) =>
      TRANSITION_ID.test(value) ? value : undefined,
    ),
    executionId: isMissing(variables['EXECUTION_ID'])
      ? undefined
      : read('EXECUTION_ID', 'las:transition-execution:<32 hexadecimal digits>', (value) =>
          EXECUTION_ID.test(value) ? value : undefined,
        ),
    handler: resolve(read('TRANSITION_HANDLER', 'a path', (value) => value, '/transition/handler.js')),
    heartbeatMs: seconds('TRANSITION_HEARTBEAT_SECONDS', 1, 55, 20),
    timeoutMs: isMissing(variables['TRANSITION_TIMEOUT_SECONDS'])
      ? undefined
      : seconds('TRANSITION_TIMEOUT_SECONDS', 1, 1800, 1800),
    gracePeriodMs: seconds('TRANSITION_GRACE_SECONDS', 0, 120, 25),
    loadMs: seconds('TRANSITION_LOAD_SECONDS', 1, 1800, 60),
    concurrency: read(
      'TRANSITION_CONCURRENCY',
      `a whole number from 1 to ${MAX_CONCURRENCY}`,
      (value) =>
        /^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= MAX_CONCURRENCY
          ? Number(value)
          : undefined,
      1,
    ),
    logLevel: read(
      'LOG_LEVEL',
      `one of ${LOG_LEVELS.join(', ')}`,
      (value) => LOG_LEVELS.find((level) => level === value),
      'info',
    ),
    logsProgress: read(
      'TRANSITION_LOG_PROGRESS',
      '0 or 1',
      (value) => (/^[01]$/.test(value) ? value === '1' : undefined),
      false,
    ),
  }
  const credentials = readCredentials(variables, problems)
  if (problems.length > 0 || !credentials) throw new EnvironmentError(problems)
  const fromSecrets = new Set(variables[SECRET_VARIABLES]?.split(','))
  return { ...environment, credentials, secrets: secretsOf(variables, fromSecrets) }
}

function readCredentials(variables: Readonly<Record<string, string | undefined>>, problems: string[]) {
  try {
    return credentialsFromEnvironment(variables)
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error
    problems.push(...error.problems)
    return undefined
  }
}

function secondsBetween(low: number, high: number) {
  return (value: string): number | undefined => {
    const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
    return number >= low && number <= high ? number * 1000 : undefined
  }
}
