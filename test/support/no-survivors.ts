// Runs around all tests: nothing that they start or make outlives them.
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What has ended may take this long, in milliseconds, to be gone. */
const PATIENCE_MS = 3000

/** Gives the tests a folder of their own for what is temporary; afterwards nothing may be left in it, nor running. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-transition-tests-'))
  // A database server, which never runs as root, keeps its files in here, too.
  await chmod(folder, 0o711)
  process.env['TMPDIR'] = folder
  const before = new Set(await ourProcesses())
  const survivors = async () => [
    ...(await readdir(folder)).filter((name) => /^(transition|test)-/.test(name)),
    ...(await ourProcesses()).filter((found) => !before.has(found)),
  ]
  return async () => {
    const deadline = Date.now() + PATIENCE_MS
    let left = await survivors()
    while (left.length > 0 && Date.now() < deadline) {
      await delay(100)
      left = await survivors()
    }
    await rm(folder, { recursive: true, force: true })
    if (left.length > 0) throw new Error(`these outlived the tests:\n${left.join('\n')}`)
  }
}

/** Processes of this checkout's programs and fixtures. */
async function ourProcesses(): Promise<string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
      const isOurs = ['dist/', 'test/fixtures/'].some((part) =>
        command.some((argument) => argument.startsWith(root + part)),
      )
      return isOurs ? [`process ${pid}: ${command.join(' ')}`] : []
    }),
  )
  return found.flat()
}
