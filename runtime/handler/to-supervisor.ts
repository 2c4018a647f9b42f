import { CHANNEL_DESCRIPTOR, onMessages, sendMessage } from '../channel.ts'
import { PULSE_INTERVAL_MS, type FromHandler, type ToHandler } from '../messages.ts'

/** The handler process's end of the channel. */
export interface Channel {
  /** Resolves once the supervisor's end has it, or is gone. */
  send(message: FromHandler): Promise<void>
  /** Says which turn the next reports and progress belong to. */
  startTurn(nonce: string): void
  /** Lets the channel keep the process alive, as it does at first, or not. */
  keepAlive(on: boolean): void
}

/** What the handler process is told by its supervisor. */
export interface ChannelListener {
  onMessage(message: ToHandler): void
  /** The supervisor is gone. */
  onEnd(): void
}

/**
 * Opens the channel. The process's name is taken off its arguments, so that user code doesn't find it.
 * @throws if the process was started by something else than a supervisor
 */
export function openChannel({ onMessage, onEnd }: ChannelListener): Channel {
  const { Socket } = process.getBuiltinModule('node:net')
  const [, processNonce = ''] = process.argv.splice(2)
  let turnNonce = processNonce
  const socket = new Socket({ fd: CHANNEL_DESCRIPTOR, readable: true, writable: true })
  // The supervisor is the only one that writes here: its messages are of their type.
  onMessages(socket, (message) => onMessage(message as unknown as ToHandler))
  socket.once('close', onEnd)
  return {
    send: (message) => {
      const ofTurn = message.type === 'report' || message.type === 'progress'
      return sendMessage(socket, { nonce: ofTurn ? turnNonce : processNonce, ...message })
    },
    startTurn: (nonce) => {
      turnNonce = nonce
    },
    keepAlive: (on) => void (on ? socket.ref() : socket.unref()),
  }
}

/** In milliseconds. `performance` would do, but loads all that measures performance. */
const now = () => process.uptime() * 1000

/** Says once a second that the event loop turns, and how late. */
export function startPulse(channel: Channel): void {
  let due = now() + PULSE_INTERVAL_MS
  const beat = () => {
    const lagMs = Math.max(0, Math.round(now() - due))
    due = now() + PULSE_INTERVAL_MS
    void channel.send({ type: 'pulse', lagMs, rssBytes: process.memoryUsage.rss() })
  }
  setInterval(beat, PULSE_INTERVAL_MS).unref()
}
