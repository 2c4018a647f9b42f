import { setTimeout as delay } from 'node:timers/promises'
import type { Served } from './served.ts'

/** Those who take a manual transition's work, and do it: each gives its input's `n` back. */
export interface Takers {
  /** Every execution whose work was done, each time that it was. */
  readonly done: string[]
  /** How many outcomes were given again, as nobody knew whether they had got through. */
  readonly resumed: number
  /** Takes up what was handed out to somebody who never got the answer. */
  adopt(served: Served): Promise<void>
  /** Takes and does work until the platform is killed. */
  work(served: Served, takers: number): Promise<void>
}

interface Work {
  executionId: string
  input: Record<string, unknown>
  startTime: string | null
}

export function createTakers(transitionId: string): Takers {
  const path = `/transitions/${transitionId}/executions`
  const done: string[] = []
  /** Done, but nobody has said that the outcome was taken. */
  const open = new Map<string, Work>()
  let resumed = 0

  async function give(served: Served, work: Work): Promise<void> {
    const outcome = { status: 'succeeded', output: work.input }
    const answer = await served.call('PATCH', `${path}/${work.executionId}`, outcome)
    if (!answer) return
    const isTaken = answer.status === 200 || String(answer.body['message']).includes('is succeeded')
    if (!isTaken) throw new Error(`${work.executionId} was not to be ended: ${JSON.stringify(answer)}`)
    open.delete(work.executionId)
  }

  async function doWork(served: Served, work: Work): Promise<void> {
    done.push(work.executionId)
    open.set(work.executionId, work)
    await give(served, work)
  }

  async function take(served: Served): Promise<void> {
    while (!served.isKilled()) {
      const answer = await served.call('POST', path, {})
      if (answer?.status === 404) await delay(20)
      else if (answer?.status === 200) await doWork(served, answer.body as unknown as Work)
      else if (answer) throw new Error(`POST ${path} answered ${JSON.stringify(answer)}`)
    }
  }

  return {
    done,
    get resumed() {
      return resumed
    },
    async adopt(served) {
      for (const work of open.values()) {
        resumed += 1
        await give(served, work)
      }
      const known = new Set(done)
      const answer = await served.call('GET', `${path}?status=running&maxResults=1000`)
      for (const work of (answer?.body['executions'] ?? []) as Work[])
        if (work.startTime !== null && !known.has(work.executionId)) await doWork(served, work)
    },
    async work(served, takers) {
      await Promise.all(Array.from({ length: takers }, () => take(served)))
    },
  }
}
