import type { Transition } from '../../../contract/index.ts'
import type { DocumentRow, ExecutionRow } from '../../store/tables.ts'
import type { FormShape } from '../fields.ts'
import { JSON_FIELD, type FilledField } from '../filled-form.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { json } from '../html/json.ts'
import { empty, idLabel, shortId, time } from '../html/pieces.ts'
import { documentView } from './documents.ts'
import { nameOf } from './execution-table.ts'
import { levelOf, meter } from './predictions.ts'

/** A manual transition's queue. */
export interface Queue {
  transition: Transition
  queued: number
  /** Claimed, and still running. */
  claimed: ExecutionRow[]
}

/** The page of all queues of manual transitions. */
export function queuesPage(queues: Queue[], done: { status: string; id: string } | undefined): Html {
  return html`<div class="head"><h1>Work</h1></div>
    ${done === undefined ? nothing : html`<p class="callout ${done.status} done" role="status">${done.status === 'rejected' ? 'Rejected' : done.status === 'waiting' ? 'Given back' : 'Done'}: <a href="/executions/${done.id}">${shortId(done.id)}</a>.</p>`}
    <div id="queues" data-live>
      ${
        queues.length === 0
          ? empty(
              'No work for people',
              html`<p>What a workflow leaves to a manual transition waits here until somebody takes it.</p>`,
            )
          : queues.map(queueCard)
      }
    </div>`
}

