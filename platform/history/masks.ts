import { DockerParameters } from '../../contract/index.ts'
import { createMask, type Mask } from '../../contract/mask.ts'
import type { Keyring } from '../access/keyring.ts'
import { secretData } from '../executions/secret-data.ts'
import type { Store } from '../store/store.ts'

/** At most so many executions are remembered here; of others the store is asked. */
const REMEMBERED = 1000

/** The secrets that containers were given, to keep them out of the history. */
export interface Masks {
  /** Remembers what an execution's container gets: here, and sealed in the store, for a restart and for other members. */
  add(executionId: string, secrets: readonly string[], at: number): Promise<void>
  /** @returns undefined where a secret was deleted that nobody remembers */
  of(executionId: string): Promise<Mask | undefined>
  /** The secrets themselves, as far as they are known. */
  secretsOf(executionId: string): Promise<string[]>
  forget(executionId: string): void
}

/** Masks of the executions in a store. */
export function createMasks(sources: { store: Store; keyring: Keyring }): Masks {
  const { store, keyring } = sources
  const masks = new Map<string, Promise<Mask | undefined>>()

  function remember(executionId: string, mask: Promise<Mask | undefined>): Promise<Mask | undefined> {
    masks.set(executionId, mask)
    const [oldest] = masks.keys()
    if (masks.size > REMEMBERED && oldest !== undefined) masks.delete(oldest)
    return mask
  }

  /** What the container was given when it was launched. */
  async function kept(executionId: string): Promise<string[]> {
    const entries = await store.getHistory(executionId)
    return entries.flatMap((entry) =>
      entry.kind === 'secrets' ? (JSON.parse(keyring.unseal(entry.sealed)) as string[]) : [],
    )
  }

  /** What the transition's secrets hold now. */
  async function current(executionId: string): Promise<{ secrets: string[]; areAllThere: boolean }> {
    const row = await store.get('executions', executionId)
    const transition = row && (await store.get('transitions', row.transitionId))
    const parameters = row?.completes?.parameters ?? transition?.parameters
    const { environmentSecrets = [] } = DockerParameters.safeParse(parameters).data ?? {}
    const found = await Promise.all(
      environmentSecrets.map((id) => secretData(sources, id).catch(() => undefined)),
    )
    return {
      secrets: found.flatMap((data = {}) => Object.values(data)),
      areAllThere: !found.includes(undefined),
    }
  }

  async function load(executionId: string): Promise<Mask | undefined> {
    const [given, { secrets, areAllThere }] = await Promise.all([kept(executionId), current(executionId)])
    return given.length > 0 || areAllThere ? createMask([...given, ...secrets]) : undefined
  }

  return {
    async add(executionId, secrets, at) {
      void remember(executionId, Promise.resolve(createMask(secrets)))
      if (secrets.length === 0) return
      const sealed = keyring.seal(JSON.stringify(secrets))
      await store.appendHistory([{ executionId, at, kind: 'secrets', sealed }])
    },
    of: (executionId) => masks.get(executionId) ?? remember(executionId, load(executionId)),
    secretsOf: async (executionId) => [...(await kept(executionId)), ...(await current(executionId)).secrets],
    forget: (executionId) => void masks.delete(executionId),
  }
}
