import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { createMask } from '../../contract/mask.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import type { ForkedHandler, TurnListener } from '../supervisor/handler-process.ts'
import { warmProcess } from './warm-process.ts'

const IDS = { executionId: 'las:transition-execution:1' }
const LISTENER = { recordProgress: () => undefined, recordPulse: () => undefined }

/** A warm process, with a handler process behind it that does what a test says; its memory is this process's. */
function warm({
  shareBytes,
  closed = new Promise(() => undefined),
}: { shareBytes?: number; closed?: Promise<void> } = {}) {
  const clock = new VirtualClock()
  const state = {
    listener: undefined as TurnListener | undefined,
    killed: false,
    unfit: undefined as string | undefined,
  }
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const kill = () => {
    state.killed = true
  }
  const forked: ForkedHandler = {
    turn: (listener) => {
      state.listener = listener
      return {
        run: () => undefined,
        abort: () => undefined,
        kill,
        hasReported: false,
        end: new Promise(() => undefined),
      }
    },
    kill,
    sweep: async () => undefined,
    openInspector: () => undefined,
    pid: process.pid,
    loaded: Promise.resolve(),
    get unfit() {
      return state.unfit
    },
    closed,
    stdout,
    stderr,
  }
  const output = { write: () => undefined, throttle: () => undefined, flush: async () => undefined }
  const own = warmProcess(forked, { clock, shareBytes, output, mask: createMask([]), ids: {} })
  const pulse = () => state.listener?.recordPulse({ type: 'pulse', lagMs: 0, rssBytes: 0 })
  return {
    own,
    clock,
    state,
    pulse,
    print: (text: string) => [stdout, stderr].forEach((stream) => stream.write(text)),
  }
}

describe('a warm process is fit', () => {
  it('while it turns, and within its share of memory', async () => {
    const { own, clock, pulse } = warm({ shareBytes: 2 ** 40 })
    for (let seconds = 0; seconds < 60; seconds += 1) {
      await clock.advance(1000)
      pulse()
    }
    expect(own.unfitness()).toBeUndefined()
  })

  it('until it keeps more memory than its share', () => {
    expect(warm({ shareBytes: 1 }).own.unfitness()).toMatch(
      /^it uses \d+ MiB of memory, and its share is 0 MiB$/,
    )
  })

  it('until its event loop stands still while it has nothing to do', async () => {
    const { own, clock } = warm()
    await clock.advance(4000)
    expect(own.unfitness()).toBe('its event loop has not turned for 4000 ms')
  })

  it('also while an execution blocks it, which may still return; until its inspector was opened', async () => {
    const { own, clock } = warm()
    own.start(IDS, LISTENER)
    await clock.advance(9000)
    expect(own.unfitness()).toBeUndefined()
    void own.openInspector?.()
    expect(own.unfitness()).toBe('it blocked its event loop')
  })

  it('until it says itself that it is not', () => {
    const { own, state } = warm()
    state.unfit = 'an error was left behind'
    expect(own.unfitness()).toBe('an error was left behind')
  })

  it('if it comes to the end of its execution; else it is killed', async () => {
    const first = warm()
    const turn = first.own.start(IDS, LISTENER)
    first.print(`unended${turn.endMark}\n`)
    await turn.drained()
    expect(first.own.unfitness()).toBeUndefined()

    const second = warm()
    const drained = second.own.start(IDS, LISTENER).drained()
    await second.clock.advance(2000)
    await drained
    expect(second.state.killed).toBe(true)
    expect(second.own.unfitness()).toBe('it did not come to the end of its execution')
  })
})

it('a warm process keeps nothing of an execution that has ended', async () => {
  const closed: Promise<void> = new Promise(() => undefined)
  // Each promise that awaits the process's end is kept until then.
  const followed = vi.spyOn(closed, 'then')
  const { own, print } = warm({ closed })
  for (let execution = 0; execution < 100; execution += 1) {
    const turn = own.start(IDS, LISTENER)
    print(`${turn.endMark}\n`)
    await turn.drained()
    own.rest()
  }
  expect(followed).toHaveBeenCalledTimes(1)
})
