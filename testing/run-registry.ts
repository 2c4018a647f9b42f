import type { PlatformEvent } from '../platform/index.ts'
import type { Outcome } from '../runtime/outcome.ts'
import { assembleResult } from './assemble-result.ts'
import type { Container } from './simulated-container.ts'
import type { RunResult } from './run-result.ts'

/** What is known of one execution. */
export interface Run {
  container?: Container
  /** What its container has printed. */
  lines: string[]
  /** Whether the test waits for it. */
  isAwaited: boolean
  /** Whether nobody waits for it any more. */
  isAbandoned: boolean
  /** How the platform says that it ended. */
  ended?: PlatformEvent & { type: 'ended' }
  exited: PromiseWithResolvers<void>
}

/** A harness's runs, until their results are read. */
export interface RunRegistry {
  /** The run of an execution; registers it if it is new. */
  of(executionId: string): Run
  find(executionId: string): Run | undefined
  /** Containers that have not exited. */
  containers(): Container[]
  /** The executions of those containers. */
  running(): string[]
  /** Whether the clock may advance by itself: every run only waits for the clock. */
  mayPass(): boolean
  /** Records an execution's end and its container's exit. */
  handleEvent(event: PlatformEvent): void
  /** Records a line that a container has printed. */
  print(run: Run, line: string): void
  /** Resolves once a container has printed a line with this text. */
  printed(text: string): Promise<void>
  /** The result of a run that has exited. The registry then forgets the run. */
  conclude(executionId: string): Promise<RunResult>
}

/** A registry without runs. */
export function createRunRegistry(): RunRegistry {
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
    running: () =>
      Array.from(runs).flatMap(([executionId, { container }]) =>
        container && !container.isOver ? [executionId] : [],
      ),
    mayPass: () =>
      Array.from(runs.values()).every(
        ({ container, isAwaited, isAbandoned }) =>
          !container || container.isOver || isAbandoned || (isAwaited && !container.isAtWork),
      ),
    handleEvent(event) {
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
      const had = ended && outcomeOf(ended)
      const accepted = ended?.execution.completedBy ? had : undefined
      return assembleResult(executionId, container, lines, { had, accepted })
    },
  }
}

function outcomeOf({
  execution: { status },
  output = {},
  error = { message: '' },
}: PlatformEvent & { type: 'ended' }): Outcome | undefined {
  if (status === 'running') return undefined
  return status === 'succeeded' ? { status, output } : { status, error }
}
