import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Opens a link in the browser. Whoever lists this machine's processes sees a browser's arguments, so these name a file that
 * only its owner can read, which leads on to the link. Disposing of it removes the file.
 * @param parent where the file's folder is made; some browsers can't read the machine's folder for temporary files
 */
export async function openLink(link: string, parent = tmpdir()): Promise<AsyncDisposable> {
  const folder = await mkdtemp(join(parent, 'transition-page-'))
  const opened = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
  try {
    const file = join(folder, 'page.html')
    await writeFile(file, leadingTo(link), { mode: 0o600 })
    const { default: open } = await import('open')
    await open(file)
    return opened
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}

function leadingTo(link: string): string {
  const url = link.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  return `<!doctype html><meta charset="utf-8"><title>docker-transition</title>
<meta http-equiv="refresh" content="0; url=${url}"><p><a href="${url}">To the page</a></p>\n`
}
