import { stripVTControlCharacters, styleText } from 'node:util'
import { oneLine } from '../terminal.ts'
import type { Applied } from './apply.ts'
import type { Change } from '../../project/deploy/changes.ts'
import { isNew, type Candidate } from './image-candidate.ts'
import { HIDDEN, type Plan } from './deployment-plan.ts'

const VALUE_WIDTH = 60
/** Values stand under each other up to labels of this length. */
const MAX_LABEL = 28

/** What a deployment will do, line by line. */
export function formatPlan(
  { current, changes, fixed, secrets, wanted }: Plan,
  image: Candidate | undefined,
): string {
  const isNewImage = image !== undefined && isNew(image)
  const rows: Row[] = [
    ...(isNewImage ? [imageRow(image)] : []),
    ...secrets.map(({ name, secretId, data }): Row => {
      return {
        mark: secretId ? '~' : '+',
        what: `secret ${name}`,
        values: Object.keys(data ?? {}).join(', '),
      }
    }),
    ...changes
      .filter(({ path }) => !(path === 'image' && isNewImage && !current))
      .map((change) => changeRow(change, fixed.includes(change))),
  ]
  const width = Math.min(MAX_LABEL, Math.max(...rows.map(({ what }) => what.length)))
  const title = current
    ? `~ transition ${wanted.name}  ${styleText('dim', oneLine(current.transitionId))}`
    : `+ transition ${wanted.name}`
  return [styleText('bold', title), ...rows.map((row) => formatRow(row, width))].join('\n')
}

/** Why a plan can't be applied as it is, and what to do. */
export function formatFixed({ fixed, current, wanted }: Plan): string {
  const fields = [...new Set(fixed.map(({ path }) => path))].join(', ')
  return `The platform's API changes no ${fields} of a transition that exists.
--replace makes a new transition ${wanted.name}, with an id of its own, and keeps ${current?.transitionId} under
another name for the workflows that name it. Or change transition.config.ts back.`
}

/** What was done, in a line for a person. */
export function formatApplied({ transitionId, action, replaced }: Applied, name: string): string {
  const lines = [
    `${styleText('green', '✔')} ${styleText('bold', name)} is ${action}  ${styleText('dim', transitionId)}`,
  ]
  if (replaced) {
    lines.push(`
Workflows name transitions by their ids, and can't be changed: those with ${replaced.transitionId}
go on with the old one. Make them anew with the new id, then delete the old transition.`)
  }
  return lines.join('\n')
}

interface Row {
  mark: '+' | '-' | '~'
  what: string
  values: string
}

function imageRow({ imageUrl, before, after, size }: Candidate): Row {
  const to = [short(after), `${(size / 1e6).toFixed(1)} MB`].filter(Boolean).join(', ')
  return {
    mark: before ? '~' : '+',
    what: 'image',
    values: `${imageUrl}  ${before ? `${short(before)} → ` : ''}${to}`,
  }
}

function short(digest: string | undefined): string | undefined {
  return digest?.replace('sha256:', '').slice(0, 12)
}

function changeRow({ path, from, to }: Change, isFixed: boolean): Row {
  const mark = from === undefined ? '+' : to === undefined ? '-' : '~'
  const values = mark === '~' ? `${text(path, from)} → ${text(path, to)}` : text(path, from ?? to)
  return { mark, what: path, values: values + (isFixed ? styleText('yellow', "  can't be changed") : '') }
}

function text(path: string, value: unknown): string {
  return value === HIDDEN ? HIDDEN : cut(isSchema(path) ? 'a JSON Schema' : JSON.stringify(value))
}

/** The place of a whole schema. */
function isSchema(path: string): boolean {
  return path === 'inputJsonSchema' || path === 'outputJsonSchema'
}

function cut(text: string): string {
  return text.length > VALUE_WIDTH ? `${text.slice(0, VALUE_WIDTH - 1)}…` : text
}

function formatRow({ mark, what, values: given }: Row, width: number): string {
  const values = oneLine(given)
  const colour = mark === '+' ? 'green' : mark === '-' ? 'red' : 'yellow'
  const first = `  ${styleText(colour, mark)} ${what.padEnd(width)}`
  // On a line of its own where both don't fit into 80 columns.
  const fits = Math.max(what.length, width) + stripVTControlCharacters(values).length + 6 <= 80
  return fits ? `${first}  ${values}` : `${first.trimEnd()}\n      ${values}`
}
