import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { start } from '../support/programs.ts'
import { executionId, queueApi, type QueueApi, type QueueScript } from './queue-api.ts'

// The built runtime without an EXECUTION_ID, against a real server with queued executions.

function startWorker(api: QueueApi, variables: Record<string, string> = {}) {
  const env = { ...api.environment, TRANSITION_HANDLER: handlerPath('warm.mjs'), ...variables }
  return start('runtime', { env })
}

/** Works until every execution has an outcome, and then ends the worker as `docker stop` does. */
async function work(script: QueueScript, variables: Record<string, string> = {}) {
  await using api = await queueApi(script)
  await using worker = startWorker(api, variables)
  await Promise.race([api.done, worker.finished])
  worker.child.kill('SIGTERM')
  const { code, stdout, stderr } = await worker.finished
  const lines: Record<string, unknown>[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { code, stdout, stderr, lines, executions: api.executions(), emptyClaims: api.emptyClaims() }
}

const outputs = ({ executions }: Awaited<ReturnType<typeof work>>) =>
  executions.map(({ taken }) => taken?.output as Record<string, unknown> | undefined)

describe.concurrent('a worker', () => {
  it('has one execution after the other in a process that is loaded once, and drains on SIGTERM', async () => {
    const played = await work({ inputs: [1, 2, 3].map((value) => ({ value })) })
    expect(outputs(played)).toMatchObject([1, 2, 3].map((value) => ({ echo: value, count: value })))
    expect(new Set(outputs(played).map((output) => output?.['pid'])).size).toBe(1)
    for (const { claims, sent } of played.executions)
      expect({ claims, sent: sent.length }).toEqual({ claims: 1, sent: 1 })
    expect(played.code).toBe(0)
    expect(played.stderr).toBe('')
  })

  it('gives each line the ids of the execution that printed it', async () => {
    const { lines, stdout } = await work({
      inputs: [
        { act: 'prints', value: 'a' },
        { act: 'prints', value: 'b' },
      ],
    })
    const idOf = (msg: string) => lines.find((line) => line['msg'] === msg)?.['executionId']
    for (const [index, value] of ['a', 'b'].entries()) {
      for (const what of ['plain', 'complaint', 'unended', 'logged'])
        expect(idOf(`${what} ${value}`), stdout).toBe(executionId(index))
    }
    expect(stdout).not.toContain('end of las')
    for (const line of lines)
      expect(line).toMatchObject({ transitionId: expect.any(String), time: expect.any(Number) })
  })

  it('gives no execution the lines that are printed between two', async () => {
    await using api = await queueApi({ inputs: [{ act: 'leaves a line' }] })
    await using worker = startWorker(api)
    await worker.said('printed late')
    const [line] = worker.output.stdout.split('\n').filter((text) => text.includes('printed late'))
    expect(line).not.toContain('executionId')
  })

  it('gives each execution its own context', async () => {
    const played = await work({ inputs: [{ act: 'environment' }, { act: 'environment' }] })
    const [first, second] = outputs(played)
    expect(first).toMatchObject({ same: true, aborted: false })
    expect(second).toMatchObject({ same: true, aborted: false })
    expect(first?.['id']).not.toBe(second?.['id'])
  })

  it.each([
    ['exits', { act: 'exits' }, 'exited with code 7 before it returned, as by process.exit(7)'],
    ['hangs', { act: 'loops' }, 'timed out after 2 s'],
  ])('replaces a process that %s, whose execution alone fails', async (_, input, message) => {
    const played = await work(
      { inputs: [{ value: 1 }, input, { value: 2 }] },
      { TRANSITION_TIMEOUT_SECONDS: '2' },
    )
    const [, failed, after] = played.executions
    expect(failed?.taken).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining(message) },
    })
    expect(after?.taken).toMatchObject({ output: { echo: 2, count: 1 } })
    expect(played.code).toBe(0)
  })

  it('keeps a process whose handler throws', async () => {
    const played = await work({ inputs: [{ act: 'throws' }, { value: 1 }] })
    expect(played.executions[0]?.taken).toMatchObject({ status: 'failed', error: { message: 'thrown' } })
    expect(played.executions[1]?.taken).toMatchObject({ output: { count: 2 } })
  })

  it('lets no execution pay for what an earlier one left behind, and replaces the process', async () => {
    const played = await work({
      inputs: [{ act: 'leaves a rejection' }, { act: 'meets what was left' }, { value: 1 }],
    })
    expect(played.executions.map(({ taken }) => taken?.status)).toEqual([
      'succeeded',
      'succeeded',
      'succeeded',
    ])
    expect(outputs(played)).toMatchObject([{ count: 1 }, { count: 2 }, { count: 1 }])
    expect(played.stdout).toContain(
      'A handler process is replaced: Unhandled rejection in what an earlier execution left behind: left behind',
    )
  })

  it('runs as many at once as it is told, each in a process of its own', async () => {
    const inputs = Array.from({ length: 4 }, () => ({ act: 'waits' }))
    await using api = await queueApi({ inputs })
    await using worker = startWorker(api, { TRANSITION_CONCURRENCY: '3' })
    for (let seen = 0; seen < 3;) seen = await waitings(worker, seen + 1)
    expect(api.executions().map(({ claims }) => claims)).toEqual([1, 1, 1, 0])
    worker.child.kill('SIGTERM')
    expect((await worker.finished).code).toBe(0)
    expect(api.executions().map(({ taken }) => taken?.status)).toEqual(['retry', 'retry', 'retry', undefined])
    expect(api.executions()[0]?.taken?.error?.message).toBe('The handler was interrupted by SIGTERM')
  })
})

/** Resolves once so many handlers have said that they wait. */
async function waitings({ child, output }: ReturnType<typeof startWorker>, count: number): Promise<number> {
  const seen = () => output.stdout.split('"msg":"waiting"').length - 1
  while (seen() < count) await new Promise((resolve) => child.stdout?.once('data', resolve))
  return seen()
}
