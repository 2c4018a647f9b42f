import { mkdir, mkdtempDisposable, rename, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A project's folder, from which this package, as built, and packages that it has installed are found. */
export async function openProject(files: Record<string, string>, packages: readonly string[] = []) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'project-'))
  const modules = join(folder.path, 'node_modules')
  await mkdir(modules)
  await symlink(root, join(modules, 'docker-transition'))
  for (const name of packages) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(root, 'node_modules', name), join(modules, name))
  }
  await writeFiles(folder.path, files)
  return folder
}

/** Writes files by their names in a folder. Whoever watches one sees it as it was or as it is to be, never a part. */
export async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.new`, text)
    await rename(`${path}.new`, path)
  }
}
