import { createInterface, emitKeypressEvents, type Key } from 'node:readline'
import { unguarded } from '../terminal.ts'

/** What each key does. */
export interface KeyHandlers {
  /** By the key's name. Ctrl-C is `q`. */
  keys: Readonly<Record<string, () => void>>
}

/** The keyboard of a terminal. */
export interface Keyboard extends Disposable {
  /** Asks for a line; `undefined` if the user cancels. Meanwhile keys are text. */
  ask(question: string, text: string): Promise<string | undefined>
}

/** Listens for single keys; undefined where stdin is no terminal. */
export function openKeyboard({ keys }: KeyHandlers): Keyboard | undefined {
  const { stdin } = process
  if (!stdin.isTTY) return undefined
  let isAsking = false
  const onKey = (_text: string | undefined, key: Key) => {
    if (isAsking) return
    const name = key.ctrl === true ? (key.name === 'c' || key.name === 'd' ? 'q' : undefined) : key.name
    if (name !== undefined) keys[name]?.()
  }
  emitKeypressEvents(stdin)
  stdin.setRawMode(true)
  stdin.resume()
  stdin.on('keypress', onKey)

  return {
    async ask(question, text) {
      isAsking = true
      const lines = createInterface({ input: stdin, output: unguarded(process.stdout), terminal: true })
      try {
        const answer = Promise.withResolvers<string | undefined>()
        lines.once('SIGINT', () => answer.resolve(undefined))
        lines.once('close', () => answer.resolve(undefined))
        lines.question(question, answer.resolve)
        lines.write(text)
        return await answer.promise
      } finally {
        lines.close()
        isAsking = false
        // Closing the interface has reset the terminal.
        stdin.setRawMode(true)
        stdin.resume()
      }
    },
    [Symbol.dispose]() {
      stdin.off('keypress', onKey)
      stdin.setRawMode(false)
      stdin.pause()
    },
  }
}
