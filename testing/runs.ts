import type { JsonObject } from '../contract/index.ts'
import type { PlatformEvent } from '../platform/index.ts'
import type { Outcome } from '../runtime/outcome.ts'
import { assembleResult } from './assemble-result.ts'
import type { Container } from './container.ts'
import type { RunResult } from './run-result.ts'

/** One execution, as far as it is known. */
export interface Run {
  container?: Container
  /** What its container has printed. */
  lines: string[]
  /** Whether the test waits for it. */
  isAwaited: boolean
  /** Whether nobody waits for it any more. */
  isAbandoned: boolean
  /** What the platform says of its end. */
  ended?: PlatformEvent & { type: 'ended' }
  exited: PromiseWithResolvers<void>
}

/** The executions of a harness that have not been told of yet. */
export interface Runs {
  /** The run of an execution, from the first word of it on. */
  of(executionId: string): Run
  find(executionId: string): Run | undefined
  /** Containers that have not exited. */
  containers(): Container[]
  /** Whether nothing of any run needs time of its own. */
  mayPass(): boolean
  /** Notes what happens on the platform. */
  notice(event: PlatformEvent): void
  /** Notes a line that a container has printed. */
  print(run: Run, line: string): void
  /** Resolves once a container has printed a line with this text. */
  printed(text: string): Promise<void>
  /** All that was seen of a run that has exited, which is then forgotten. */
  conclude(executionId: string): Promise<RunResult>
}

export function createRuns(): Runs {
  const runs = new Map<string, Run>()
  const watchers = new Set<(line: string) => void>()

  function runOf(executionId: string): Run {
    const known = runs.get(executionId)
    if (known) return known
    const run = { lines: [], isAwaited: false, isAbandoned: false, exited: Promise.withResolvers<void>() }
    runs.set(executionId, run)
    return run
  }

  return {
    of: runOf,
    find: (executionId) => runs.get(executionId),
    containers: () =>
      Array.from(runs.values()).flatMap(({ container }) =>
        container && !container.isOver ? [container] : [],
      ),
    mayPass: () =>
      Array.from(runs.values()).every(
        ({ container, isAwaited, isAbandoned }) =>
          !container || container.isOver || isAbandoned || (isAwaited && !container.isAtWork),
      ),
    notice(event) {
      if (event.type === 'ended') runOf(event.execution.executionId).ended = event
      if (event.type === 'exited') runOf(event.executionId).exited.resolve()
    },
    print(run, line) {
      run.lines.push(line)
      for (const look of watchers) look(line)
    },
    printed: (text) =>
      new Promise((resolve) => {
        const look = (line: string) => {
          if (!line.includes(text)) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        for (const { lines } of runs.values()) lines.forEach(look)
      }),
    conclude(executionId) {
      const { container, lines, ended } = runOf(executionId)
      runs.delete(executionId)
      const { execution, output, error } = ended ?? {}
      return assembleResult(executionId, container, lines, {
        outcome: execution?.completedBy ? outcomeOf(execution.status, output, error) : undefined,
        status: execution?.status ?? 'running',
        output,
        error,
      })
    },
  }
}

function outcomeOf(
  status: RunResult['status'],
  output: JsonObject = {},
  error: { message: string } = { message: '' },
): Outcome | undefined {
  if (status === 'running') return undefined
  return status === 'succeeded' ? { status, output } : { status, error }
}
