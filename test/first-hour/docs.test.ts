import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasOwnNode, whyNoNode, root } from '../scaffold/machine.ts'
import { openInstalled, type Installed } from './installed.ts'

/** Where a page of the docs may be named: messages, help, comments, what a scaffold brings. */
const NAMING = [
  'cli',
  'client',
  'contract',
  'platform',
  'runtime',
  'testing',
  'templates',
  'examples',
  'image',
]

describe.skipIf(!hasOwnNode)(`the docs, in the package that is installed${whyNoNode}`, () => {
  let project: Installed
  let pages: string[]
  beforeAll(async () => {
    project = await openInstalled()
    pages = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'))
  })
  afterAll(async () => project?.[Symbol.asyncDispose]())

  const docs = (...args: string[]) => project.run('26', 'transition', 'docs', ...args)

  it('are all there, and listed by their titles', async () => {
    const { code, stdout } = await docs()
    for (const page of pages) {
      const [, title = ''] = /^# (.+)$/m.exec(await readFile(join(root, 'docs', page), 'utf8')) ?? []
      expect(stdout).toMatch(new RegExp(`^  ${page.replace('.md', '')} +${title}$`, 'm'))
    }
    expect(stdout).toMatch(/^ {2}glossary +Glossary$/m)
    expect(code).toBe(0)
  })

  it('fit on a terminal of 80 columns, but for code', async () => {
    const { stdout } = await docs()
    const topics = Array.from(stdout.matchAll(/^ {2}(\w+) /gm), ([, topic = '']) => topic)
    expect(topics.length).toBeGreaterThan(pages.length)
    const long: string[] = []
    for (const topic of topics) {
      const page = await docs(topic)
      expect(page.code, topic).toBe(0)
      expect(page.stdout.length, topic).toBeGreaterThan(500)
      // Code is indented, and stays as it can be copied.
      const lines = page.stdout.split('\n').filter((line) => !/^ {4}/.test(line))
      long.push(...lines.filter((line) => line.length > 80).map((line) => `${topic}: ${line}`))
    }
    expect(long).toEqual([])
  })

  it.for(['errors', 'docs/errors.md', 'errors.md'])('%s names a page', async (name) => {
    const { stdout } = await docs(name)
    expect(stdout).toMatch(/^Errors\n/)
    // A table too wide for the terminal: a row is a block.
    expect(stdout).toContain('the environment is wrong')
    expect(stdout).not.toContain('|---')
  })

  it('are named when there is no such page', async () => {
    const { code, stderr } = await docs('cooking')
    expect(stderr).toMatch(/^There is no page cooking: expected one of .*\berrors\b/)
    expect(code).toBe(64)
  })

  it('come as Markdown with --json', async () => {
    const { stdout } = await docs('errors', '--json')
    const text = await readFile(join(root, 'docs/errors.md'), 'utf8')
    expect(JSON.parse(stdout)).toEqual({ topic: 'errors', title: 'Errors', text })
  })

  it('link to nothing that is not in the package, nor does its README', async () => {
    const installed = join(project.path, 'node_modules/docker-transition')
    const dead: string[] = []
    const all = (await readdir(join(root, 'docs'), { recursive: true })).filter((name) =>
      name.endsWith('.md'),
    )
    for (const page of [
      'README.md',
      'SECURITY.md',
      'CONTRIBUTING.md',
      ...all.map((name) => `docs/${name}`),
    ]) {
      const text = await readFile(join(installed, page), 'utf8')
      for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)) {
        const target = resolve(dirname(join(installed, page)), link)
        if (!(await stat(target).catch(() => undefined))) dead.push(`${page}: ${link}`)
      }
    }
    expect(dead).toEqual([])
  })

  it('are there wherever one is named', async () => {
    const dead: string[] = []
    for (const file of await namingFiles()) {
      const text = await readFile(join(root, file), 'utf8')
      for (const [name, page, topic = page] of text.matchAll(
        /(?:\bdocs\/([a-z-]+)\.md|transition docs ([a-z-]+))/g,
      ))
        if (!pages.includes(`${topic}.md`)) dead.push(`${file}: ${name}`)
    }
    expect(dead).toEqual([])
  })

  it('are named by the command, and by what a scaffold brings', async () => {
    expect((await project.run('26', 'transition', '--help')).stdout).toContain('transition docs')
    const readme = await readFile(join(root, 'templates/layers/base/README.md'), 'utf8')
    expect(readme).toContain('npx transition docs')
  })
})

async function namingFiles(): Promise<string[]> {
  const found = await Promise.all(
    NAMING.map(async (room) =>
      (await readdir(join(root, room), { recursive: true }))
        .filter((name) => /\.(ts|js|md|json)$|Dockerfile$/.test(name) && !name.includes('node_modules'))
        .filter((name) => !name.includes('dist/'))
        .map((name) => join(room, name)),
    ),
  )
  return [...found.flat(), 'Dockerfile', 'README.md', 'CONTRIBUTING.md']
}
