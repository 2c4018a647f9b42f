/** A database's URL that can't be used; the message leaves the URL out, for it may hold a password. */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError'
}

const EXPECTED = 'expected postgres://USER@HOST:PORT/NAME'

/**
 * Checks a database's URL.
 * @returns how messages name the database: without user and password
 * @throws DatabaseUrlError
 */
export function nameOfDatabase(url: string): string {
  if (!URL.canParse(url)) throw new DatabaseUrlError(`The database's URL is none: ${EXPECTED}. ${ENCODED}`)
  const { protocol, host, pathname, search, hash } = new URL(url)
  if (protocol !== 'postgres:' && protocol !== 'postgresql:')
    throw new DatabaseUrlError(`The database's URL is one of ${protocol}//: ${EXPECTED}`)
  // The rest of a password that isn't encoded.
  if (`${pathname}${hash}`.includes('@') || hash !== '' || search.includes('@'))
    throw new DatabaseUrlError(`The database's URL has an @ or a # after its host: ${EXPECTED}. ${ENCODED}`)
  return `postgres://${host}${pathname}`
}

const ENCODED = 'The characters / ? # @ : % of a password are written as %2F %3F %23 %40 %3A %25'
