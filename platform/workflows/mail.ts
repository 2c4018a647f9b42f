import { messageOf } from '../../contract/index.ts'

/** For how long a server may be silent, in milliseconds: a platform that ends waits for its mail. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 10_000 }

/** A letter, ready to be sent. */
export interface Letter {
  to: string
  subject: string
  text: string
}

/** Prepares a letter. The returned function sends it, and rejects with a message for people if that fails. */
export type Mail = (letter: Letter) => () => Promise<void>

/**
 * Sends mail by SMTP.
 * @param url such as `smtp://user:password@host:587`; `smtps:` for TLS from the start
 */
export function smtpMail(url: string): Mail {
  const { username, hostname } = new URL(url)
  const user = decodeURIComponent(username)
  const from = user.includes('@') ? user : `docker-transition@${hostname}`
  return (letter) => async () => {
    // Loaded late, as most platforms never send mail.
    const { createTransport } = await import('nodemailer')
    const transport = createTransport({ url, ...TIMEOUTS })
    try {
      await transport.sendMail({ from, ...letter })
    } catch (error) {
      throw new Error(`${letter.to} could not be mailed by ${hostname}: ${messageOf(error)}`, {
        cause: error,
      })
    } finally {
      transport.close()
    }
  }
}
