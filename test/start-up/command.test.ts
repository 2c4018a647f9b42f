import { mkdtempDisposable, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { start } from '../support/programs.ts'

/** How many files the command's start read when it was last looked at, and how many more are let pass. */
const [LAST, TOLERANCE] = [30, 5]

it('transition platform listens before it has loaded much', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'test-'))
  const recorded = join(folder.path, 'files.json')
  const recorder = fileURLToPath(new URL('record-files.cjs', import.meta.url))
  await using program = start('transition', {
    args: ['platform', '--port', '0', '--data', join(folder.path, 'data'), '--json'],
    env: { NODE_OPTIONS: `--require ${recorder}`, RECORDED: recorded },
  })
  await program.said('\n')
  program.child.kill('SIGTERM')
  await program.finished
  const files: string[] = JSON.parse(await readFile(recorded, 'utf8'))
  const message = `${files.length} files, ${LAST} when last looked at:\n${files.join('\n')}
What few need is loaded where it is used, by import(); a package of many files is one of devDependencies, and bundled.`
  expect(files.length, message).toBeLessThanOrEqual(LAST + TOLERANCE)
  expect(
    files.filter((file) => /dockerode|\/pg\/|esbuild|unpdf|nodemailer/.test(file)),
    message,
  ).toEqual([])
})
