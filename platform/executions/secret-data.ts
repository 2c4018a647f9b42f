import type { SecretId } from '../../contract/index.ts'
import type { Keyring } from '../access/keyring.ts'
import { LaunchError } from '../launchers/launcher.ts'
import type { Store } from '../store/store.ts'

/**
 * The data of a secret, as the variables of a container.
 * @throws LaunchError for one that is gone
 */
export async function secretData(
  { store, keyring }: { store: Store; keyring: Keyring },
  secretId: SecretId,
): Promise<Record<string, string>> {
  const secret = await store.get('secrets', secretId)
  if (!secret) throw new LaunchError(`the transition's secret ${secretId} was deleted`)
  const data = Object.entries(JSON.parse(keyring.unseal(secret.sealed)))
  return Object.fromEntries(
    data.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}
