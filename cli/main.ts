#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { ExitCode } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { reportError } from './report-error.ts'

// Whoever read the output has gone (`| head`): what runs until Ctrl-C ends as with that, the rest goes on unheard.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.emit('SIGINT')
})

try {
  await createProgram().parseAsync()
} catch (error) {
  process.exitCode = reportError(error)
  // What was interrupted may have left a connection open that nobody waits for any more.
  if (process.exitCode === ExitCode.interrupted) process.exit()
}
