// The package as users have it: packed, and installed in a folder of its own.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtempDisposable, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { environment, machinePath, pack, root, run, runWell, type Finished } from '../scaffold/machine.ts'
import { follow, type Running } from '../support/programs.ts'
import { writeFiles } from '../support/project.ts'
import { pathWith, type NodeVersion } from '../scaffold/nodes.ts'

const path = [dirname(process.execPath), machinePath].join(delimiter)

/** A folder that had nothing in it before `npm install docker-transition`. */
export interface Installed extends AsyncDisposable {
  path: string
  /** Runs a program as `npx` would: with that Node, and on no terminal. */
  run(node: NodeVersion, program: string, ...args: string[]): Promise<Finished>
  /** The same, with more variables; it is asked to end when it is disposed of before that. */
  start(
    node: NodeVersion,
    variables: Record<string, string>,
    program: string,
    ...args: string[]
  ): Promise<Running>
  /** Runs a script of bash with that Node. */
  shell(node: NodeVersion, script: string): Promise<Finished>
}

/** Packs the build, installs it, and writes these files beside it. */
export async function openInstalled(files: Record<string, string> = {}): Promise<Installed> {
  const folder = await mkdtempDisposable(join(tmpdir(), 'test-'))
  const project = join(folder.path, 'project')
  await mkdir(project)
  const tarball = await pack(root, folder.path, '--ignore-scripts')
  await runWell('cp', ['-a', '--link', join(await dependencies(tarball), 'node_modules'), project], {
    cwd: folder.path,
  })
  const own = join(project, 'node_modules/docker-transition')
  await rm(own, { recursive: true })
  await mkdir(own)
  await runWell('tar', ['--extract', '--strip-components=1', '--file', tarball, '--directory', own], {
    cwd: project,
  })
  await writeFiles(project, { 'package.json': '{ "private": true, "type": "module" }', ...files })
  const pathOf = async (node: NodeVersion) =>
    [join(project, 'node_modules/.bin'), await pathWith(node)].join(delimiter)
  const runWith: Installed['run'] = async (node, program, ...args) => {
    return run(program, args, { cwd: project, path: await pathOf(node) })
  }
  return {
    path: project,
    run: runWith,
    async start(node, variables, program, ...args) {
      const env = { ...environment(await pathOf(node)), ...variables }
      return follow(spawn(program, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] }))
    },
    // Of a language that the machine lacks, bash warns on stderr where LC_ALL names it, and not where LANG does.
    shell: (node, script) => runWith(node, 'env', '--unset=LC_ALL', 'bash', '-c', script),
    [Symbol.asyncDispose]: () => folder.remove(),
  }
}

/** What npm installs beside the package, kept as long as its manifest asks for the same. */
async function dependencies(tarball: string): Promise<string> {
  const { dependencies: asked, bin } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const name = createHash('sha256')
    .update(JSON.stringify([asked, bin]))
    .digest('hex')
    .slice(0, 12)
  const folder = join(root, 'node_modules/.cache/test-installed', name)
  if (await stat(folder).catch(() => undefined)) return folder
  const draft = `${folder}-${process.pid}`
  await mkdir(draft, { recursive: true })
  await writeFile(join(draft, 'package.json'), '{ "private": true }')
  const flags = ['--no-audit', '--no-fund', '--no-save', '--loglevel=error']
  await runWell('npm', ['install', ...flags, tarball], { cwd: draft, path })
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }))
  return folder
}
