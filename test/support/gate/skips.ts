/** What a test may be skipped for the want of, by what its title or its note says. */
const CAPABILITIES: readonly (readonly [name: string, says: RegExp])[] = [
  ['engine', /no Docker Engine answers/],
  ['postgresql', /there is no PostgreSQL server/],
  ['chromium', /there is no \S*(chrom|CHROM)/],
  ['swarm', /npm run test:swarm|network namespaces|no dockerd/],
  ['terminal', /no util-linux `script`/],
  ['python', /there is no python3/],
  ['fish', /there is no fish/],
  ['zsh', /there is no zsh/],
  ['linux', /this is no Linux/],
  ['node', /no Node and no npm of its own/],
]

/** What a skipped test says that it lacks; undefined for one that gives no reason, or one that nobody has listed. */
export function capabilityOf(text: string): string | undefined {
  const [, reason] = /\(skipped: (.*)\)/.exec(text) ?? []
  return CAPABILITIES.find(([, says]) => reason !== undefined && says.test(reason))?.[0]
}