function queueCard({ transition, queued, claimed }: Queue, index: number): Html {
  const { transitionId, description } = transition
  return html`<section class="card queue" aria-labelledby="queue-${index}">
    <div>
      <h2 id="queue-${index}">${nameOf(transition)}</h2>
      <p class="muted">${description ?? ''}</p>
      <p>
        <strong>${queued}</strong>
        ${queued === 1 ? 'waits' : 'wait'}${claimed.length > 0 ? `, ${claimed.length} taken` : ''}
      </p>
      ${
        claimed.length > 0
          ? html`<ul class="links">
              ${claimed.map(
                ({ executionId, startTime }) =>
                  html`<li>
                    <a href="/work/${transitionId}/${executionId}">Go on with ${shortId(executionId)}</a>
                    <span class="muted">taken ${time(startTime)}</span>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </div>
    <form method="post" action="/work/${transitionId}/take">
      <button
        class="primary"
        id="take-${transitionId}"
        ${queued > 0 ? (index === 0 ? html`autofocus` : nothing) : html`disabled`}
      >
        Take the next
      </button>
    </form>
  </section>`
}

/** One piece of work. */
export interface Work {
  transition: Transition
  row: ExecutionRow
  shape: FormShape
  fields: FilledField[]
  /** Where the output is written as JSON. */
  text: string
  message: string | undefined
  documents: DocumentRow[]
}

/** The page on which a person does a step of a workflow: a form, and the document beside it. */
export function workPage({ transition, row, shape, fields, text, message, documents }: Work): Html {
  const path = `/work/${transition.transitionId}/${row.executionId}`
  const doubtful = fields.find(({ fault, confidence }) => fault !== undefined || isDoubtful(confidence))
  const first = doubtful ?? fields[0]
  return html`<div class="work ${documents.length === 0 ? 'alone' : ''}" data-heartbeat="${path}/heartbeat">
    <section class="work-document" aria-label="Document">${documents.slice(0, 1).map(documentView)}</section>
    <section class="work-form">
      <div class="crumbs"><a href="/work">Work</a></div>
      <h1>${nameOf(transition)}</h1>
      <p class="facts">${idLabel(row.executionId)} <span>taken ${time(row.startTime)}</span></p>
      ${transition.description === null ? nothing : html`<p>${transition.description}</p>`}
      <p class="callout failed" id="lost" role="alert" hidden>
        This work is no longer yours: nothing was heard from this page for 60 seconds, or somebody else has
        done it. <a href="/work">Back to the work</a>
      </p>
      <p class="callout failed" id="unheard" role="alert" hidden>
        The platform does not answer; this page keeps trying. The work stays yours until 60 seconds after it
        last heard from here, and what you type stays in this tab.
        <strong id="time-left" aria-live="off"></strong>
      </p>
      <p class="callout" id="draft" role="status" hidden>
        What you had typed is here again. <button type="button" class="quiet" id="discard">Start anew</button>
      </p>
      <p class="callout failed" id="message" role="alert" ${message === undefined ? html`hidden` : nothing}>
        ${message ?? ''}
      </p>
      <form
        method="post"
        action="${path}/complete"
        id="complete"
        data-draft="${row.executionId}"
        data-submit-keys
        novalidate
      >
        ${fields.map((field) => fieldRow(field, field === first))}
        ${
          shape.makes === 'json'
            ? html`<label class="field"
                ><span class="field-title">Output, a JSON object</span>
                <textarea name="${JSON_FIELD}" rows="14" spellcheck="false" autofocus>${text}</textarea>
              </label>`
            : nothing
        }
        <div class="actions">
          <button class="primary" id="approve">Complete</button>
          <span class="keys muted" data-with-script hidden><kbd>Ctrl</kbd> <kbd>Enter</kbd></span>
        </div>
      </form>
      <details class="reject" id="reject">
        <summary>
          Reject… <span class="keys muted" data-with-script hidden><kbd>Alt</kbd> <kbd>R</kbd></span>
        </summary>
        <form method="post" action="${path}/reject" class="stacked" data-submit-keys>
          <label for="reason">Why</label>
          <textarea id="reason" name="reason" rows="3" required></textarea>
          <div class="actions"><button class="danger">Reject</button></div>
        </form>
      </details>
      <form
        method="post"
        action="${path}/give-back"
        id="give-back"
        data-draft-question="Give it back? What you have typed is lost."
      >
        <button class="quiet">Give back</button>
        <span class="keys muted" data-with-script hidden><kbd>Alt</kbd> <kbd>G</kbd></span>
      </form>
      <noscript
        ><p class="callout retry">
          Without scripts this page can't say that you are at it: the work waits again after 60 seconds.
        </p></noscript
      >
      <details>
        <summary>What came in</summary>
        ${json(row.input)}
      </details>
    </section>
  </div>`
}

/** Whether a person should look twice. */
function isDoubtful(confidence: number | undefined): boolean {
  return confidence !== undefined && levelOf(confidence) !== 'high'
}

function fieldRow(field: FilledField, isFirst: boolean): Html {
  const { name, title, description, confidence, fault, isEditable, given } = field
  const hints = [description === undefined ? '' : `${name}-hint`, fault === undefined ? '' : `${name}-fault`]
  return html`<div class="field ${isDoubtful(confidence) ? 'doubtful' : ''}">
    <label for="${name}" class="field-title"
      >${title}${field.isRequired ? html` <span class="muted">needed</span>` : nothing}</label
    >
    ${confidence === undefined ? nothing : meter(confidence)}
    ${isEditable ? control(field, hints.filter(Boolean).join(' '), isFirst) : html`<div id="${name}">${json(given)}<span class="hint muted">It leaves as it came.</span></div>`}
    ${description === undefined ? nothing : html`<span class="hint muted" id="${name}-hint">${description}</span>`}
    ${fault === undefined ? nothing : html`<span class="hint bad" id="${name}-fault">${fault}</span>`}
  </div>`
}

const PLACEHOLDERS: Partial<Record<FilledField['kind'], string>> = { date: 'YYYY-MM-DD', amount: '0.00' }

function control(
  { name, kind, value, options, maxLength, fault }: FilledField,
  hints: string,
  isFirst: boolean,
): Html {
  const common = html`id="${name}" name="${name}" ${isFirst ? html`autofocus` : nothing}
  ${fault === undefined ? nothing : html`aria-invalid="true"`}
  ${hints === '' ? nothing : html`aria-describedby="${hints}"`}`
  const known = kind === 'yes or no' ? ['true', 'false'] : options
  // What came in is not lost where it is none of the choices.
  const choices = known.length > 0 && value !== '' && !known.includes(value) ? [value, ...known] : known
  if (choices.length > 0) {
    const shown = (option: string) =>
      kind === 'yes or no' ? ({ true: 'Yes', false: 'No' }[option] ?? option) : option
    return html`<select ${common}>
      <option value=""></option>
      ${choices.map((option) => html`<option value="${option}" ${option === value ? html`selected` : nothing}>${shown(option)}</option>`)}
    </select>`
  }
  const isDecimal = kind === 'amount' || kind === 'number'
  return html`<input
    ${common}
    value="${value}"
    autocomplete="off"
    spellcheck="false"
    ${isDecimal ? html`inputmode="decimal"` : nothing}
    ${maxLength === undefined ? nothing : html`maxlength="${maxLength}"`}
    placeholder="${PLACEHOLDERS[kind] ?? ''}"
  />`
}
