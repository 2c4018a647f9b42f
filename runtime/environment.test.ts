import { describe, expect, it } from 'vitest'
import { EnvironmentError, readEnvironment } from './environment.ts'

const complete = {
  TRANSITION_ID: `las:transition:${'a'.repeat(32)}`,
  EXECUTION_ID: `las:transition-execution:${'b'.repeat(32)}`,
  LAS_CLIENT_ID: 'client',
  LAS_CLIENT_SECRET: 'hush-hush',
  LAS_AUTH_ENDPOINT: 'auth.example.com',
  LAS_API_ENDPOINT: 'https://api.example.com/v1',
}

describe('readEnvironment', () => {
  it('reads what is there and fills in the defaults', () => {
    expect(readEnvironment(complete)).toEqual({
      transitionId: complete.TRANSITION_ID,
      executionId: complete.EXECUTION_ID,
      credentials: {
        clientId: 'client',
        clientSecret: 'hush-hush',
        authEndpoint: 'https://auth.example.com/oauth2',
        apiEndpoint: 'https://api.example.com/v1',
      },
      handler: '/transition/handler.js',
      heartbeatMs: 20_000,
      timeoutMs: undefined,
      gracePeriodMs: 25_000,
      concurrency: 1,
      loadMs: 60_000,
      logLevel: 'info',
      logsProgress: false,
      secrets: ['hush-hush'],
    })
  })

  it.each([
    ['TRANSITION_ID', 'las:transition:commons-failed', 'transitionId', 'las:transition:commons-failed'],
    ['TRANSITION_HANDLER', '/app/main.js', 'handler', '/app/main.js'],
    ['TRANSITION_HEARTBEAT_SECONDS', '1', 'heartbeatMs', 1000],
    ['TRANSITION_HEARTBEAT_SECONDS', ' 55 ', 'heartbeatMs', 55_000],
    ['TRANSITION_TIMEOUT_SECONDS', '1800', 'timeoutMs', 1_800_000],
    ['TRANSITION_TIMEOUT_SECONDS', 'not_provided', 'timeoutMs', undefined],
    ['TRANSITION_GRACE_SECONDS', '0', 'gracePeriodMs', 0],
    ['TRANSITION_LOG_PROGRESS', '1', 'logsProgress', true],
    ['TRANSITION_GRACE_SECONDS', '', 'gracePeriodMs', 25_000],
    ['EXECUTION_ID', 'not_provided', 'executionId', undefined],
    ['TRANSITION_CONCURRENCY', '1', 'concurrency', 1],
    ['TRANSITION_CONCURRENCY', '64', 'concurrency', 64],
    ['LOG_LEVEL', 'trace', 'logLevel', 'trace'],
  ] as const)('takes %s=%s', (name, value, key, expected) => {
    expect(readEnvironment({ ...complete, [name]: value })[key]).toBe(expected)
  })

  it.each([
    ['TRANSITION_ID', undefined, 'TRANSITION_ID is missing: expected las:transition:'],
    ['TRANSITION_ID', '', 'TRANSITION_ID is missing'],
    ['TRANSITION_ID', 'not_provided', 'TRANSITION_ID is missing'],
    ['TRANSITION_ID', 'las:transition:A', 'TRANSITION_ID is "las:transition:A": expected las:transition:'],
    ['EXECUTION_ID', `las:transition:${'a'.repeat(32)}`, 'EXECUTION_ID is "las:transition:'],
    ['TRANSITION_HEARTBEAT_SECONDS', '0', 'expected a number of seconds from 1 to 55'],
    ['TRANSITION_HEARTBEAT_SECONDS', '56', 'expected a number of seconds from 1 to 55'],
    ['TRANSITION_HEARTBEAT_SECONDS', '1e1', 'TRANSITION_HEARTBEAT_SECONDS is "1e1"'],
    ['TRANSITION_TIMEOUT_SECONDS', '-5', 'expected a number of seconds from 1 to 1800'],
    ['TRANSITION_TIMEOUT_SECONDS', '20 s', 'TRANSITION_TIMEOUT_SECONDS is "20 s"'],
    ['TRANSITION_LOG_PROGRESS', 'yes', 'expected 0 or 1'],
    ['TRANSITION_GRACE_SECONDS', 'NaN', 'expected a number of seconds from 0 to 120'],
    ['TRANSITION_CONCURRENCY', '0', 'TRANSITION_CONCURRENCY is "0": expected a whole number from 1 to 64'],
    ['TRANSITION_CONCURRENCY', '65', 'expected a whole number from 1 to 64'],
    ['TRANSITION_CONCURRENCY', '1.5', 'expected a whole number from 1 to 64'],
    [
      'LOG_LEVEL',
      'INFO',
      'LOG_LEVEL is "INFO": expected one of trace, debug, info, warn, error, fatal, silent',
    ],
    ['LAS_CLIENT_ID', undefined, 'LAS_CLIENT_ID is missing'],
    ['LAS_CLIENT_SECRET', 'not_provided', 'LAS_CLIENT_SECRET is missing'],
    ['LAS_AUTH_ENDPOINT', 'http://', 'LAS_AUTH_ENDPOINT is malformed'],
    ['LAS_API_ENDPOINT', 'api.example.com/v1', 'LAS_API_ENDPOINT is malformed'],
    ['LAS_API_ENDPOINT', 'https://api.example.com/v1?key=1', 'LAS_API_ENDPOINT is malformed'],
  ])('names %s=%s in one line', (name, value, line) => {
    const problems = problemsOf({ ...complete, [name]: value })
    expect(problems).toEqual([expect.stringContaining(line)])
    expect(problems[0]).not.toContain('\n')
  })

  it.each([
    ['LAS_CLIENT_SECRET', 'two words'],
    ['LAS_API_KEY', 'line\nbreak'],
    ['LAS_API_ENDPOINT', 'https://user:password@api.example.com'],
  ])('never repeats the value of %s', (name, value) => {
    expect(problemsOf({ ...complete, [name]: value }).join()).not.toContain(value)
  })

  it('names every problem at once', () => {
    expect(problemsOf({})).toHaveLength(5)
  })
})

function problemsOf(variables: Record<string, string | undefined>): readonly string[] {
  try {
    readEnvironment(variables)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    throw error
  }
  throw new Error('nothing is wrong with this environment')
}
