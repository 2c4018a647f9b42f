import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { adaptTo } from './adapt.ts'
import type { Choice } from './choose.ts'
import { compose, editManifest } from './compose.ts'
import { ExitCode } from './exit-codes.ts'
import { Stop } from './stop.ts'

/** The name that every template goes by. */
const TEMPLATE_NAME = 'my-transition'
/** The files that have it. */
const NAMED = ['package.json', 'README.md', 'transition.config.ts']

/**
 * Makes the project's folder, whole or not at all: it takes shape beside its place, and is moved there when it is done.
 * @throws Stop if the file system refuses, or the signal aborts
 */
export async function makeProject(choice: Choice, signal: AbortSignal): Promise<void> {
  const { folder } = choice
  const exists = existsSync(folder)
  // Beside an existing folder nothing may be writable.
  const place = exists ? folder : dirname(folder)
  const draft = join(place, `.${basename(folder)}-${process.pid}`)
  let firstMade: string | undefined
  try {
    firstMade = await mkdir(place, { recursive: true })
    await mkdir(draft)
    await write(draft, choice)
    signal.throwIfAborted()
    if (exists) await moveContent(draft, folder)
    else await rename(draft, folder)
  } catch (error) {
    await rm(firstMade ?? draft, { recursive: true, force: true })
    if (error instanceof Stop) throw error
    const message = error instanceof Error ? error.message : String(error)
    throw new Stop(ExitCode.cantCreate, `${folder} could not be made: ${message}`)
  }
}

async function write(draft: string, { template, name, manager, bringsNode }: Choice): Promise<void> {
  await compose(template, draft)
  for (const file of NAMED) {
    const path = join(draft, file)
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(TEMPLATE_NAME, name))
  }
  if (!bringsNode) await leaveNodeOut(draft)
  await adaptTo(manager, draft)
}

/** Templates depend on the npm package `node`, and silence npm, which judges by the machine's Node. */
async function leaveNodeOut(draft: string): Promise<void> {
  await rm(join(draft, '.npmrc'))
  await editManifest(draft, ({ devDependencies, allowScripts }) => {
    for (const part of [devDependencies, allowScripts]) Reflect.deleteProperty(part, 'node')
  })
}

async function moveContent(draft: string, folder: string): Promise<void> {
  const moved: string[] = []
  try {
    for (const entry of await readdir(draft)) {
      await rename(join(draft, entry), join(folder, entry))
      moved.push(entry)
    }
    await rm(draft, { recursive: true })
  } catch (error) {
    for (const entry of moved) await rm(join(folder, entry), { recursive: true, force: true })
    throw error
  }
}
