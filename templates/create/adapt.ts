import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { editManifest } from './compose.ts'
import type { PackageManager } from './package-managers.ts'

/** What stands in the templates' files, which are written for npm. */
const NPM = {
  lockfile: 'package-lock.json',
  all: '- run: npm ci\n',
  withoutScripts: 'npm ci --ignore-scripts --no-audit --no-fund',
  production: 'npm ci --omit=dev --no-audit --no-fund',
}

/** Writes a project, which goes by npm, for another package manager. */
export async function adaptTo(manager: PackageManager, project: string): Promise<void> {
  if (manager.name === 'npm') return
  const { files, install, name } = manager
  await edit(project, 'Dockerfile', [
    [NPM.lockfile, files.join(' ')],
    [NPM.withoutScripts, install.withoutScripts],
    [NPM.production, install.production],
  ])
  await edit(project, '.github/workflows/ci.yml', [[NPM.all, `- run: ${install.all}\n`]])
  for (const file of ['README.md', '.vscode/launch.json', 'Dockerfile']) {
    await write(project, file, (text) => inWordsOf(manager, text))
  }
  await rm(join(project, '.npmrc'), { force: true })

  if (name === 'pnpm') await writeFile(join(project, 'pnpm-workspace.yaml'), await pnpmSettings(project))
  if (files.includes('.yarnrc.yml'))
    await writeFile(join(project, '.yarnrc.yml'), 'nodeLinker: node-modules\n')
  // Without it, yarn looks for a project in the folders above.
  if (name === 'yarn') await writeFile(join(project, 'yarn.lock'), '')
  await editManifest(project, (manifest) => {
    if (name === 'bun') manifest['trustedDependencies'] = allowed(manifest.allowScripts)
    if (name !== 'bun') manifest['packageManager'] = `${name}@${manager.version}`
    Reflect.deleteProperty(manifest, 'allowScripts')
  })
}

/** npm's commands in a text, as the manager has them. Those of a container are npm's: it is what is there. */
export function inWordsOf({ name, run, separator }: PackageManager, text: string): string {
  return text
    .replaceAll(/(?<!RUN )\bnpm (?:run (\w+)|(start|test))( -- )?/g, (_, script, short, dashes) => {
      const command = run(script ?? short)
      return dashes ? `${command} ${separator}` : command
    })
    .replaceAll('npm install', `${name} add`)
}

const allowed = (scripts: Record<string, boolean>) =>
  Object.keys(scripts).filter((package_) => scripts[package_] === true)

async function pnpmSettings(project: string): Promise<string> {
  const { allowScripts } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'))
  const lines = Object.entries(allowScripts).map(([package_, allows]) => `  ${package_}: ${String(allows)}`)
  return `allowBuilds:\n${lines.join('\n')}\n`
}

/** @throws if a text isn't there: the templates and this have drifted apart */
async function edit(project: string, file: string, changes: [from: string, to: string][]): Promise<void> {
  await write(project, file, (text) => {
    for (const [from] of changes) if (!text.includes(from)) throw new Error(`${file} has no "${from}"`)
    return changes.reduce((edited, [from, to]) => edited.replaceAll(from, to), text)
  })
}

async function write(project: string, file: string, change: (text: string) => string): Promise<void> {
  const path = join(project, file)
  await writeFile(path, change(await readFile(path, 'utf8')))
}
