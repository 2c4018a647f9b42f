import { findProject } from '../deploy/project/find-project.ts'
import { dev, type DevOptions } from '../dev/dev.ts'
import { serveProject } from './serve-project.ts'

/** Serves a project where no handler is named and there is one; runs a handler again and again otherwise. */
export async function devEither(given: string | undefined, options: DevOptions): Promise<void> {
  const project = given === undefined ? await findProject(undefined, options.config) : undefined
  return project ? serveProject(project.file, options) : dev(given, options)
}
