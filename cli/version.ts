import { createRequire } from 'node:module'

/** The package's version. It refers to itself by name, so that source and build find the same file. */
export const { version } = createRequire(import.meta.url)('docker-transition/package.json') as {
  version: string
}
