import { fileURLToPath } from 'node:url'
import { processLauncher, type Launcher } from '../../platform/index.ts'
import { runtimeCommand } from '../runtime-command.ts'
import type { Breakpoints } from './breakpoints.ts'
import { divideVariables } from './own-variables.ts'
import type { LocalRun } from './start-execution.ts'

/** Runs handlers of whoever typed the command: the one that was named, with variables that the API takes from nobody. */
export interface OwnHandlers {
  readonly launcher: Launcher
  /** Admits a run's handler, from the next launch on. Returns the run as it can go over the API. */
  admit(run: LocalRun): LocalRun
}

/** A launcher for the command's own handlers, and for no others. */
export function createOwnHandlers(breakpoints?: Breakpoints): OwnHandlers {
  const handlers: string[] = []
  let own: Readonly<Record<string, string>> = {}
  return {
    launcher: processLauncher(runtimeCommand(breakpoints?.arguments), { handlers, variables: () => own }),
    admit(run) {
      handlers.splice(0, Infinity, fileURLToPath(run.imageUrl))
      const [secrets, base, environment] = [run.secrets, run.base, run.environment].map(divideVariables)
      own = { ...secrets?.own, ...base?.own, ...environment?.own, ...breakpoints?.variables }
      return {
        ...run,
        secrets: secrets?.open ?? {},
        base: base?.open ?? {},
        environment: environment?.open ?? {},
      }
    },
  }
}
