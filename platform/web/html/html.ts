import { html } from 'hono/html'

export { html }

/** A piece of a page. What `html` is given is escaped; a piece within a piece is not escaped again. */
export type Html = ReturnType<typeof html>

/** Nothing to show. */
export const nothing: Html = html``
