import { stripVTControlCharacters, styleText } from 'node:util'
import type { JsonObject } from '../../contract/index.ts'
import { formatLogLine } from './format-log-line.ts'
import type { RunEvent } from './run-event.ts'
import { showStep } from './show-step.ts'
import { unguarded } from '../terminal.ts'

const BAR_WIDTH = 20
/** Moves to the line above, and clears it. */
const LINE_ABOVE = '\u001B[1A\u001B[2K'

/** Prints a line for each event of an execution, with the seconds since its start. */
export function createTimeline(): (event: RunEvent) => void {
  const { isTTY, columns } = process.stdout
  let start = performance.now()
  let endsWithBar = false
  const show = (mark: string, text: string, isBar = false) => {
    const seconds = ((performance.now() - start) / 1000).toFixed(2).padStart(6)
    const line = `${styleText('dim', `${seconds} s`)}  ${mark} ${text}`
    if (endsWithBar && isBar) unguarded(process.stdout).write(LINE_ABOVE)
    console.log(line)
    // A bar that has filled more than one line can't be drawn over.
    endsWithBar = isBar && stripVTControlCharacters(line).length <= (columns || 80)
  }
  return (event) => {
    if (event.type === 'started') {
      start = performance.now()
      showStep('execution', '', event.execution.executionId)
      console.log()
    }
    if (event.type === 'heartbeat')
      show(styleText('magenta', '♥'), styleText('dim', `heartbeat${formatHeartbeat(event.body)}`))
    // What keeps a handler from loading is told at the end.
    const isLoadError = event.type === 'log' && event.event.message?.includes('"type":"LoadError"')
    if (event.type === 'log' && !isLoadError)
      show(styleText('cyan', '│'), formatLogLine(event.event.message ?? ''))
    if (event.type === 'progress') {
      const text = typeof event.detail === 'string' ? event.detail : JSON.stringify(event.detail)
      const bar = isTTY ? formatBar(text) : undefined
      show(styleText('green', '▸'), bar === undefined ? text : `${bar} ${text}`, bar !== undefined)
    }
  }
}

/** A bar for a detail with `n of m`; undefined for others. */
function formatBar(text: string): string | undefined {
  const [, done, all] = /\b(\d+) of (\d+)\b/.exec(text) ?? []
  const share = Number(done) / Number(all)
  if (!(share >= 0 && share <= 1)) return undefined
  const filled = Math.round(share * BAR_WIDTH)
  return styleText('green', '▰'.repeat(filled)) + styleText('dim', '▱'.repeat(BAR_WIDTH - filled))
}

/** What a heartbeat says of the handler; a heartbeat that the runtime did not make is shown as it is. */
function formatHeartbeat({ handler, progress, ...rest }: JsonObject): string {
  const state =
    typeof handler === 'object' && handler !== null && 'state' in handler ? handler.state : undefined
  if (typeof state !== 'string') return ` ${JSON.stringify({ handler, progress, ...rest })}`
  return ` · handler ${state}${progress === undefined ? '' : ` · ${JSON.stringify(progress)}`}`
}
