/** A form as the page's own pages send it. */
export const OWN_FORM = {
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
} as const

/** Logs in with a link, as a browser does that opens it. @returns the `cookie` header of the session; empty if it has none */
export async function openWebLink(link: string): Promise<string> {
  const url = new URL(link)
  const body = new URLSearchParams({ ...Object.fromEntries(url.searchParams), code: url.hash.slice(1) })
  const answer = await fetch(new URL('/login', url), {
    method: 'POST',
    body,
    headers: OWN_FORM,
    redirect: 'manual',
  })
  await answer.body?.cancel()
  return cookieOf(answer)
}

/** The `cookie` header of what an answer sets. */
export function cookieOf({ headers }: Response): string {
  return headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** What a browser keeps that has a cookie, as Playwright takes it. */
export function storageOf(url: string, cookie: string) {
  const [name = '', value = ''] = cookie.split('=')
  const { hostname: domain } = new URL(url)
  const rest = { path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Strict' as const }
  return { cookies: [{ name, value, domain, ...rest }], origins: [] }
}
