import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ephemeralKeyring, openKeyring } from './keyring.ts'

async function keyFile() {
  const folder = await mkdtemp(join(tmpdir(), 'test-'))
  return {
    path: join(folder, 'state', 'key'),
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

it('opens what it has sealed, each time sealed otherwise', () => {
  const keyring = ephemeralKeyring()
  const sealed = keyring.seal('hush')
  expect(sealed).not.toContain('hush')
  expect(keyring.seal('hush')).not.toBe(sealed)
  expect(keyring.unseal(sealed)).toBe('hush')
})

it('refuses what another key has sealed, or somebody has changed', () => {
  const keyring = ephemeralKeyring()
  expect(() => keyring.unseal(ephemeralKeyring().seal('hush'))).toThrow('authenticate')
  const bytes = Buffer.from(keyring.seal('hush'), 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  expect(() => keyring.unseal(bytes.toString('base64'))).toThrow('authenticate')
})

it('is the same whenever it is opened from the same file, which only its owner can read', async () => {
  await using file = await keyFile()
  const first = await openKeyring(file.path)
  const second = await openKeyring(file.path)
  expect(second.derive('name')).toBe(first.derive('name'))
  expect(second.unseal(first.seal('hush'))).toBe('hush')
  expect((await stat(file.path)).mode & 0o777).toBe(0o600)
  expect(await readFile(file.path, 'utf8')).toMatch(/^[0-9a-f]{64}$/)
})

it('says so when the file is no key file', async () => {
  await using file = await keyFile()
  await writeFile(join(file.folder, 'key'), 'my key')
  await expect(openKeyring(join(file.folder, 'key'))).rejects.toThrow('is no key file')
})
