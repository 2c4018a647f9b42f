import { execFile } from 'node:child_process'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { openProject } from '../support/project.ts'
import { programs, run } from '../support/programs.ts'

const [hasFish, hasZsh] = await Promise.all([isThere('fish'), isThere('zsh')])

describe('transition completion', () => {
  it.each<[string[], string[]]>([
    [['de'], ['dev', 'deploy']],
    [['deploy', '--dr'], ['--dry-run']],
    [
      ['executions', '--status', 're'],
      ['rejected', 'retry'],
    ],
    [
      ['executions', '--status', 'failed', 'r'],
      ['running', 'rejected', 'retry'],
    ],
    [
      ['logs', '--profile', ''],
      ['default', 'staging'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['dev', 'handler.ts', '--json', '--js'], []],
    [['nope', ''], []],
  ])('of %j offers %j', async (words, expected) => {
    await using home = await openProject({ '.lucidtech/credentials.cfg': '[default]\n[staging]\n' })
    const { stdout } = await run('transition', {
      args: ['complete', '--', ...words],
      env: { HOME: home.path },
    })
    const lines = stdout.trimEnd().split('\n')
    expect(lines.slice(0, -1).map((line) => line.split('\t')[0])).toEqual(expected)
    expect(lines.at(-1)).toBe(':none')
  })

  it.each([
    ['dev', ''],
    ['run', 'handler.ts', ''],
    ['dev', '--document', 'inv'],
    ['deploy', '--config', ''],
  ])('of %j %j %j leaves paths to the shell', async (...words) => {
    const { stdout } = await run('transition', { args: ['complete', '--', ...words] })
    expect(stdout).toBe(':files\n')
  })

  it('works in bash', async () => {
    await using folder = await openShim()
    const script = `source <(transition completion bash)
      try() { COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _transition 2>/dev/null; echo "\${COMPREPLY[*]}"; }
      try transition de
      try transition deploy --dr`
    const { stdout } = await folder.execute('bash', ['-c', script])
    expect(stdout).toBe('dev deploy\n--dry-run\n')
  })

  it.skipIf(!hasFish)(`works in fish${hasFish ? '' : ' (skipped: there is no fish)'}`, async () => {
    await using folder = await openShim()
    const script = `transition completion fish | source; complete -C 'transition deploy --dr'; complete -C 'transition dev ha'`
    const { stdout } = await folder.execute('fish', ['-c', script])
    expect(stdout).toBe('--dry-run\tshow what would change, and change nothing\nhandler.ts\n')
  })

  it.skipIf(!hasZsh)(`works in zsh${hasZsh ? '' : ' (skipped: there is no zsh)'}`, async () => {
    await using folder = await openShim()
    // What zsh would offer is caught where it is handed over.
    const script = `autoload -U compinit && compinit -u -D; source <(transition completion zsh)
      _describe() { print -l -- \${candidates%%:*} }; _files() { print files }
      words=(transition de); CURRENT=2; _transition
      words=(transition dev ha); CURRENT=3; _transition`
    const { stdout } = await folder.execute('zsh', ['-f', '-c', script])
    expect(stdout).toBe('dev\ndeploy\nfiles\n')
  })

  it('knows no other shell', async () => {
    const { code, stderr } = await run('transition', { args: ['completion', 'tcsh'] })
    expect(stderr).toContain('Allowed choices are bash, zsh, fish')
    expect(code).toBe(64)
  })
})

/** A folder with the command on its path, as an installed package has it. */
async function openShim() {
  const folder = await openProject({ 'handler.ts': '' })
  const shim = join(folder.path, 'transition')
  await writeFile(shim, `#!/bin/sh\nexec '${process.execPath}' '${programs.transition}' "$@"\n`)
  await chmod(shim, 0o755)
  return {
    execute: (shell: string, args: string[]) =>
      promisify(execFile)(shell, args, {
        cwd: folder.path,
        env: { PATH: `${folder.path}:${process.env['PATH']}`, HOME: folder.path },
      }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

async function isThere(shell: string): Promise<boolean> {
  return promisify(execFile)(shell, ['-c', 'true']).then(
    () => true,
    () => false,
  )
}
