// Runs around all tests: nothing that they start or make outlives them.
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What has ended may take this long, in milliseconds, to be gone. */
const PATIENCE_MS = 3000

/** Remembers what is there, and returns the check that nothing more is there afterwards. */
export default async function setup(): Promise<() => Promise<void>> {
  const before = new Set(await survivors())
  return async () => {
    const deadline = Date.now() + PATIENCE_MS
    let left: string[]
    do {
      left = (await survivors()).filter((survivor) => !before.has(survivor))
      if (left.length > 0) await delay(100)
    } while (left.length > 0 && Date.now() < deadline)
    if (left.length > 0) throw new Error(`these outlived the tests:\n${left.join('\n')}`)
  }
}

/** Processes of this repository's programs, and temporary folders of its programs and tests. */
async function survivors(): Promise<string[]> {
  const folders = (await readdir(tmpdir())).filter((name) => /^(transition|test)-/.test(name))
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const processes = await Promise.all(
    pids.map(async (pid) => {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
      const isOurs = command.some(
        (argument) => argument.startsWith(`${root}dist/`) || argument.startsWith(`${root}test/fixtures/`),
      )
      return isOurs ? [`process ${pid}: ${command.join(' ')}`] : []
    }),
  )
  return [...folders.map((name) => `folder ${name}`), ...processes.flat()]
}
