import { mkdir, mkdtempDisposable, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { version } from '../../cli/version.ts'
import { root, run } from './machine.ts'

const TEMPLATES = ['blank', 'compare', 'export', 'feedback', 'predict', 'worker']

describe('npm create docker-transition', () => {
  it.each(TEMPLATES)(
    'makes a whole project of the template %s, in the name of its folder',
    async (template) => {
      await using folder = await temporaryFolder()
      const { code, stdout } = await create(
        folder.path,
        'deep/invoices',
        '--template',
        template,
        '--no-install',
      )
      expect(code).toBe(0)
      expect(stdout).toContain('cd deep/invoices')
      const project = join(folder.path, 'deep/invoices')
      expect(await readdir(project)).toEqual(
        expect.arrayContaining([
          '.dockerignore',
          '.editorconfig',
          '.git',
          '.github',
          '.gitignore',
          '.vscode',
          'Dockerfile',
          'README.md',
          'handler.test.ts',
          'transition.config.ts',
        ]),
      )
      expect(await readdir(join(folder.path, 'deep'))).toEqual(['invoices'])
      const manifest = await readManifest(project)
      expect(manifest).toMatchObject({ name: 'invoices' })
      expect(manifest).not.toHaveProperty('extends')
      expect(Object.keys(manifest.scripts)).toEqual(
        expect.arrayContaining(['dev', 'test', 'build', 'deploy']),
      )
      expect(await readFile(join(project, 'README.md'), 'utf8')).toMatch(/^# invoices\n/)
      expect(await readFile(join(project, 'transition.config.ts'), 'utf8')).toContain("name: 'invoices'")
    },
  )

  it('asks nothing without a terminal: my-transition, blank', async () => {
    await using folder = await temporaryFolder()
    await create(folder.path, '--no-install', '--no-git')
    expect(await readdir(folder.path)).toEqual(['my-transition'])
    const project = join(folder.path, 'my-transition')
    expect(await readdir(project)).not.toContain('.git')
    expect(await readdir(project)).toContain('input.json')
  })

  it('fills a folder that is empty but for its repository', async () => {
    await using folder = await temporaryFolder()
    const project = join(folder.path, 'cloned')
    await mkdir(join(project, '.git'), { recursive: true })
    expect(await create(project, '.', '--no-install', '--no-git')).toMatchObject({ code: 0 })
    expect(await readManifest(project)).toMatchObject({ name: 'cloned' })
    expect((await readdir(project)).filter((name) => name.startsWith('.cloned'))).toEqual([])
  })

  it('gives the project a Node of its own, or leaves it out with all that belongs to it', async () => {
    await using folder = await temporaryFolder()
    await create(folder.path, 'with', '--bring-node', '--no-install')
    await create(folder.path, 'without', '--no-bring-node', '--no-install')
    const [own, none] = [join(folder.path, 'with'), join(folder.path, 'without')]
    expect(await readManifest(own)).toMatchObject({
      devDependencies: { node: expect.any(String) },
      allowScripts: { node: true },
    })
    expect(JSON.stringify(await readManifest(none))).not.toMatch(/"node":("\d|true)/)
    expect(await readdir(own)).toContain('.npmrc')
    expect(await readdir(none)).not.toContain('.npmrc')
  })

  it('keeps the project, says so and exits 69 when the packages can not be installed', async () => {
    await using folder = await temporaryFolder()
    const unreachable = { npm_config_registry: 'http://127.0.0.1:1', npm_config_fetch_retries: '0' }
    const options = { cwd: folder.path, env: unreachable }
    const { code, stderr } = await run(process.execPath, [command, 'my-project'], options)
    expect(stderr).toContain('The project is made, but npm install failed')
    expect(code).toBe(69)
    expect(await readManifest(join(folder.path, 'my-project'))).toMatchObject({ name: 'my-project' })
  })

  it.each([
    ['npm', 'it comes with Node'],
    ['pnpm', 'npm install --global pnpm'],
  ])('makes nothing, says how to get %s and exits 69 when it is not there to install', async (name, way) => {
    await using folder = await temporaryFolder()
    const args = [command, 'my-project', '--package-manager', name]
    const { code, stderr } = await run(process.execPath, args, { cwd: folder.path, path: '' })
    expect(stderr).toContain(`${name} is not on this machine: ${way}`)
    expect(code).toBe(69)
    expect(await readdir(folder.path)).toEqual([])
  })

  it('leaves nothing behind and exits 73 when the file system refuses', async () => {
    await using folder = await temporaryFolder()
    await symlink('nowhere', join(folder.path, 'dangling'))
    const { code, stderr } = await create(folder.path, 'dangling', '--no-install')
    expect(stderr).toContain('dangling could not be made: ')
    expect(code).toBe(73)
    expect(await readdir(folder.path)).toEqual(['dangling'])
  })

  it.each<[string, string[], string]>([
    ['a folder that is not empty', ['full'], 'full is not empty'],
    ['a file in the way', ['full/file'], 'full/file is in the way'],
    ['a file above', ['full/file/project'], 'full/file/project is in the way'],
    ['a capital in the name', ['Project'], '"Project" can\'t be a package\'s name'],
    ['a space in the name', ['my project'], '"my project" can\'t be a package\'s name'],
    ['a dot before the name', ['.project'], '".project" can\'t be a package\'s name'],
    ['a name that is too long', ['p'.repeat(215)], "can't be a package's name"],
    ['the name of a module of Node', ['fs'], '"fs" is a name of Node\'s or npm\'s own'],
    ['the name of a folder of npm', ['node_modules'], '"node_modules" is a name of Node\'s or npm\'s own'],
    [
      'an unknown template',
      ['project', '--template', 'nope'],
      'expected one of blank, compare, export, feedback, predict, worker',
    ],
    [
      'an unknown package manager',
      ['project', '--package-manager', 'cargo'],
      'expected one of npm, pnpm, yarn, bun',
    ],
    [
      'a Node by way of yarn',
      ['project', '--package-manager', 'yarn', '--bring-node'],
      "yarn can't install the npm package node",
    ],
    ['two folders', ['one', 'two'], 'One folder at a time: one, two'],
    ['an unknown flag', ['project', '--nope'], "Unknown option '--nope'"],
  ])('says what to do about %s, makes nothing and exits 64', async (_, args, message) => {
    await using folder = await temporaryFolder()
    await mkdir(join(folder.path, 'full'))
    await writeFile(join(folder.path, 'full/file'), '')
    const { code, stdout, stderr } = await create(folder.path, ...args, '--no-install')
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect(stdout).toBe('')
    expect(code).toBe(64)
    expect(await readdir(folder.path, { recursive: true })).toEqual(['full', 'full/file'])
  })

  it('prints the names of the templates, one a line', async () => {
    const { stdout } = await create(root, '--list-templates')
    expect(stdout).toBe(`${TEMPLATES.join('\n')}\n`)
  })

  it('shows how it is used', async () => {
    const { code, stdout } = await create(root, '--help')
    expect(stdout).toContain('npm create docker-transition@latest my-transition -- --template predict')
    expect(code).toBe(0)
  })
})

describe('a project for another package manager', () => {
  it.each<[agent: string, files: string[], command: string]>([
    [
      'pnpm/12.20.0 npm/? node/v26.10.0 linux x64',
      ['pnpm-lock.yaml', 'pnpm-workspace.yaml'],
      'pnpm@12.20.0 install --frozen-lockfile',
    ],
    [
      'yarn/4.18.1 npm/? node/v26.10.0 linux x64',
      ['yarn.lock', '.yarnrc.yml'],
      '@yarnpkg/cli-dist@4.18.1 install --immutable',
    ],
    ['yarn/1.22.22 npm/? node/v26.10.0 linux x64', ['yarn.lock'], 'yarn@1.22.22 install --frozen-lockfile'],
    ['bun/1.4.5 npm/? node/v26.10.0 linux x64', ['bun.lock'], 'bun@1.4.5 install --frozen-lockfile'],
  ])('%s goes by it in its Dockerfile, its CI and its README', async (agent, files, install) => {
    await using folder = await temporaryFolder()
    const name = agent.slice(0, agent.indexOf('/'))
    const args = [command, 'my-project', '--no-install', '--no-git']
    const { stdout } = await run(process.execPath, args, {
      cwd: folder.path,
      env: { npm_config_user_agent: agent },
    })
    expect(stdout).toContain(`${name} install`)
    const read = (file: string) => readFile(join(folder.path, 'my-project', file), 'utf8')
    const dockerfile = await read('Dockerfile')
    expect(dockerfile).toContain(`COPY package.json ${files.join(' ')} ./`)
    expect(dockerfile).toContain(install)
    expect(await read('.github/workflows/ci.yml')).toContain(install)
    for (const text of [dockerfile, await read('README.md')]) {
      expect(text).not.toMatch(/package-lock|npm ci|(?<!RUN )\bnpm (run|test|start|install)/)
    }
    expect(await read('README.md')).toContain(`${name} run dev`)
    const manifest = await readManifest(join(folder.path, 'my-project'))
    expect(manifest).not.toHaveProperty('allowScripts')
  })
})

it('is released with the library, whose version the templates name', async () => {
  const templates = join(root, 'templates')
  expect(await readManifest(templates)).toMatchObject({ version })
  const { devDependencies } = await readManifest(join(templates, 'layers/base'))
  expect(devDependencies).toMatchObject({ 'docker-transition': version })
})

it('gives projects the versions that this repository is tested with', async () => {
  const own = await readManifest(root)
  const known: Record<string, string> = { ...own.dependencies, ...own.devDependencies }
  const given = await Promise.all(
    ['layers/base', 'export'].map(
      async (part) => (await readManifest(join(root, 'templates', part))).devDependencies,
    ),
  )
  const wanted: Record<string, string> = Object.assign({}, ...given)
  const shared = Object.keys(wanted).filter((name) => name in known)
  expect(shared).toContain('vitest')
  expect(shared.map((name) => [name, wanted[name]])).toEqual(shared.map((name) => [name, known[name]]))
})

const command = join(root, 'templates/create/main.ts')

function create(cwd: string, ...args: string[]) {
  return run(process.execPath, [command, ...args], { cwd })
}

function temporaryFolder() {
  return mkdtempDisposable(join(tmpdir(), 'test-'))
}

async function readManifest(folder: string) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
}
