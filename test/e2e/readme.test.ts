import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
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

  it('shows the page, in light and dark, and says in words what is to be seen', async () => {
    const pictures = Array.from(readme.matchAll(/(?:src|srcset)="([^"]+)"/g), ([, path = '']) => path)
    expect(pictures).toEqual(['docs/pictures/workflow-dark.png', 'docs/pictures/workflow-light.png'])
    for (const path of pictures)
      expect(await sharp(join(root, path)).metadata()).toMatchObject({ format: 'png', width: 2200 })
    expect(readme).toMatch(/<img alt="[^"]{40,}"/)
  })

  it('leaves to the docs what stands there: the variables that the runtime reads, and its exit codes', async () => {
    const configuration = await readFile(join(root, 'docs/configuration.md'), 'utf8')
    const { stderr } = await run('runtime')
    const names = Array.from(stderr.matchAll(/^[A-Z_]+/gm), ([name]) => name)
    expect(names).not.toEqual([])
    for (const name of names) expect(configuration).toContain(`\`${name}\``)
    expect(readme).toContain('(docs/configuration.md#variables)')
    expect(readme).toContain('(docs/errors.md#exit-codes)')
    expect(readme).not.toMatch(/\bEXECUTION_ID\b|\b78\b/)
  })
})
