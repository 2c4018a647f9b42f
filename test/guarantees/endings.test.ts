import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { run, start } from '../support/programs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { calls, faultyApi } from './faulty-api.ts'

// How the handler process of one execution ends: what it still waits for, and what it still has to write.

async function play(ends: string, variables: Record<string, string> = {}) {
  await using api = await faultyApi(undefined)
  await using folder = await temporaryFolder()
  const NOTES = join(folder.path, 'notes')
  const env = { NOTES, ENDS: ends, TRANSITION_HANDLER: handlerPath('ends.mjs'), ...variables }
  const finished = await run('runtime', { env: { ...api.environment, ...env } })
  const notes = await readFile(NOTES, 'utf8').catch(() => '')
  return { ...finished, outcome: api.taken(), notes }
}

describe.concurrent('a handler that', () => {
  it.each([
    'waits for its signal',
    'waits for its signal by once',
    'waits for its signal by onabort',
    'waits for a signal made of its signal',
    'waits for an event of another that its signal ends',
  ])('%s is told when it aborts', async (ends) => {
    await using api = await faultyApi(undefined)
    const env = { ENDS: ends, TRANSITION_HANDLER: handlerPath('ends.mjs') }
    await using runtime = start('runtime', { env: { ...api.environment, ...env } })
    await runtime.said('waiting')
    // It has turned to waiting by its first heartbeat.
    await api.received(calls.heartbeat)
    expect(api.taken()).toBeUndefined()
    runtime.child.kill('SIGTERM')
    expect((await runtime.finished).code).toBe(0)
    expect(api.taken()).toEqual({
      status: 'retry',
      error: { message: 'The handler was interrupted by SIGTERM' },
    })
  })

  it('waits for its signal is ended by its deadline', async () => {
    const { outcome } = await play('waits for its signal', { TRANSITION_TIMEOUT_SECONDS: '2' })
    expect(outcome?.error?.message).toMatch(/^The handler timed out after 2 s/)
  })

  it('waits for its signal or a time that keeps nothing alive comes to that time', async () => {
    const { outcome } = await play('waits for its signal or a time that keeps nothing alive')
    expect(outcome).toEqual({ status: 'succeeded', output: { inTime: true } })
  })

  it.each(['listens no more', 'has asked its signal only'])('%s can never finish', async (ends) => {
    const { outcome } = await play(ends)
    expect(outcome?.error?.message).toContain('The handler can never finish')
  })

  it.each([
    ['flushes and returns', 'succeeded'],
    ['flushes and throws', 'failed'],
    ['flushes after an uncaught error', 'failed'],
    ['flushes with an open timer', 'succeeded'],
  ])('%s has its time for it', async (ends, status) => {
    const { outcome, notes } = await play(ends)
    expect(outcome?.status).toBe(status)
    expect(notes).toBe('flushed\n')
  })

  it('flushes too slowly is ended all the same', async () => {
    const { outcome, notes, code } = await play('flushes too slowly')
    expect(outcome?.status).toBe('succeeded')
    expect(notes).toBe('')
    expect(code).toBe(0)
  })

  it.each([
    ['prints in a thread', 500],
    ['prints in two threads', 500],
    ['prints in a thread and throws', 500],
    ['prints in a thread that goes on', 500],
  ])('%s has all its lines in the log', async (ends, lines) => {
    const { stdout } = await play(ends)
    expect(stdout.match(/line \d+ of the thread/g)).toHaveLength(lines)
  })

  it.each(['/nowhere', '/proc', '/dev/null'])('is TypeScript loads where TMPDIR is %s', async (TMPDIR) => {
    await using api = await faultyApi(undefined)
    const env = { TRANSITION_HANDLER: handlerPath('validated.ts'), TMPDIR }
    const { stdout } = await run('runtime', { env: { ...api.environment, ...env } })
    expect(api.taken()?.error?.message ?? '', stdout).not.toContain('could not be loaded')
  })
})

describe.concurrent('where the reader of stdout', () => {
  it.each(['stalls, then leaves', 'leaves at once', 'leaves in the middle'])(
    '%s, the handler goes on',
    async (how) => {
      await using api = await faultyApi(undefined)
      const env = { TRANSITION_HANDLER: handlerPath('prints-a-lot.mjs'), TRANSITION_TIMEOUT_SECONDS: '60' }
      await using runtime = start('runtime', { env: { ...api.environment, ...env } })
      const { stdout } = runtime.child
      if (how === 'leaves at once') stdout?.destroy()
      else if (how === 'leaves in the middle') stdout?.once('data', () => stdout.destroy())
      else {
        stdout?.pause()
        await api.received(calls.heartbeat)
        stdout?.destroy()
      }
      await runtime.finished
      expect(api.taken()?.status).toBe('succeeded')
    },
  )
})
