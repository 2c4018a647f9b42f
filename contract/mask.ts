import { inspect } from 'node:util'
import { isSecretVariable } from './secret-variables.ts'

/** Shorter values would tear holes into ordinary text. */
const MIN_LENGTH = 6

/** What stands in place of a secret. */
const MASKED = '[secret]'

/** Hides secrets in what leaves the container. */
export interface Mask {
  /** One more secret to hide. */
  add(secret: string | undefined): void
  /** The text with each secret replaced by `[secret]`, in whichever of its forms it stands there. */
  apply(text: string): string
  /** A JSON value with each secret in its texts and keys replaced: what is written of it stays valid JSON. */
  applyTo<T>(value: T): T
  /** Where to cut a text, at this place or before it, so that no secret is cut in two. */
  cutBefore(text: string, place: number): number
  /** The length of the longest form of a secret, in characters. */
  readonly reach: number
}

/** The values of an environment that nothing may show: the secrets by their names or, of those named in `fromSecrets`, by their origin. */
export function secretsOf(
  variables: Readonly<Record<string, string | undefined>>,
  fromSecrets: ReadonlySet<string> = new Set(),
): string[] {
  return Object.entries(variables).flatMap(([name, value = '']) =>
    isSecretVariable(name, value, fromSecrets.has(name)) ? [value, ...passwordsIn(value)] : [],
  )
}

/** The password of a URL, as it stands there and decoded: drivers print it alone. */
function passwordsIn(value: string): string[] {
  const { password = '' } = URL.parse(value) ?? {}
  if (password === '') return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}

/** Makes a mask of these secrets. Undefined and short ones are left out. */
export function createMask(secrets: readonly (string | undefined)[]): Mask {
  const forms = new Set<string>()
  let ordered: string[] = []

  function apply(text: string): string {
    let masked = text
    for (const form of ordered) if (masked.includes(form)) masked = masked.replaceAll(form, MASKED)
    return masked
  }

  const applyTo = (value: unknown): unknown => {
    if (typeof value === 'string') return apply(value)
    if (Array.isArray(value)) return value.map(applyTo)
    if (typeof value !== 'object' || value === null || ordered.length === 0) return value
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [apply(key), applyTo(child)]))
  }

  const mask: Mask = {
    add(secret = '') {
      for (const form of formsOf(secret)) forms.add(form)
      // Longest first, so that no secret leaves the rest of a longer one behind.
      ordered = Array.from(forms).toSorted((a, b) => b.length - a.length)
    },
    apply,
    // Masking changes texts only, never a value's shape.
    applyTo: <T>(value: T) => applyTo(value) as T,
    cutBefore(text, place) {
      const cut = ordered.reduce((at, form) => {
        const from = Math.max(0, at - form.length + 1)
        const found = text.slice(from, at + form.length - 1).indexOf(form)
        return found === -1 ? at : from + found
      }, place)
      if (cut < place && cut > 0) return mask.cutBefore(text, cut)
      return cut === 0 ? place : cut
    },
    get reach() {
      return ordered[0]?.length ?? 0
    },
  }
  for (const secret of secrets) mask.add(secret)
  return mask
}

/** The forms in which programs print a secret: as it is, in JSON, by `inspect`, in a URL, in a form, in base64, in hexadecimal, as a buffer. */
function formsOf(secret: string): string[] {
  if (secret.trim().length < MIN_LENGTH) return []
  // A secret of several lines (a key in PEM, say) is printed line by line, or as a whole in one line.
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= MIN_LENGTH)
  return [secret, ...lines].flatMap((text) => {
    const json = JSON.stringify(text).slice(1, -1)
    const form = new URLSearchParams([['', text]]).toString().slice(1)
    const url = encodeURIComponent(text.toWellFormed())
    return [
      text,
      json,
      JSON.stringify(json).slice(1, -1),
      inspect(text, { breakLength: Infinity, maxStringLength: null }).slice(1, -1),
      text.replaceAll('\\', '\\\\').replaceAll("'", "\\'"),
      ...[url, form].flatMap((one) => [one, lowerCaseEscapes(one)]),
      ...encodedForms(Buffer.from(text)),
    ]
  })
}

const lowerCaseEscapes = (text: string) => text.replaceAll(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase())

/** What `console.log` prints of a buffer: its first fifty bytes. */
const printedBuffer = (bytes: Buffer) => inspect(bytes.subarray(0, 50)).slice('<Buffer '.length, -1)

/** In hexadecimal, and in base64 wherever it stands in what is encoded, as in `id:secret`. */
function encodedForms(bytes: Buffer): string[] {
  const hex = bytes.toString('hex')
  const base64 = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    // The characters that depend on nothing but the secret: six bits each.
    const sure = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [hex, hex.toUpperCase(), printedBuffer(bytes), ...base64]
}
