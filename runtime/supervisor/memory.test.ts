import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { containerMemory } from './cgroup.ts'
import { guardMemory, heapFlags } from './memory-guard.ts'
import { createStop } from './stop.ts'

const MIB = 2 ** 20

/** Files as the kernel shows them, and a way to change them. */
async function cgroup(files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), 'test-'))
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), text)
  }
  for (const [name, text] of Object.entries(files)) await write(name, text)
  return { root, write, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) }
}

const version2 = {
  'memory.max': `${512 * MIB}\n`,
  'memory.current': `${300 * MIB}\n`,
  'memory.stat': `anon 1\ninactive_file ${100 * MIB}\n`,
  'memory.events': 'low 0\noom 1\noom_kill 2\n',
}
const version1 = {
  'memory/memory.limit_in_bytes': `${512 * MIB}\n`,
  'memory/memory.usage_in_bytes': `${300 * MIB}\n`,
  'memory/memory.stat': `total_inactive_file ${100 * MIB}\n`,
  'memory/memory.oom_control': 'under_oom 0\noom_kill 2\n',
}

describe("the container's memory", () => {
  it.each([
    ['2', version2],
    ['1', version1],
  ])('is read from a cgroup of version %s, without the cache that can be dropped', async (_, files) => {
    await using group = await cgroup(files)
    const memory = containerMemory(group.root)
    expect(memory?.limit).toBe(512 * MIB)
    expect(memory?.used()).toBe(200 * MIB)
    expect(memory?.oomKills()).toBe(2)
  })

  it.each<[string, Record<string, string>]>([
    ['no files', {}],
    ['no limit in version 2', { ...version2, 'memory.max': 'max\n' }],
    ['no limit in version 1', { 'memory/memory.limit_in_bytes': '9223372036854771712\n' }],
  ])('has no limit where there is %s', async (_, files) => {
    await using group = await cgroup(files)
    expect(containerMemory(group.root)).toBeUndefined()
  })
})

describe('the memory guard', () => {
  it('orders the stop before the kernel would take its pick, with the numbers', async () => {
    await using group = await cgroup(version2)
    const memory = containerMemory(group.root)
    const clock = new VirtualClock()
    const stop = createStop()
    const over = new AbortController()
    if (!memory) throw new Error('there is a limit')
    const guard = guardMemory({ memory, clock, relieve: stop.order, signal: over.signal })
    await clock.advance(10_000)
    expect(stop.current).toBeUndefined()
    await group.write('memory.current', `${590 * MIB}\n`)
    await clock.advance(250)
    over.abort()
    await guard
    expect(stop.current?.outcome).toEqual({
      status: 'failed',
      error: { message: "Out of memory: the handler used 490 MiB of the container's 512 MiB of memory" },
    })
  })

  it("caps the handler's heap, unless the author has", async () => {
    await using group = await cgroup(version2)
    const memory = containerMemory(group.root)
    expect(heapFlags(memory)).toEqual(['--max-old-space-size=332'])
    expect(heapFlags(memory, '--max-old-space-size=100')).toEqual([])
    expect(heapFlags(undefined)).toEqual([])
    expect(heapFlags(memory, '', 4)).toEqual(['--max-old-space-size=83'])
    expect(heapFlags(memory, '', 64)).toEqual(['--max-old-space-size=32'])
  })
})
