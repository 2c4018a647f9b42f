import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { run } from '../support/programs.ts'
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
  it(
    'keeps its heartbeats while the handler blocks, says that it does, and where',
    { timeout: 60_000 },
    async () => {
      const { outcome, heartbeats, lines } = await play('loops.mjs', {
        TRANSITION_HEARTBEAT_SECONDS: '1',
        TRANSITION_TIMEOUT_SECONDS: '14',
      })
      // One now and one each second of the 16 until the handler is killed, less what a busy machine may take.
      expect(heartbeats.length).toBeGreaterThanOrEqual(13)
      expect(heartbeats[0].handler).toMatchObject({ state: 'responsive' })
      expect(heartbeats.at(-1).handler).toMatchObject({ state: 'blocked' })
      const blocked = lines.filter(({ msg }) => String(msg).includes('has blocked its event loop'))
      expect(blocked).toHaveLength(1)
      expect(blocked[0]?.['stack']).toEqual(expect.arrayContaining([expect.stringMatching(/loops\.mjs:2:/)]))
      expect(outcome).toMatchObject({
        error: { message: 'The handler timed out after 14 s (TRANSITION_TIMEOUT_SECONDS)' },
      })
    },
  )

  it('names the end of the JavaScript heap', async () => {
    const { code, outcome } = await play('eats-heap.mjs', { NODE_OPTIONS: '--max-old-space-size=50' })
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
