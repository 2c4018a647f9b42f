import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openProject } from '../support/project.ts'
import { resultOf, run } from '../support/programs.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const readme = await readFile(join(root, 'README.md'), 'utf8')

describe('the README', () => {
  it('opens with a handler that works', async () => {
    const [, handler] = /```ts\n(.*?)```/s.exec(readme) ?? []
    await using project = await openProject({ 'handler.ts': handler ?? '' }, ['zod'])
    const file = join(project.path, 'handler.ts')
    const args = ['run', file, '--document', 'examples/predict/invoice.pdf', '--json']
    const { code, stdout } = await run('transition', { args })
    expect(resultOf(stdout).output).toEqual({ total: 8638.8 })
    expect(code).toBe(0)
  })

  it('has the handler, the command that runs it and the tests on its first screen', () => {
    const screen = readme.split('\n').slice(0, 40).join('\n')
    expect(screen).toContain('npm ci && npm start')
    expect(screen).toContain('npm ci && npm test')
  })

  it('names the variables that the runtime reads, and its exit codes', async () => {
    const { stderr } = await run('runtime')
    for (const [name] of stderr.matchAll(/^[A-Z_]+/gm)) expect(readme).toContain(`\`${name}\``)
    for (const code of ['0', '1', '75', '78']) expect(readme).toMatch(new RegExp(`\\b${code} the`))
  })
})
