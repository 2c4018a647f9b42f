/** The variable by which a platform tells the runtime which others come from secrets: their names, with commas between. */
export const SECRET_VARIABLES = 'TRANSITION_SECRET_VARIABLES'

const SECRET_NAME = /SECRET|TOKEN|PASSW|PASSPHRASE|CREDENTIAL|(PRIVATE|API|ACCESS|SIGNING|ENCRYPTION)_?KEY/i

/** Names of settings that only speak of a secret: `TOKEN_CACHE`, `SECRET_NAME`, `ACCESS_KEY_ID`. */
const SETTING_NAME =
  /_(ALGORITHM|BACKEND|CACHE|COUNT|DIR|ENABLED|ENDPOINT|EXPIRY|FILE|HEADER|HOST|ID|ISSUER|LENGTH|LIMIT|MAX|MIN|MINUTES|MODE|MS|NAME|NAMES|PATH|PROVIDER|REGION|SECONDS|SIZE|STORE|TTL|TYPE|VARIABLES|VERSION)$/i

/** Names of values that are an address. */
const ADDRESS_NAME = /(ENDPOINT|HOST|HOSTNAME|URL|URI)$/i

/** Whether a variable's name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !SETTING_NAME.test(name)
}

/**
 * Whether nothing may show a variable's value: its name says so, or it came from a secret of the transition. Spared is
 * what would only tear holes into text: numbers, switches, ids, and addresses without a password.
 */
export function isSecretVariable(name: string, value: string, isFromSecret = false): boolean {
  if (!isFromSecret && !isSecretName(name)) return false
  return !(isNumber(value) || isSwitch(value) || isId(name, value) || isPlainAddress(name, value))
}

/** A count, an amount, a port. A long row of digits may be a key. */
const isNumber = (value: string) => /^[-+]?\d[\d.,_]{0,11}$/.test(value.trim())

const isSwitch = (value: string) =>
  /^(true|false|yes|no|on|off|enabled|disabled|default)$/i.test(value.trim())

const isId = (name: string, value: string) => /^las:[a-z-]+:[\w-]+$/.test(value) || /_ID$/i.test(name)

/** An address without credentials. A long part of its path may be a key, as in the addresses of webhooks. */
function isPlainAddress(name: string, value: string): boolean {
  const url = URL.parse(value.includes('://') ? value : `https://${value}`)
  if (!url || !(ADDRESS_NAME.test(name) || value.includes('://'))) return false
  const { password, username, search, hash, pathname } = url
  return password + username + search + hash === '' && !/[^/]{16}/.test(pathname)
}
