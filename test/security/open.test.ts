import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { start } from '../support/programs.ts'
import { openWebLink } from '../support/web-session.ts'

/** A browser that notes what all users of a machine can see of it, and what it was told to open. */
const BROWSER = `#!/bin/sh
tr '\\0' ' ' < /proc/$$/cmdline > "$NOTES/arguments"
file=$(echo "$1" | sed 's#^file://##')
stat -c '%a' "$file" "$(dirname "$file")" > "$NOTES/modes"
cp "$file" "$NOTES/page"
mv "$NOTES/page" "$NOTES/page.html"
`

const isLinux = process.platform === 'linux'

it.runIf(isLinux)(
  'the page is opened by a file of its owner: no argument of a process tells the code',
  async () => {
    await using folder = await temporaryFolder()
    const { path } = folder
    const browser = join(path, 'browser')
    await writeFile(browser, BROWSER)
    await chmod(browser, 0o755)
    await using platform = start('transition', {
      args: ['platform', '--port', '0', '--data', join(path, 'state'), '--json', '--open', '/transitions'],
      env: { BROWSER: browser, NOTES: path, HOME: path },
    })
    await platform.said('\n')
    await expect.poll(() => readdir(path), { timeout: 60_000 }).toContain('page.html')

    expect(await readFile(join(path, 'modes'), 'utf8')).toBe('600\n700\n')
    const page = await readFile(join(path, 'page.html'), 'utf8')
    const link = /href="([^"]+)"/.exec(page)?.[1] ?? ''
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/login\?to=%2Ftransitions#[\w-]{43}$/)
    expect(await openWebLink(link)).toMatch(/^transition_/)
    expect(await readFile(join(path, 'arguments'), 'utf8')).not.toContain(new URL(link).hash.slice(1))

    platform.child.kill('SIGTERM')
    expect(await platform.finished).toMatchObject({ code: 0, stderr: '' })
    expect(
      (await readdir(join(path, 'state'))).filter((name) => name.startsWith('transition-page-')),
    ).toEqual([])
  },
)

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
