#!/usr/bin/env node
// It loads nothing before it knows that this Node can: the rest imports what older ones lack.
import { ExitCode } from './exit-codes.ts'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 12)) {
  console.error(
    `create-docker-transition runs on Node 20.12 and up; this is ${process.versions.node}. Get a newer one from https://nodejs.org`,
  )
  process.exitCode = ExitCode.unavailable
} else {
  const { create } = await import('./create.ts')
  process.exitCode = await create(process.argv.slice(2))
}
