import { setTimeout as delay } from 'node:timers/promises'

// As they were before any test replaced them.
const { now } = Date

/**
 * Looks until nothing is left, or for so long that it will not go by itself.
 * @param goneAfterMs what has been told to end may take as long; it is waited for only where something is left
 */
export async function whatStays(look: () => Promise<string[]>, goneAfterMs: number): Promise<string[]> {
  const deadline = now() + goneAfterMs
  let left = await look()
  while (left.length > 0 && now() < deadline) {
    await delay(50)
    left = await look()
  }
  return left
}
