import type { Transition } from '../../../contract/index.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { json } from '../html/json.ts'
import { card, idLabel } from '../html/pieces.ts'
import { nameOf } from './execution-table.ts'
import { namedListPage } from './named-list.ts'

/** A transition, and how many of its executions run. */
export interface TransitionLine {
  transition: Transition
  running: number
}

/** The page of all transitions. */
export function transitionsPage(lines: TransitionLine[]): Html {
  const hint = html`<p>
      A transition is a step that a container does, or a person.
      <code>POST /v1/transitions</code> creates one, and so does
    </p>
    <pre tabindex="0"><code>npx transition dev handler.ts</code></pre>`
  return namedListPage(
    { title: 'Transitions', id: 'transitions', none: 'No transition yet', hint },
    lines.map(({ transition, running }) => ({
      id: transition.transitionId,
      href: `/transitions/${transition.transitionId}`,
      name: nameOf(transition),
      description: transition.description,
      doneBy: transition.transitionType === 'docker' ? 'a container' : 'a person',
      running,
      createdTime: transition.createdTime,
    })),
  )
}

/** The page of one transition. */
export function transitionPage({ transition, running }: TransitionLine): Html {
  const { transitionId, transitionType, description, parameters, inputJsonSchema, outputJsonSchema } =
    transition
  return html`<div class="crumbs"><a href="/transitions">Transitions</a></div>
    <div class="head">
      <h1>${nameOf(transition)}</h1>
      <p class="facts">
        ${idLabel(transitionId)}
        <span>done by ${transitionType === 'docker' ? 'a container' : 'a person'}</span>
        <span>${running} running</span>
        <span>at most ${transition.timeoutInSeconds} s</span>
      </p>
      ${description === null ? nothing : html`<p>${description}</p>`}
      <div class="actions">
        ${
          transitionType === 'docker'
            ? html`<a class="button primary" href="/transitions/${transitionId}/run">Run</a>`
            : html`<a class="button primary" href="/work/${transitionId}">To its work</a>`
        }
        <a class="button" href="/executions?transition=${transitionId}">Its executions</a>
      </div>
    </div>
    ${card('Parameters', Object.keys(parameters).length > 0 ? json(parameters) : html`<p class="muted">None.</p>`, { id: 'parameters' })}
    ${schemaCard('Schema of its input', 'input-schema', inputJsonSchema)}
    ${schemaCard('Schema of its output', 'output-schema', outputJsonSchema)}`
}

function schemaCard(title: string, id: string, schema: object | undefined): Html {
  return schema === undefined ? nothing : card(title, json(schema), { id })
}

/** The form by which a transition, or a workflow, is run with an input. */
export function runPage({
  title,
  back,
  action,
  input,
  schema,
  message,
}: {
  title: string
  back: string
  action: string
  /** As it stands in the form. */
  input: string
  schema: object | undefined
  message?: string | undefined
}): Html {
  return html`<div class="crumbs"><a href="${back}">${title}</a></div>
    <div class="head"><h1>Run ${title}</h1></div>
    <form class="card stacked" method="post" action="${action}" data-submit-keys>
      ${message === undefined ? nothing : html`<p class="callout failed" role="alert" id="input-error">${message}</p>`}
      <label for="input-text">Input, a JSON object</label>
      <textarea
        id="input-text"
        name="input"
        rows="14"
        spellcheck="false"
        autofocus
        ${message === undefined ? nothing : html`aria-invalid="true" aria-describedby="input-error"`}
      >
${input}</textarea>
      <div class="actions">
        <button class="primary">Run</button>
        <a class="button" href="${back}">Cancel</a>
        <span class="muted keys" data-with-script hidden><kbd>Ctrl</kbd> <kbd>Enter</kbd> runs it</span>
      </div>
    </form>
    ${schema === undefined ? nothing : card('What the input must be', json(schema), { id: 'input-schema' })}`
}
