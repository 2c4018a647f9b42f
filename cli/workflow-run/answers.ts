import { createInterface } from 'node:readline/promises'
import type { JsonObject } from '../../contract/index.ts'
import { readInput } from '../local-run/read-input.ts'
import { printable, unguarded } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** What a person says of a piece of work. */
export type Answer = { output: JsonObject } | { rejected: string }

/** Who does the work of manual transitions. */
export type Answers = (step: string, input: JsonObject, signal: AbortSignal) => Promise<Answer>

/**
 * The answers of the command line, `review=answer.json`: fields of the output; the others are the input's. What has none is asked on
 * the terminal.
 * @throws UsageError
 */
export async function readAnswers(given: readonly string[], steps: readonly string[]): Promise<Answers> {
  const answers = new Map<string, JsonObject>()
  for (const one of given) {
    const [step = '', ...rest] = one.split('=')
    if (!steps.includes(step) || rest.length === 0)
      throw new UsageError(
        `--answer ${one}: expected STEP=JSON, or a file with JSON, for one of ${steps.join(', ') || 'no manual transition'}`,
      )
    answers.set(step, await readInput(rest.join('='), `--answer ${step}`))
  }
  return async (step, input, signal) => {
    const answer = answers.get(step)
    if (answer) return { output: { ...input, ...answer } }
    if (!process.stdin.isTTY)
      throw new UsageError(`${step} waits for a person: --answer ${step}=answer.json gives what they say`)
    return ask(step, input, signal)
  }
}

async function ask(step: string, input: JsonObject, signal: AbortSignal): Promise<Answer> {
  const lines = createInterface({ input: process.stdin, output: unguarded(process.stdout) })
  lines.once('SIGINT', () => process.emit('SIGINT'))
  try {
    for (;;) {
      const question = `\n${JSON.stringify(input, undefined, 2)}\n${step}: Enter leaves it so, {"field": …} changes fields, other words reject it: `
      const said = (await lines.question(printable(question), { signal })).trim()
      if (said === '') return { output: input }
      if (!said.startsWith('{')) return { rejected: said }
      try {
        return { output: { ...input, ...(await readInput(said, 'That')) } }
      } catch (error) {
        if (!(error instanceof UsageError)) throw error
        console.error(error.message)
      }
    }
  } finally {
    lines.close()
  }
}
