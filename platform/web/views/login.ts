import { html, nothing, type Html } from '../html/html.ts'

/** What the login page shows. */
export interface LoginForm {
  /** Where it leads. */
  to: string | undefined
  clientId?: string
  message?: string
}

/** The forms by which people log in: with the code of a printed link, or as an app client. */
export function loginPage({ to, clientId = '', message }: LoginForm): Html {
  const target = to === undefined ? nothing : html`<input type="hidden" name="to" value="${to}" />`
  return html`<div class="login card">
    <h1>Log in</h1>
    ${message === undefined ? nothing : html`<p class="callout failed" role="alert">${message}.</p>`}
    <p class="muted">
      The link that the platform prints when it starts leads in, once. Otherwise log in with the client id and
      the client secret of an app client; <code>transition platform</code> prints those of the first one.
    </p>
    <form method="post" action="/login">
      ${target}
      <label
        >Client id <input name="clientId" value="${clientId}" autocomplete="username" required autofocus
      /></label>
      <label
        >Client secret <input name="clientSecret" type="password" autocomplete="current-password" required
      /></label>
      <button class="primary">Log in</button>
    </form>
    <details>
      <summary>With a link’s code</summary>
      <form method="post" action="/login" id="code-form">
        ${target}
        <label>What stands after # in the link <input name="code" autocomplete="off" required /></label>
        <button>Log in with the code</button>
      </form>
    </details>
  </div>`
}
