import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** This package's folder. The package refers to itself by name, so that source and build find the same one. */
export const packageFolder = dirname(createRequire(import.meta.url).resolve('docker-transition/package.json'))
