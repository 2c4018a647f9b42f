import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isLoopback } from '../../platform/web/guard.ts'
import { findConfig } from '../config/find-config.ts'
import { UsageError } from '../usage-error.ts'

/**
 * The folders that handlers of `file:` URLs may lie in: the one that is given, or the current one where it has a
 * `transition.config.ts`. None where others than this machine reach the platform.
 * @throws UsageError
 */
export async function handlersOf({
  handlers,
  host,
  publicUrl,
}: {
  handlers?: string
  host: string
  publicUrl?: URL
}): Promise<readonly string[]> {
  const isReached = !isLoopback(host) || publicUrl !== undefined
  if (handlers === undefined) {
    const config = isReached ? undefined : await findConfig('.')
    return config !== undefined && dirname(config) === process.cwd() ? [process.cwd()] : []
  }
  if (isReached)
    throw new UsageError(
      `--handlers: whoever reaches ${publicUrl?.host ?? host} could run them on this machine. Leave it out and use images, or leave --host and --public-url out`,
    )
  if ((await stat(handlers).catch(() => undefined))?.isDirectory()) return [handlers]
  throw new UsageError(`--handlers ${handlers} is no folder: name the one that your handlers lie in`)
}
