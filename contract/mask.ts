/** Shorter values would tear holes into ordinary text. */
const MIN_LENGTH = 6

const SECRET_NAME = /SECRET|TOKEN|PASSW|PASSPHRASE|CREDENTIAL|(PRIVATE|API|ACCESS)_?KEY/i

/** Hides secrets in what leaves the container. */
export interface Mask {
  /** One more secret to hide. */
  add(secret: string | undefined): void
  /** The text with each secret replaced by `[secret]`, also as it stands in JSON or in a URL. */
  apply(text: string): string
}

/** Whether a variable's name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name)
}

/** The secrets that an environment holds, by the names of its variables. */
export function secretsOf(variables: Readonly<Record<string, string | undefined>>): (string | undefined)[] {
  return Object.entries(variables).flatMap(([name, value]) => (isSecretName(name) ? [value] : []))
}

export function createMask(secrets: readonly (string | undefined)[]): Mask {
  const forms = new Set<string>()
  let ordered: string[] = []
  const mask: Mask = {
    add(secret) {
      // A secret of several lines (a key in PEM, say) is logged line by line.
      for (const line of secret?.split(/\r?\n/) ?? []) {
        if (line.length < MIN_LENGTH) continue
        for (const form of [line, JSON.stringify(line).slice(1, -1), encodeURIComponent(line)])
          forms.add(form)
      }
      // Longest first, so that no secret leaves the rest of a longer one behind.
      ordered = Array.from(forms).toSorted((a, b) => b.length - a.length)
    },
    apply(text) {
      let masked = text
      for (const form of ordered) if (masked.includes(form)) masked = masked.replaceAll(form, '[secret]')
      return masked
    },
  }
  for (const secret of secrets) mask.add(secret)
  return mask
}
