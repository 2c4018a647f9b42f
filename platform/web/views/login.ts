import { html, nothing, type Html } from '../html/html.ts'

/** The form by which an app client logs in. */
export function loginPage({
  to,
  clientId = '',
  message,
}: {
  to: string | undefined
  clientId?: string
  message?: string
}): Html {
  return html`<form class="login card" method="post" action="/login">
    <h1>Log in</h1>
    <p class="muted">
      With the client id and the client secret of an app client. <code>transition platform</code> prints those
      of the first one.
    </p>
    ${message === undefined ? nothing : html`<p class="callout failed" role="alert">${message}</p>`}
    ${to === undefined ? nothing : html`<input type="hidden" name="to" value="${to}" />`}
    <label
      >Client id <input name="clientId" value="${clientId}" autocomplete="username" required autofocus
    /></label>
    <label
      >Client secret <input name="clientSecret" type="password" autocomplete="current-password" required
    /></label>
    <button class="primary">Log in</button>
  </form>`
}
