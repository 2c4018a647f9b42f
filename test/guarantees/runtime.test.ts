import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { run } from '../support/programs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { calls, faultyApi } from './faulty-api.ts'

/** Runs a handler by the built runtime, on an API where nothing fails. */
async function play(handler: string, variables: Record<string, string> = {}) {
  await using api = await faultyApi(undefined)
  const env = { ...api.environment, TRANSITION_HANDLER: handlerPath(handler), ...variables }
  const finished = await run('runtime', { env })
  const heartbeats = api.requests(calls.heartbeat).map(({ body }) => JSON.parse(body))
  const lines: Record<string, unknown>[] = finished.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { ...finished, outcome: api.taken(), heartbeats, lines }
}

describe.concurrent('the runtime', () => {
  it('sends no heartbeat later than the interval plus a second while the handler burns its CPU, says that it blocks, and where', async () => {
    // 20 s and 1 s, for three minutes and 20 s.
    using machine = watchLateness()
    const { outcome, heartbeats, lines } = await play('loops.mjs', {
      TRANSITION_HEARTBEAT_SECONDS: '1',
      TRANSITION_TIMEOUT_SECONDS: '20',
    })
    const sentAt = heartbeats.map(({ runningForSeconds }) => runningForSeconds as number)
    const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))
    // How late a timer of any process is on this machine, as busy as it is.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1 + 1 + machine.worstSeconds())
    expect(sentAt.at(-1)).toBeGreaterThanOrEqual(20 - 1 - machine.worstSeconds())
    // One may be due in the very moment in which time is up.
    const states = heartbeats.map(({ handler }) => handler.state).filter((state) => state !== 'ended')
    expect(states[0]).toBe('responsive')
    expect(states.at(-1)).toBe('blocked')
    const blocked = lines.filter(({ msg }) => String(msg).includes('has blocked its event loop'))
    expect(blocked).toHaveLength(1)
    expect(blocked[0]?.['stack']).toEqual(expect.arrayContaining([expect.stringMatching(/loops\.mjs:2:/)]))
    expect(outcome).toMatchObject({
      error: { message: 'The handler timed out after 20 s (TRANSITION_TIMEOUT_SECONDS)' },
    })
  })

  it.each(['1', '60'])('names the end of the JavaScript heap, %s calls deep', async (DEPTH) => {
    const { code, outcome } = await play('eats-heap.mjs', {
      NODE_OPTIONS: '--max-old-space-size=50',
      DEPTH,
    })
    expect(outcome?.error?.message).toMatch(
      /^The handler ran out of JavaScript heap; the last it wrote to stderr:/,
    )
    expect(code).toBe(1)
  })

  it('loses no line of 20,000, and keeps their order', async () => {
    const { lines } = await play('prints-a-lot.mjs')
    const printed = lines.map(({ msg }) => String(msg)).filter((text) => text.startsWith('line '))
    expect(printed).toEqual(Array.from({ length: 20_000 }, (_, line) => `line ${line}`))
  })

  it('delivers an output of 4 MB', async () => {
    const { outcome } = await play('returns-much.mjs')
    expect(JSON.stringify(outcome?.output)).toHaveLength(4_000_011)
  })

  it('hides a secret that is written in two parts, and those of other variables', async () => {
    const { stdout } = await play('splits-a-secret.mjs', { ERP_PASSWORD: 'open sesame' })
    expect(stdout).toContain('here it is: [secret], and [secret]')
    expect(stdout).not.toContain('of-the-client')
  })

  it('hides all values of its secrets file, whatever they are called', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'secrets.json')
    await writeFile(path, '{"GREETING": "open sesame", "ERP_PASSWORD": "and shut it"}')
    const { stdout } = await play('prints-environment.mjs', { TRANSITION_SECRETS_FILE: path, PLAIN: 'plain' })
    expect(stdout).toContain('GREETING=[secret], ERP_PASSWORD=[secret], PLAIN=plain')
  })

  it('leaves nothing running that the handler has started, nor what has left its process group', async ({
    expect,
  }) => {
    const { lines, code } = await play('leaves-children.mjs')
    const pids = (lines.find(({ pids }) => pids)?.['pids'] ?? []) as number[]
    expect(pids).toHaveLength(2)
    await expect.poll(() => pids.filter(isRunning)).toEqual([])
    expect(code).toBe(0)
  })
})

/** A process that is dead and not waited for does not run. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Measures how late this process's own timers are. */
function watchLateness() {
  let [due, worst] = [performance.now() + 100, 0]
  const timer = setInterval(() => {
    worst = Math.max(worst, performance.now() - due)
    due = performance.now() + 100
  }, 100)
  return { worstSeconds: () => worst / 1000, [Symbol.dispose]: () => clearInterval(timer) }
}
