import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { createMask } from '../../contract/mask.ts'
import { relay } from './relay.ts'

const SECRET = 'pass"word-of-the-erp'
const T = 'las:transition:1'
const E1 = 'las:transition-execution:1'
const E2 = 'las:transition-execution:2'
const MAX = 256 * 1024

/** What is passed on of what is printed on stdout, chunk by chunk. */
function relaying(ids: Record<string, string> = { transitionId: T, executionId: E1 }) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const written: string[] = []
  const output = {
    write: (lines: string) => void written.push(lines),
    throttle: () => undefined,
    flush: async () => undefined,
  }
  const relayed = relay(
    { stdout, stderr },
    { output, mask: createMask([SECRET, '128000']), ids, intercept: () => false },
  )
  return {
    ...relayed,
    stdout,
    async entries(...chunks: string[]): Promise<Record<string, unknown>[]> {
      for (const chunk of chunks) stdout.write(chunk)
      stdout.end()
      await stdout.toArray().catch(() => [])
      return written
        .join('')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    },
  }
}

it('passes on a line of a JSON logger with its own level, and other text with a level', async () => {
  const [first, second] = await relaying().entries('{"level":50,"time":1,"msg":"a"}\nplain\n')
  expect(first).toEqual({ transitionId: T, executionId: E1, level: 50, time: 1, msg: 'a' })
  expect(second).toMatchObject({ transitionId: T, executionId: E1, level: 30, msg: 'plain' })
})

it('keeps a line valid JSON: a number is no text that a secret could stand in', async () => {
  expect(await relaying().entries('{"level":30,"used":128000,"msg":"128000 of them"}\n')).toMatchObject([
    { used: 128_000, msg: '[secret] of them' },
  ])
})

it.each([
  ['as it is', `key ${SECRET}\n`],
  ['by JSON.stringify', `${JSON.stringify({ key: SECRET })}\n`],
  ['by a JSON logger', `${JSON.stringify({ level: 30, key: SECRET })}\n`],
  ['in JSON by a JSON logger', `${JSON.stringify({ level: 30, msg: JSON.stringify({ key: SECRET }) })}\n`],
  ['as a key', `${JSON.stringify({ level: 30, [SECRET]: 1 })}\n`],
])('hides a secret that is printed %s', async (_how, line) => {
  const text = JSON.stringify(await relaying().entries(line))
  expect(text).toContain('[secret]')
  expect(text).not.toContain('of-the-erp')
})

it.each([0, 1, 5, SECRET.length - 1, SECRET.length])(
  'hides a secret across the place where a long line is cut, %i characters before it',
  async (before) => {
    const line = `${'a'.repeat(MAX - before)}${SECRET}${'b'.repeat(MAX)}\n`
    const entries = await relaying().entries(...chunksOf(line, 60_000))
    expect(entries.length).toBeGreaterThan(1)
    const text = entries.map(({ msg }) => msg).join('')
    expect(text).toBe(line.trimEnd().replace(SECRET, '[secret]'))
  },
)

it('keeps the level and the ids of a long line of a JSON logger in each of its pieces', async () => {
  const line = `${JSON.stringify({ level: 50, time: 1, msg: 'x'.repeat(3 * MAX) })}\n`
  const entries = await relaying().entries(...chunksOf(line, 100_000), 'next\n')
  expect(entries.slice(0, -1).every(({ level, executionId }) => level === 50 && executionId === E1)).toBe(
    true,
  )
  expect(entries.at(-1)).toMatchObject({ level: 30, msg: 'next' })
})

it('cuts no character in two', async () => {
  const entries = await relaying().entries(...chunksOf(`a${'😀'.repeat(MAX)}\n`, 50_000))
  expect(entries.every(({ msg }) => typeof msg === 'string' && msg.isWellFormed())).toBe(true)
})

it('gives a line the ids that it belongs to, and keeps those that the program gave it', async () => {
  const line = `{"level":30,"executionId":"${E1}","executionId":"another","msg":"started"}\n`
  expect(await relaying().entries(line)).toMatchObject([
    { executionId: E1, logged: { executionId: 'another' } },
  ])
})

it('gives a late line of an earlier execution of a worker the id of that one', async () => {
  const { start, entries } = relaying({ transitionId: T })
  void start({ transitionId: T, executionId: E1 }, 'END')
  void start({ transitionId: T, executionId: E2 }, 'END')
  expect(
    await entries(`{"level":30,"executionId":"${E1}","msg":"late"}\n{"level":30,"msg":"now"}\n`),
  ).toMatchObject([{ executionId: E1 }, { executionId: E2 }])
})

it('gives no ids to what is printed between two executions, whatever it says itself', async () => {
  expect(
    await relaying({ transitionId: T }).entries('{"level":30,"executionId":"mine","msg":"a"}\n'),
  ).toEqual([{ transitionId: T, level: 30, msg: 'a', logged: { executionId: 'mine' } }])
})

function chunksOf(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  )
}
