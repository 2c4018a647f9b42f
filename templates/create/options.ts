import { parseArgs } from 'node:util'
import { ExitCode } from './exit-codes.ts'
import { readManagerName, type PackageManagerName } from './package-managers.ts'
import { Stop } from './stop.ts'

/** What was typed. */
export interface Options {
  /** Path of the folder to make. */
  folder: string | undefined
  template: string | undefined
  /** Ask nothing. */
  yes: boolean
  install: boolean
  git: boolean
  /** Undefined: the one that runs this. */
  packageManager: PackageManagerName | undefined
  /** Whether the project depends on its own Node; undefined: where this machine's is too old for it. */
  bringNode: boolean | undefined
  listTemplates: boolean
  help: boolean
}

export const help = `Start a docker transition.

Usage: npm create docker-transition@latest [folder] -- [flags]

The folder's name becomes the project's. What is not named is asked for on a
terminal, and takes its default elsewhere.

Flags, after npm's own --:
  --template <name>   what to start from (default: blank)
  --list-templates    print the templates' names, one a line
  --yes               ask nothing: my-transition, blank
  --package-manager <name>
                      npm, pnpm, yarn or bun (default: the one that runs this)
  --no-install        don't install the project's packages
  --no-git            leave out git init
  --bring-node        give the project a Node of its own, from npm
  --no-bring-node     don't (default: where this machine's is below 22.18)
  --help              print this

Examples:
  $ npm create docker-transition@latest
  $ npm create docker-transition@latest my-transition
  $ npm create docker-transition@latest my-transition -- --template predict
  $ npm create docker-transition@latest . -- --yes --no-install --no-git

Exit codes: 0 made, 64 used wrongly, 69 Node too old, no package manager or its
install failed, 73 the folder could not be made, 130 cancelled.`

const flags = {
  template: { type: 'string' },
  'list-templates': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  'package-manager': { type: 'string' },
  'no-install': { type: 'boolean' },
  'no-git': { type: 'boolean' },
  'bring-node': { type: 'boolean' },
  'no-bring-node': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** @throws Stop for what it doesn't know */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args)
  const [folder, ...more] = positionals
  if (more.length > 0) throw usage(`One folder at a time: ${positionals.join(', ')}`)
  return {
    folder,
    template: values.template,
    yes: values.yes ?? false,
    packageManager:
      values['package-manager'] === undefined ? undefined : readManagerName(values['package-manager']),
    install: !values['no-install'],
    git: !values['no-git'],
    bringNode: values['no-bring-node'] ? false : values['bring-node'],
    listTemplates: values['list-templates'] ?? false,
    help: values.help ?? false,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: true })
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error))
  }
}

function usage(message: string): Stop {
  return new Stop(ExitCode.usage, `${message}\n(--help shows how it is used)`)
}
