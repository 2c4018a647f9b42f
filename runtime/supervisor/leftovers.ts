import { processFile, processIds } from './processes.ts'

/** How often it searches again: a process can start others while it is being killed. */
const MAX_ROUNDS = 10

/** Marks a handler process and whatever it starts, by a variable of their environment, which children inherit. */
export interface LeftoverMark {
  /** Goes into the handler process's environment. */
  readonly variables: Readonly<Record<string, string>>
  /** Ends all that carry the mark, also those that have left the handler's process group. */
  sweep(): void
}

/** A mark that no other process has. */
export function createLeftoverMark(): LeftoverMark {
  const name = 'TRANSITION_PROCESS'
  // node:crypto takes longer to load than all of this.
  const value = `${process.pid}-${Date.now()}-${Math.random().toString(36).slice(2)}`
  const mark = `${name}=${value}`
  const isMarked = (pid: number) =>
    pid !== process.pid && processFile(pid, 'environ').split('\0').includes(mark)
  return {
    variables: { [name]: value },
    sweep() {
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const left = processIds().filter(isMarked)
        if (left.length === 0) return
        for (const pid of left) kill(pid)
      }
    },
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone.
  }
}
