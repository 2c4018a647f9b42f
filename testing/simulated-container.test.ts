import { describe, expect, it } from 'vitest'
import { defineTransition, retry } from '../runtime/index.ts'
import { harness } from './index.ts'
import './vitest.ts'

const works = () => ({ done: true })
/** Ends when it is told to. */
const waits = defineTransition({
  handler: ({ signal }) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    }),
})
/** Pays attention to nothing. */
const hangs = () => new Promise<never>(() => {})

describe('a container', () => {
  it('is stopped by SIGTERM: what is finished in its grace counts, else it is a retry', async () => {
    await using finishes = await harness(async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      return { done: 'all the same' }
    })
    const finishing = finishes.start()
    await finishes.clock.advance('1s')
    finishes.sigterm()
    expect(await finishing).toHaveSucceededWith({ done: 'all the same' })

    await using never = await harness(hangs)
    const hanging = never.start()
    await never.clock.advance('1s')
    never.sigterm()
    await never.clock.advance('25s')
    expect(await hanging).toAskForRetry('The handler was interrupted by SIGTERM')
  })

  it('runs out of memory: by the kernel, or stopped before that', async () => {
    await using t = await harness(hangs, { memory: 1024 })
    const killed = t.start()
    await t.clock.advance('1s')
    t.outOfMemory()
    expect(await killed).toHaveFailed(
      'Out of memory: the kernel killed the handler process (the container has 1024 MiB)',
    )
    const stopped = t.start()
    await t.clock.advance('1s')
    t.useMemory(1000)
    await t.clock.advance('1s')
    expect(await stopped).toHaveFailed(
      "Out of memory: the handler used 1000 MiB of the container's 1024 MiB of memory",
    )
  })

  it('gives up what is no longer its own', async () => {
    await using t = await harness(waits)
    const running = t.start()
    await t.clock.advance('1s')
    t.api.fail('POST heartbeats', { status: 404 })
    t.api.fail('GET execution', { status: 404 })
    await t.clock.advance('20s')
    const result = await running
    expect(result.outcome).toBeUndefined()
    expect(result.exitCode).toBe(0)
    expect(result.logs.at(-2)?.message).toMatch(/no longer ours/)
  })

  it.each([
    ['exits', () => process.exit(7), 'The handler process exited with code 7 before it returned'],
    ['is killed', () => process.kill(process.pid, 'SIGKILL'), 'was ended by SIGKILL before it returned'],
    ['aborts', () => process.abort(), 'was ended by SIGABRT (it gave itself up) before it returned'],
  ])('dies when its handler %s, at once or later, and the test lives', async (_, end, message) => {
    await using now = await harness(() => end() && {})
    expect(await now.run()).toHaveFailed(message)
    await using later = await harness(() => {
      setTimeout(end, 1)
      return hangs()
    })
    expect(await later.run()).toHaveFailed(message)
  })

  it.each([
    ['Uncaught exception: late', () => setTimeout(() => thrower(), 1)],
    ['Unhandled rejection: late', () => setTimeout(() => void Promise.reject(new Error('late')), 1)],
  ])('fails by what nobody catches: %s', async (message, act) => {
    await using t = await harness(() => {
      act()
      return hangs()
    })
    expect(await t.run()).toHaveFailed(message)
  })

  it('prints: console and stdout are lines of its log', async () => {
    await using t = await harness(() => {
      console.log('one %s', 'line')
      console.error({ two: 2 })
      console.table([{ three: 3 }])
      process.stdout.write('four\n')
      retry('printed')
    })
    const { logs } = await t.run()
    expect(logs[0]).toEqual({ level: 'info', message: 'one line' })
    expect(logs).toContainEqual({ level: 'info', message: '┌─────────┬───────┐' })
    expect(logs).toContainEqual({ level: 'warn', message: '{ two: 2 }' })
    expect(logs).toContainEqual({ level: 'info', message: 'four' })
  })

  it('with a wrong environment runs nothing', async () => {
    await using t = await harness(works, { env: { LOG_LEVEL: 'loud' } })
    const result = await t.run()
    expect(result).toMatchObject({ exitCode: 78, outcome: undefined, heartbeats: [], requests: [] })
    expect(result.logs[0]?.message).toMatch(/^LOG_LEVEL is "loud"/)
  })

  it('has no state of an earlier one: a module is loaded anew', async () => {
    await using t = await harness(new URL('../test/fixtures/handlers/counts.mjs', import.meta.url))
    expect(await t.run()).toHaveSucceededWith({ runs: 1 })
    expect(await t.run()).toHaveSucceededWith({ runs: 1 })
  })
})

function thrower(): never {
  throw new Error('late')
}
