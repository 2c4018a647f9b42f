import { readFileSync } from 'node:fs'

/** The container's memory, as the kernel counts it. All in bytes. */
export interface ContainerMemory {
  /** What the container may use. */
  readonly limit: number
  /** What it uses now, without the file cache that the kernel can drop. */
  used(): number | undefined
  /** How many of its processes the kernel has killed for want of memory. */
  oomKills(): number | undefined
}

/** The container's memory by its cgroup (version 2, else 1); undefined where there is no limit, as outside containers. */
export function containerMemory(root = '/sys/fs/cgroup'): ContainerMemory | undefined {
  const version2 = {
    limit: number(read(`${root}/memory.max`)),
    current: `${root}/memory.current`,
    stat: `${root}/memory.stat`,
    cache: 'inactive_file',
    events: `${root}/memory.events`,
  }
  const version1 = {
    limit: number(read(`${root}/memory/memory.limit_in_bytes`)),
    current: `${root}/memory/memory.usage_in_bytes`,
    stat: `${root}/memory/memory.stat`,
    cache: 'total_inactive_file',
    events: `${root}/memory/memory.oom_control`,
  }
  const { limit, current, stat, cache, events } = version2.limit === undefined ? version1 : version2
  // Version 1 says "no limit" by a number larger than any machine.
  if (limit === undefined || limit > 2 ** 50) return undefined
  return {
    limit,
    used: () => {
      const total = number(read(current))
      return total === undefined ? undefined : total - (entry(read(stat), cache) ?? 0)
    },
    oomKills: () => entry(read(events), 'oom_kill'),
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** `max` and what is missing are no numbers. */
function number(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined
}

/** The number of one line, `name number`. */
function entry(text: string | undefined, name: string): number | undefined {
  return number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text ?? '')?.[1])
}
