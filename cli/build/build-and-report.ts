import { interruption } from '../interruption.ts'
import { buildHandler } from './build-handler.ts'
import { formatReport } from './image-report.ts'
import { createProgressView } from './build-progress.ts'

/** The flags of `transition build`. */
export interface BuildOptions {
  tag?: string
  base?: string
  buildArg?: Record<string, string>
  json?: boolean
}

/** Builds a handler's image. */
export async function build(path: string, { tag, base, buildArg, json }: BuildOptions): Promise<void> {
  const onProgress = json ? () => {} : createProgressView((line) => console.log(line))
  const report = await buildHandler({
    path,
    tag,
    base,
    buildargs: buildArg,
    onProgress,
    signal: interruption(),
  })
  console.log(json ? JSON.stringify(report, undefined, 2) : formatReport(report))
}
