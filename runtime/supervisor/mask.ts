/** Shorter values would tear holes into ordinary text. */
const MIN_LENGTH = 6

/** Hides secrets in what leaves the container. */
export interface Mask {
  /** One more secret to hide. */
  add(secret: string | undefined): void
  /** The text with each secret replaced by `[secret]`, also as it stands in JSON or in a URL. */
  apply(text: string): string
}

export function createMask(secrets: readonly (string | undefined)[]): Mask {
  const forms = new Set<string>()
  const mask: Mask = {
    add(secret) {
      if (secret === undefined || secret.length < MIN_LENGTH) return
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
        forms.add(form)
    },
    apply(text) {
      let masked = text
      // Longest first, so that no secret leaves the rest of a longer one behind.
      for (const form of Array.from(forms).toSorted((a, b) => b.length - a.length))
        masked = masked.replaceAll(form, '[secret]')
      return masked
    },
  }
  for (const secret of secrets) mask.add(secret)
  return mask
}
