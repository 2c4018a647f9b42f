#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --
// After the dashes Node leaves the flags alone: it reads an --env-file wherever it stands.
import { watchReader } from './interruption.ts'
import { oldNodeMessage } from '../contract/supported-node.ts'
import { ExitCode } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { reportError } from './report-error.ts'
import { guardOutput } from './terminal.ts'

for (const stream of [process.stdout, process.stderr]) guardOutput(stream)

const oldNode = oldNodeMessage(process.versions.node)
if (oldNode === undefined) await main()
else {
  console.error(oldNode)
  process.exitCode = ExitCode.unavailable
}

async function main(): Promise<void> {
  watchReader()
  try {
    await createProgram().parseAsync()
  } catch (error) {
    process.exitCode = reportError(error)
    // What was interrupted may have left a connection open that nobody waits for any more.
    if (process.exitCode === ExitCode.interrupted) process.exit()
  }
}
