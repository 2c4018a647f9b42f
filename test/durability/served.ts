import { HANDLERS } from '../support/handlers.ts'
import { start } from '../support/programs.ts'
import type { Place } from './places.ts'

export interface Answer {
  status: number
  body: Record<string, unknown>
}

/** A platform in a process of its own. Disposing of it kills it. */
export interface Served extends AsyncDisposable {
  /**
   * Calls an operation.
   * @returns undefined if the platform was killed before it answered
   */
  call(method: string, path: string, body?: object): Promise<Answer | undefined>
  isKilled(): boolean
  /** Resolves once the process is gone. */
  kill(): Promise<void>
}

/** Starts the built command, as users would, on a place that its arguments name. It may be killed at any moment from now on. */
export function launch(place: Pick<Place, 'args'>): { listening: Promise<Served>; kill(): Promise<void> } {
  const program = start('transition', {
    args: ['platform', '--port', '0', '--json', '--handlers', HANDLERS, ...place.args],
  })
  let killed = false
  async function kill(): Promise<void> {
    killed = true
    program.child.kill('SIGKILL')
    await program.finished
  }

  async function listen(): Promise<Served> {
    let line = ''
    program.child.stdout?.on('data', (text: string) => (line += text))
    await program.said('\n')
    const { apiEndpoint, apiKey } = JSON.parse(line) as { apiEndpoint: string; apiKey: string }
    return {
      async call(method, path, body) {
        const headers = { 'x-api-key': apiKey, ...(body && { 'content-type': 'application/json' }) }
        try {
          const response = await fetch(apiEndpoint + path, {
            method,
            headers,
            ...(body && { body: JSON.stringify(body) }),
          })
          const text = await response.text()
          return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
        } catch (error) {
          if (killed) return undefined
          throw error
        }
      },
      isKilled: () => killed,
      kill,
      [Symbol.asyncDispose]: kill,
    }
  }
  return { listening: listen(), kill }
}
