import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { machinePath, root, run, runWell } from './machine.ts'

/** The Nodes that users have: one that is too old, the oldest that the package admits, the repository's own. */
export const NODES = ['20', '22.18.0', '26'] as const
export type NodeVersion = (typeof NODES)[number]

/** A PATH on which that Node comes first: the machine's own where it is that one, otherwise one that npm has. */
export async function pathWith(version: NodeVersion): Promise<string> {
  if (version === '26') return [dirname(process.execPath), machinePath].join(delimiter)
  const own = await run('node', ['--version'], { cwd: root }).catch(() => undefined)
  if (own?.stdout.startsWith(`v${version}.`) || own?.stdout.trim() === `v${version}`) return machinePath
  return [await install(version), machinePath].join(delimiter)
}

/** What npm's package `node` installs by a script: only the program, for this machine. */
const PACKAGE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

/** Installs it beside the repository's packages, once. Resolves with the folder of its program. */
async function install(version: NodeVersion): Promise<string> {
  const folder = join(root, 'node_modules/.cache/test-node', version)
  const bin = join(folder, 'node_modules', PACKAGE, 'bin')
  if (await stat(bin).catch(() => undefined)) return bin
  const draft = `${folder}-${process.pid}`
  await mkdir(draft, { recursive: true })
  await writeFile(join(draft, 'package.json'), '{ "private": true }')
  const path = [dirname(process.execPath), machinePath].join(delimiter)
  // A connection that stalls is tried anew.
  const flags = ['--no-audit', '--no-fund', '--loglevel=error', '--fetch-timeout=20000', '--fetch-retries=5']
  await runWell('npm', ['install', ...flags, `${PACKAGE}@${version}`], { cwd: draft, path })
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }))
  return bin
}
