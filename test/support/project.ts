import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Lets a project's folder find this package, as built, and packages that this one has installed. */
export async function linkPackages(folder: string, packages: readonly string[] = []): Promise<void> {
  const modules = join(folder, 'node_modules')
  await mkdir(modules, { recursive: true })
  await symlink(root, join(modules, 'docker-transition'))
  for (const name of packages) await symlink(join(root, 'node_modules', name), join(modules, name))
}
