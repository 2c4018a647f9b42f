/** Random numbers that a seed repeats. */
export interface Random {
  /** From 0 up to, but not, `below`. */
  integer(below: number): number
  /** @param share 0 to 1 */
  chance(share: number): boolean
  /** One of several; undefined of none. */
  pick<T>(values: readonly T[]): T | undefined
  /** Base64 of so many random bytes. */
  base64(bytes: number): string
}

/** mulberry32: small, and good enough to choose by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (below: number) => Math.floor(next() * below)
  return {
    integer,
    chance: (share) => next() < share,
    pick: (values) => values[integer(values.length)],
    base64: (bytes) => Buffer.from(Uint8Array.from({ length: bytes }, () => integer(256))).toString('base64'),
  }
}
