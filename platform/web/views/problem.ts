import { html, type Html } from '../html/html.ts'

const TITLES: Record<number, string> = {
  400: 'That does not go',
  403: 'Not allowed',
  404: 'Not here',
  413: 'Too big',
  429: 'Too much',
  500: 'Something broke',
}

/** What is shown in place of a page. */
export function problemPage(status: number, message: string): Html {
  return html`<div class="empty lone">
    <h1 class="empty-title">${TITLES[status] ?? 'Not possible'}</h1>
    <p>${message}</p>
    <p><a href="/executions">To the executions</a></p>
  </div>`
}
