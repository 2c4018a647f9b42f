import { codeOf, messageOf } from '../contract/message-of.ts'

/** The root of a chain of causes. If all addresses of a host failed, the root of the first failure. */
export function rootCause(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootCause(error.errors[0])
  return error instanceof Error && error.cause instanceof Error ? rootCause(error.cause) : error
}

/** The system's error code of a failed connection, such as `ECONNREFUSED`. */
export function failureCode(error: unknown): string | undefined {
  const root = rootCause(error)
  const code = codeOf(root)
  // OpenSSL's reason stands in the message only.
  return code === 'EPROTO' && NO_TLS.test(messageOf(root)) ? 'ERR_SSL_WRONG_VERSION_NUMBER' : code
}

const NO_TLS = /wrong version number|packet length too long|http request/

/** OpenSSL's and Node's codes for a certificate that is not trusted. */
const UNTRUSTED =
  /^(CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|PATH_LENGTH_|ERROR_IN_CERT_|ERR_TLS_CERT_|ERR_SSL_CERTIFICATE_VERIFY_FAILED)/

/**
 * What to check after a connection failed for its certificate or its protocol; undefined for other failures. No retry
 * helps against the former.
 */
export function tlsHint(code: string | undefined): string | undefined {
  if (code === undefined) return undefined
  if (/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)/.test(code))
    return 'does it speak http, not https?'
  return UNTRUSTED.test(code) ? 'is its CA in the file that NODE_EXTRA_CA_CERTS names?' : undefined
}
