import { relative } from 'node:path'
import { styleText } from 'node:util'
import type { JsonObject } from '../../contract/index.ts'
import type { PlatformEvent } from '../../platform/index.ts'
import type { RunEvent } from '../local-run/run-event.ts'
import { formatOutcome, formatOutput } from '../local-run/run-view.ts'
import { showStep } from '../local-run/show-step.ts'
import { createTimeline } from '../local-run/timeline.ts'
import { explainIssues, issuesOf } from './explain.ts'
import { formatTypeProblems, type TypeProblem } from './type-errors.ts'

/** Where the platform listens. */
export interface Listening {
  apiEndpoint: string
  web: string | null
  /** Opens the page, once. */
  webLink: string | null
  data: string
}

/** Shows the development loop to someone. */
export interface DevView {
  listening(where: Listening, keyboard: boolean): void
  /** A run is about to start: the files that have changed, or what was asked for. */
  again(why: { files: string[] } | { key: string }): void
  event(event: RunEvent): void
  /** The execution has ended, and all that it printed is shown. */
  ended(end: DevEnd): Promise<void>
  /** What is wrong with the project's types, if anything is. */
  types(problems: readonly TypeProblem[]): Promise<void>
  /** From now on a change of these starts a run. */
  watching(files: readonly string[]): void
  /** The reason why a run can't start: a missing file, a wrong configuration. */
  problem(message: string): void
}

/** How an execution ended. */
export interface DevEnd {
  event: PlatformEvent & { type: 'ended' }
  seconds: number
  /** What it was started with. */
  input: JsonObject
  /** The author's own files. */
  files: readonly string[]
}

/** A JSON object on a line of its own. */
function print(value: object): void {
  console.log(JSON.stringify(value))
}

/** For a program: a JSON object on a line for each thing that happens. */
export function createJsonDevView(): DevView {
  return {
    listening: (where) => print({ type: 'listening', ...where }),
    again: (why) => print({ type: 'again', ...why }),
    event: print,
    ended: async () => {},
    types: async (problems) => print({ type: 'types', problems }),
    watching: (files) => print({ type: 'watching', files }),
    problem: (message) => print({ type: 'problem', message }),
  }
}

/** The keys of `transition dev`, in a line. */
export const KEYS = 'r again · i input · o web page · q quit · h help'

/** For a person. */
export function createTextDevView(): DevView {
  const timeline = createTimeline()
  let issues: ReturnType<typeof issuesOf>
  let hasKeyboard = false
  const wait = () =>
    console.log(styleText('dim', `\nWaiting for changes · ${hasKeyboard ? KEYS : 'Ctrl-C ends it'}`))

  return {
    listening({ apiEndpoint, webLink, data }, keyboard) {
      hasKeyboard = keyboard
      showStep('platform', `${apiEndpoint}  ${styleText('dim', data)}`)
      if (webLink !== null)
        showStep('web page', `${webLink}  ${styleText('dim', 'opens it once, within ten minutes')}`)
    },
    again(why) {
      const text = 'key' in why ? why.key : why.files.map((file) => relative(process.cwd(), file)).join(', ')
      const rule = '─'.repeat(Math.max(3, Math.min(process.stdout.columns ?? 80, 80) - text.length - 5))
      console.log(`\n${styleText('dim', '──')} ${styleText('bold', text)} ${styleText('dim', rule)}`)
    },
    event(event) {
      if (event.type === 'started') issues = undefined
      const found = event.type === 'log' ? issuesOf(event.event.message ?? '') : undefined
      // They are explained at the end.
      if (found) issues = found
      else timeline(event)
    },
    async ended({ event: { execution, output, error }, seconds, input, files }) {
      if (execution.status === 'running') return
      const time = styleText('dim', `  ${seconds.toFixed(2)} s`)
      if (issues) {
        const {
          path: [what],
        } = issues[0] ?? { path: ['value'] }
        const message = `the ${String(what) === 'env' ? 'environment' : String(what)} doesn't match its schema`
        console.log(`\n${formatOutcome(execution.status, { message })}${time}\n`)
        console.log(await explainIssues(issues, input, files))
      } else {
        console.log(`\n${formatOutcome(execution.status, error)}${time}`)
      }
      if (output && Object.keys(output).length > 0) console.log(`\n${formatOutput(output)}`)
      wait()
    },
    async types(problems) {
      if (problems.length === 0) return
      console.log(`\n${styleText('red', '✘')} ${styleText('bold', 'the types')}\n`)
      console.log(await formatTypeProblems(problems))
      wait()
    },
    watching: () => {},
    problem(message) {
      console.log(`\n${styleText('red', '✘')} ${message}`)
      wait()
    },
  }
}
