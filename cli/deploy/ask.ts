import { createInterface } from 'node:readline/promises'
import { printable, unguarded } from '../terminal.ts'

/** Asks a question on the terminal. @returns whether it was answered with yes */
export async function ask(question: string, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: unguarded(process.stdout) })
  try {
    // Ctrl-C comes as a key here.
    lines.once('SIGINT', () => process.emit('SIGINT'))
    return /^y(es)?$/i.test((await lines.question(printable(question), { signal })).trim())
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    lines.close()
  }
}
