import { UsageError } from '../usage-error.ts'

/** A flag of the platform that takes a URL, which may hold a password: no message repeats it. */
export type UrlFlag = 'database' | 'predictor' | 'smtp'

type Urls = Partial<Record<UrlFlag, string>>

/**
 * Checks the URLs, hides them from the list of processes, and warns of passwords that were typed.
 * @param typed the flags that stand in the command's arguments, and not in a variable
 * @throws UsageError
 */
export function checkUrls(urls: Urls, typed: readonly UrlFlag[]): void {
  if (typed.length > 0) process.title = 'transition platform'
  check('smtp', urls.smtp, /^smtps?:$/, 'an smtp or smtps URL, such as smtp://user:password@host:587')
  check('predictor', urls.predictor, /^https?:$/, 'an http or https URL')
  for (const flag of typed) {
    const url = URL.parse(urls[flag] ?? '')
    if (url && (url.password !== '' || url.searchParams.has('password')))
      console.error(
        `--${flag} has a password, which other users may have seen in the list of processes: give it by TRANSITION_${flag.toUpperCase()}`,
      )
  }
}

function check(flag: UrlFlag, given: string | undefined, protocol: RegExp, expected: string): void {
  if (given === undefined || protocol.test(URL.parse(given)?.protocol ?? '')) return
  throw new UsageError(`--${flag}: expected ${expected}`)
}
