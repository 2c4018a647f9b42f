import { styleText } from 'node:util'
import type { ProgressEvent } from '../../platform/launchers/docker/progress.ts'
import { readBuildStatus } from './build-kit.ts'

/** Shows a build to a person: a line for each step when it is done, and what it printed. */
export function createProgressView(print: (line: string) => void): (event: ProgressEvent) => void {
  const done = new Set<string>()
  return ({ id, aux, stream }) => {
    // The classic builder's way of telling.
    const step = /^(Step \d+\/\d+) : (.*)$/s.exec(stream ?? '')
    if (step) print(`${styleText('green', '•')} ${step[1]}  ${step[2]?.trim()}`)
    if (id !== 'moby.buildkit.trace' || typeof aux !== 'string') return

    const { steps, output } = readBuildStatus(aux)
    for (const text of output) {
      for (const line of text.trimEnd().split('\n')) print(styleText('dim', `    │ ${line}`))
    }
    for (const { digest, name, isCached, started, completed, hasFailed } of steps) {
      if (completed === undefined || done.has(digest) || name.startsWith('[internal]')) continue
      done.add(digest)
      const seconds = ((completed - (started ?? completed)) / 1000).toFixed(1)
      const time = isCached ? 'cached' : `${seconds} s`
      const mark = hasFailed ? styleText('red', '✘') : styleText('green', '✔')
      print(`${mark} ${name}  ${styleText('dim', time)}`)
    }
  }
}
