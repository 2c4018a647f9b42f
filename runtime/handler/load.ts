import { isObject } from '../../contract/is-object.ts'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { describeLoadFailure } from './load-failure.ts'
import { nearestTsconfig } from './nearest-tsconfig.ts'
import type { Context } from '../define-transition.ts'
import { codeOf } from '../../contract/message-of.ts'

/** A transition as the runtime sees it: schemas of any kind, a handler of anything. */
export interface LoadedTransition {
  input?: StandardSchemaV1
  output?: StandardSchemaV1
  env?: StandardSchemaV1
  handler: (context: Context<unknown, unknown>) => unknown
}

/** A module that doesn't load, or whose default export is no transition. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
}

/**
 * Loads the user's module. TypeScript goes through tsx where it is installed, through Node's own type stripping elsewhere.
 * @param query added to the module's URL, for those who want it loaded anew
 */
export async function loadTransition(path: string, query = ''): Promise<LoadedTransition> {
  if (/^\.[mc]?tsx?$/.test(extname(path))) await registerTsx(path)
  const module = await importModule(path, query)
  // A CommonJS module's exports are the default export; one that was compiled from ESM nests its own in there.
  const exported = 'default' in module ? module['default'] : undefined
  return checkTransition(
    isObject(exported) && 'default' in exported ? exported['default'] : exported,
    `The handler ${path}`,
    'default export',
  )
}

/**
 * What somebody gives out for a transition.
 * @param owner what messages call whose it is
 * @param name what messages call it
 * @throws LoadError if it is none
 */
export function checkTransition(definition: unknown, owner: string, name: string): LoadedTransition {
  if (typeof definition === 'function') return { handler: definition as LoadedTransition['handler'] }
  if (isObject(definition) && typeof definition['handler'] === 'function')
    return checkSchemas(definition, owner)
  throw new LoadError(
    `${owner} has no usable ${name}: expected a function, or what defineTransition({ handler }) returns`,
  )
}

async function importModule(path: string, query: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(path).href + query)
  } catch (error) {
    const reason = describeLoadFailure(error, path)
    throw new LoadError(`The handler ${path} could not be loaded: ${reason}`, { cause: error })
  }
}

let registered: string | false | undefined

/** Its `paths` are those of the handler's own tsconfig, not of one where the command was typed. */
async function registerTsx(path: string): Promise<void> {
  if (!canWriteTemporaryFiles()) return
  const tsconfig = nearestTsconfig(path) ?? false
  if (registered === tsconfig) return
  try {
    const { register } = await import('tsx/esm/api')
    register({ tsconfig })
    registered = tsconfig
  } catch (error) {
    if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error
  }
}

/** tsx wants a folder of its own there. Without one Node's type stripping does. */
function canWriteTemporaryFiles(): boolean {
  try {
    rmdirSync(mkdtempSync(join(tmpdir(), 'transition-')))
    return true
  } catch {
    return false
  }
}

function checkSchemas(definition: Record<string, unknown>, owner: string): LoadedTransition {
  for (const name of ['input', 'output', 'env']) {
    const schema = definition[name]
    // Schemas may be functions with properties (ArkType's are).
    const isSchema = (isObject(schema) || typeof schema === 'function') && '~standard' in schema
    if (schema !== undefined && !isSchema) {
      throw new LoadError(
        `${owner} has an ${name} that is no Standard Schema: expected one of zod 4's, for example`,
      )
    }
  }
  return definition as unknown as LoadedTransition
}
