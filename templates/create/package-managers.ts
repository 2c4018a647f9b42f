import { spawnSync } from 'node:child_process'
import { ExitCode } from './exit-codes.ts'
import { Stop } from './stop.ts'

const NAMES = ['npm', 'pnpm', 'yarn', 'bun'] as const
export type PackageManagerName = (typeof NAMES)[number]

/** What installs a project's packages, and how its commands go. */
export interface PackageManager {
  name: PackageManagerName
  version: string
  /** What fixes the packages' versions: the lock file, and the manager's own settings. */
  files: string[]
  /** Installs just what the lock file says, in a container or in CI, where npm is but perhaps not this manager. */
  install: { all: string; withoutScripts: string; production: string }
  /** Starts a script of the project: `npm run dev`. */
  run: (script: string) => string
  /** Between a script's name and arguments for it. */
  separator: '-- ' | ''
  /** Whether it can install the npm package `node`, whose install script is unusual. */
  canBringNode: boolean
}

/** Where the machine has none to ask. */
const DEFAULT_VERSIONS = { npm: '11.19.1', pnpm: '12.20.0', yarn: '4.18.1', bun: '1.4.5' }

/** @throws Stop for a name that is none of theirs */
export function readManagerName(name: string): PackageManagerName {
  const known = NAMES.find((candidate) => candidate === name)
  if (known) return known
  throw new Stop(ExitCode.usage, `--package-manager ${name}: expected one of ${NAMES.join(', ')}`)
}

/** The one that runs this command, as `npm_config_user_agent` tells: `pnpm/12.20.0 npm/? node/v26.10.0 linux x64`. */
export function readUserAgent(agent = ''): { name: PackageManagerName; version: string } | undefined {
  const [, name, version] = /^(\w+)\/([\w.-]+)/.exec(agent) ?? []
  const known = NAMES.find((candidate) => candidate === name)
  return known && version !== undefined ? { name: known, version } : undefined
}

/**
 * @param mustBeThere whether it is to install something now
 * @throws Stop if it must be there, and isn't
 */
export function findManager(
  name: PackageManagerName | undefined,
  agent: string | undefined,
  mustBeThere: boolean,
): PackageManager {
  const running = readUserAgent(agent)
  const wanted = name ?? running?.name ?? 'npm'
  const installed = askVersion(wanted)
  if (installed === undefined && mustBeThere) throw missing(wanted)
  const told = running?.name === wanted ? running.version : undefined
  return manager(wanted, told ?? installed ?? DEFAULT_VERSIONS[wanted])
}

function askVersion(name: string): string | undefined {
  // They are .cmd files on Windows, which only a shell starts.
  const { stdout, status } = spawnSync(name, ['--version'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  return status === 0 ? stdout.trim() : undefined
}

function missing(name: PackageManagerName): Stop {
  const way = name === 'npm' ? 'it comes with Node, from https://nodejs.org' : `npm install --global ${name}`
  return new Stop(
    ExitCode.unavailable,
    `${name} is not on this machine: ${way}. Or make the project without its packages, by --no-install`,
  )
}

interface Kind extends Pick<PackageManager, 'files' | 'install' | 'canBringNode'> {
  /** The npm package that it comes as, for `npx`; npm needs none. */
  package_?: string
}

const FROZEN = 'install --frozen-lockfile'
const KINDS: Record<PackageManagerName | 'yarnClassic', Kind> = {
  npm: {
    files: ['package-lock.json'],
    install: {
      all: 'npm ci',
      withoutScripts: 'npm ci --ignore-scripts --no-audit --no-fund',
      production: 'npm ci --omit=dev --no-audit --no-fund',
    },
    canBringNode: true,
  },
  pnpm: {
    package_: 'pnpm',
    files: ['pnpm-lock.yaml', 'pnpm-workspace.yaml'],
    install: { all: FROZEN, withoutScripts: `${FROZEN} --ignore-scripts`, production: `${FROZEN} --prod` },
    canBringNode: true,
  },
  yarn: {
    package_: '@yarnpkg/cli-dist',
    files: ['yarn.lock', '.yarnrc.yml'],
    install: {
      all: 'install --immutable',
      withoutScripts: 'install --immutable --mode=skip-build',
      production: 'workspaces focus --production',
    },
    canBringNode: false,
  },
  yarnClassic: {
    package_: 'yarn',
    files: ['yarn.lock'],
    install: {
      all: FROZEN,
      withoutScripts: `${FROZEN} --ignore-scripts`,
      production: `${FROZEN} --production`,
    },
    canBringNode: false,
  },
  bun: {
    package_: 'bun',
    files: ['bun.lock'],
    install: {
      all: FROZEN,
      withoutScripts: `${FROZEN} --ignore-scripts`,
      production: `${FROZEN} --production`,
    },
    canBringNode: true,
  },
}

function manager(name: PackageManagerName, version: string): PackageManager {
  const kind = name === 'yarn' && version.startsWith('1.') ? 'yarnClassic' : name
  const { package_, files, install, canBringNode } = KINDS[kind]
  const byNpx = (args: string) => (package_ ? `npx --yes ${package_}@${version} ${args}` : args)
  // `bun test` is bun's own runner of tests.
  const isShort = (script: string) => name !== 'bun' && ['start', 'test'].includes(script)
  return {
    name,
    version,
    files,
    install: {
      all: byNpx(install.all),
      withoutScripts: byNpx(install.withoutScripts),
      production: byNpx(install.production),
    },
    run: (script) => (isShort(script) ? `${name} ${script}` : `${name} run ${script}`),
    separator: name === 'npm' ? '-- ' : '',
    canBringNode,
  }
}
