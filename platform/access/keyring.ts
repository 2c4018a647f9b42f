import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf } from '../../contract/message-of.ts'

/** Keys for each purpose, all derived from one. */
export interface Keyring {
  /** Signs tokens: HMAC-SHA256. */
  sign(text: string): Buffer
  /** Encrypts what is stored, by AES-256-GCM. */
  seal(plain: string): string
  unseal(sealed: string): string
  /** A name or password that is the same whenever the key is. */
  derive(purpose: string): string
}

/** A keyring whose key is stored nowhere. */
export function ephemeralKeyring(): Keyring {
  return keyring(randomBytes(32))
}

/** The keyring of a key file. A missing file is created, readable by its owner only. */
export async function openKeyring(path: string): Promise<Keyring> {
  if (!existsSync(path)) await makeKeyFile(path)
  const digits = (await readFile(path, 'utf8')).trim()
  // `Buffer.from` would ignore whatever follows the digits.
  if (!/^[0-9a-f]{64}$/i.test(digits))
    throw new Error(`${path} is no key file: expected 64 hexadecimal digits`)
  return keyring(Buffer.from(digits, 'hex'))
}

/** Links the complete file to its name, so that a process killed halfway leaves no broken key. */
async function makeKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600, flush: true })
  try {
    await link(draft, path)
  } catch (error) {
    // Another process has created the key: it counts.
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    await unlink(draft)
  }
}

const ALGORITHM = 'aes-256-gcm'

function keyring(root: Buffer): Keyring {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', root, '', purpose, 32))
  const sealKey = keyFor('seal')
  const tokenKey = createSecretKey(keyFor('token'))
  return {
    sign: (text) => createHmac('sha256', tokenKey).update(text).digest(),
    seal(plain) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(ALGORITHM, sealKey, nonce)
      const encrypted = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64')
    },
    unseal(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv(ALGORITHM, sealKey, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    derive: (purpose) => createHmac('sha256', keyFor('derive')).update(purpose).digest('hex'),
  }
}
