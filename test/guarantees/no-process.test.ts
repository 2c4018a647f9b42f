import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { run } from '../support/programs.ts'
import { faultyApi } from './faulty-api.ts'

// One execution on a machine that has no process for its handler.

const preload = fileURLToPath(new URL('../fixtures/preload/breaks-supervisor.cjs', import.meta.url))
const withBug = (BUG: string) => ({ NODE_OPTIONS: `--require ${preload}`, BUG })

describe.concurrent('without a handler process', () => {
  it.each<[string, Record<string, string>]>([
    ['no permission', { NODE_OPTIONS: '--permission --allow-fs-read=* --allow-net' }],
    ['no descriptors', withBug('has no descriptors')],
    ['an error', withBug('throws when it starts a process')],
    ['no pipes', withBug('gets no pipes for a process')],
    ['variables that are too long', withBug('has variables that are too long')],
    ['a program that is gone', withBug('has no Node any more')],
  ])('the execution fails, in words: %s', async (_, variables) => {
    await using api = await faultyApi(undefined)
    const { code, stdout, stderr } = await run('runtime', {
      env: { ...api.environment, TRANSITION_HANDLER: handlerPath('acts.mjs'), ...variables },
    })
    expect(api.taken(), stdout + stderr).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('The handler process could not be started: ') },
    })
    expect(code).toBe(1)
  })
})
