import { styleText } from 'node:util'
import { isSecretName } from '../../../contract/secret-variables.ts'
import type { Change } from '../../../project/deploy/changes.ts'
import { recordName } from '../../../project/deploy/record.ts'
import type { ProjectPlan, Step, Unneeded } from '../../../project/deploy/plan.ts'
import { oneLine } from '../../terminal.ts'
import { HIDDEN } from '../deployment-plan.ts'

const MARKS = { create: '+', update: '~', replace: '±', unchanged: ' ' } as const
const COLOURS = { create: 'green', update: 'yellow', replace: 'yellow', unchanged: 'dim' } as const
/** The longest that a value is shown. */
const WIDTH = 40

/** What a deployment of a project will do: a line for each thing, and for each field of it that changes. */
export function formatProjectPlan({ steps, unneeded }: ProjectPlan, prunes: boolean): string {
  const changing = steps.filter(({ action }) => action !== 'unchanged')
  const lines = changing.flatMap((step) => [titleOf(step), ...(step.action === 'create' ? [] : rowsOf(step))])
  const same = steps.length - changing.length
  if (same > 0) lines.push(styleText('dim', `  ${same} unchanged`))
  if (unneeded.length > 0) lines.push('', ...unneeded.map((one) => unneededLine(one, prunes)))
  return lines.join('\n')
}

/** `transition predict` */
export function wordsOf(key: string): string {
  const [kind = '', name = ''] = key.split('/')
  return `${kind.replace(/s$/, '')}${kind === 'forms' ? ' of' : ''} ${name}`
}

function titleOf({ wanted: { key }, action }: Step): string {
  const line = `${styleText(COLOURS[action], MARKS[action])} ${styleText('bold', wordsOf(key))}`
  if (action !== 'replace') return line
  return `${line}  ${styleText('dim', 'a new one takes its place; the old one keeps its executions')}`
}

function rowsOf({ changes, drift }: Step): string[] {
  return changes.map((change) => {
    const { path, from, to } = hideSecret(change)
    const values = path === 'content' ? 'another' : from === undefined ? cut(to) : `${cut(from)} → ${cut(to)}`
    const isDrift = drift.includes(path.split('.')[0] ?? '')
    const note = isDrift ? styleText('yellow', '  changed on the platform since it was deployed') : ''
    return `    ${path}  ${values}${note}`
  })
}

/** A variable of such a name belongs in a secret; its value is shown nowhere. */
export function hideSecret(change: Change): Change {
  const { path, from, to } = change
  if (!path.startsWith('environment.') || !isSecretName(path)) return change
  return { path, ...(from !== undefined && { from: HIDDEN }), ...(to !== undefined && { to: HIDDEN }) }
}

function cut(value: unknown): string {
  const text = oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'))
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text
}

function unneededLine({ key, name, id }: Unneeded, prunes: boolean): string {
  const what = `${wordsOf(key)}  ${oneLine(name)}  ${styleText('dim', id)}`
  if (prunes)
    return `${styleText('red', '-')} ${what}${key.startsWith('workflows/') ? '  which stops its executions' : ''}`
  return `  ${what}  ${styleText('dim', 'no longer needed: --prune removes it')}`
}

/** Why a project can't be deployed, where things have its names that it didn't make. */
export function formatForeign(steps: readonly Step[], project: string): string {
  const lines = steps.map(({ wanted, current }) => `  ${wordsOf(wanted.key)}  ${wanted.name}  ${current?.id}`)
  return `The platform has things of these names, and this project did not make them ("${recordName(project)}" keeps what it made):
${lines.join('\n')}
Give the project's own another name (name: '…'), or take these over by --adopt.`
}
