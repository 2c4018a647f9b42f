import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  FixtureError,
  formatFixture,
  parseFixture,
  type Fixture,
  type FixtureFile,
} from '../../contract/fixture.ts'
import { messageOf } from '../../contract/index.ts'
import { digestOf } from '../../contract/make-fixture.ts'

/** A fixture with all its files in it, and what messages call it. */
export interface WholeFixture {
  name: string
  fixture: Fixture
  /** Base64, by digest. */
  contents: ReadonlyMap<string, string>
}

/**
 * Reads a fixture and the files beside it.
 * @throws FixtureError for what is no fixture, and for a file that is missing or another than it was
 */
export async function readFixture(source: string | URL | Fixture): Promise<WholeFixture> {
  if (typeof source === 'object' && !(source instanceof URL))
    return { name: 'the fixture', fixture: source, contents: await contentsOf(source, process.cwd()) }
  const path = source instanceof URL || source.startsWith('file:') ? fileURLToPath(source) : resolve(source)
  const name = relative(process.cwd(), path)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new FixtureError(`${name} can't be read: ${messageOf(error)}`)
  })
  const fixture = parseFixture(text, name)
  return { name, fixture, contents: await contentsOf(fixture, dirname(path)) }
}

async function contentsOf({ files }: Fixture, folder: string): Promise<Map<string, string>> {
  const contents = new Map<string, string>()
  for (const [digest, file] of Object.entries(files)) {
    if ('content' in file) contents.set(digest, file.content)
    else {
      const bytes = await readFile(join(folder, file.file)).catch((error: unknown) => {
        throw new FixtureError(`the fixture's file ${file.file} can't be read: ${messageOf(error)}`)
      })
      if (digestOf(bytes) !== digest)
        throw new FixtureError(`the fixture's file ${file.file} is not the one that was recorded: ${digest}`)
      contents.set(digest, bytes.toString('base64'))
    }
  }
  return contents
}

type FileEntry = [digest: string, file: FixtureFile]

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tiff',
}

/**
 * Writes a fixture to a file.
 * @param options.files `beside`: the files stand in a folder named for it; default: in the fixture itself
 */
export async function writeFixture(
  path: string,
  fixture: Fixture,
  { files = 'embedded' }: { files?: 'embedded' | 'beside' } = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const entries = Object.entries(fixture.files).map(async ([digest, file]): Promise<FileEntry> => {
    if (files === 'embedded' || !('content' in file)) return [digest, file]
    const { content, contentType } = file
    const name = `${digest.slice('sha256:'.length, 'sha256:'.length + 16)}.${EXTENSIONS[contentType ?? ''] ?? 'bin'}`
    const folder = `${basename(path).replace(/\.json$/, '')}.files`
    await mkdir(join(dirname(path), folder), { recursive: true })
    await writeFile(join(dirname(path), folder, name), Buffer.from(content, 'base64'))
    return [digest, { ...(contentType !== undefined && { contentType }), file: `${folder}/${name}` }]
  })
  await writeFile(path, formatFixture({ ...fixture, files: Object.fromEntries(await Promise.all(entries)) }))
}
