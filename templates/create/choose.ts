import { resolve } from 'node:path'
import { ExitCode } from './exit-codes.ts'
import type { Options } from './options.ts'
import { findManager, type PackageManager } from './package-managers.ts'
import { Stop } from './stop.ts'
import { nameOf, problemWith } from './target.ts'
import type { Template } from './templates.ts'

/** What to make, and where. */
export interface Choice {
  /** Absolute path of the project's folder. */
  folder: string
  name: string
  template: Template
  manager: PackageManager
  /** Whether the project depends on the npm package `node`. */
  bringsNode: boolean
}

const DEFAULT_FOLDER = 'my-transition'
const DEFAULT_TEMPLATE = 'blank'

/**
 * Checks what was named, and asks for the rest where someone can answer.
 * @param agent `npm_config_user_agent`
 * @throws Stop for what can't be made, or is cancelled
 */
export async function choose(
  options: Options,
  templates: readonly Template[],
  agent: string | undefined,
  signal: AbortSignal,
): Promise<Choice> {
  const manager = findManager(options.packageManager, agent, options.install)
  const bringsNode = decideOnNode(options.bringNode, manager)
  const named = options.template === undefined ? undefined : find(options.template, templates)
  if (options.folder !== undefined) check(options.folder)

  const asks = !options.yes && process.stdin.isTTY && process.stdout.isTTY
  const isComplete = options.folder !== undefined && named !== undefined
  const questions = asks && !isComplete ? await import('./questions.ts') : undefined
  const folder = options.folder ?? (await questions?.askFolder(DEFAULT_FOLDER, signal)) ?? DEFAULT_FOLDER
  check(folder)
  const template =
    named ??
    (await questions?.askTemplate(templates, DEFAULT_TEMPLATE, signal)) ??
    find(DEFAULT_TEMPLATE, templates)

  return {
    folder: resolve(folder),
    name: nameOf(folder),
    template,
    manager,
    bringsNode,
  }
}

function find(name: string, templates: readonly Template[]): Template {
  const template = templates.find((candidate) => candidate.name === name)
  if (template) return template
  const names = templates.map((candidate) => candidate.name).join(', ')
  throw new Stop(ExitCode.usage, `There is no template "${name}": expected one of ${names}`)
}

function check(folder: string): void {
  const problem = problemWith(folder)
  if (problem) throw new Stop(ExitCode.usage, problem)
}

function decideOnNode(wanted: boolean | undefined, { name, canBringNode }: PackageManager): boolean {
  if (canBringNode) return wanted ?? isNodeTooOld()
  if (wanted) {
    throw new Stop(
      ExitCode.usage,
      `--bring-node: ${name} can't install the npm package node; npm, pnpm and bun can`,
    )
  }
  if (isNodeTooOld() && wanted === undefined) {
    throw new Stop(
      ExitCode.unavailable,
      `A project needs Node 22.18 or newer, and this is ${process.versions.node}. Get a newer one from https://nodejs.org,
or let npm, pnpm or bun bring one along: --package-manager npm. ${name} can't`,
    )
  }
  return false
}

/** Projects ask for Node 22.18: the first that runs TypeScript as it is. */
function isNodeTooOld(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major < 22 || (major === 22 && minor < 18)
}
