import type { FieldType } from '../../contract/index.ts'

/** The platform's values are 1 to 64 characters. */
const longest = 64

const keep: Partial<Record<FieldType, (value: string) => string>> = {
  letter: (value) => value.replace(/[^\p{L}]/gu, ''),
  alphanum: (value) => value.replace(/[^\p{L}\p{N}]/gu, ''),
  alphanumext: (value) => value.replace(/[^\p{L}\p{N}\-/._ ]/gu, ''),
  digits: (value) => value.replace(/\D/g, ''),
  phone: (value) => value.replace(/[^\d+]/g, ''),
  number: (value) => (/^-?\d+(?:\.\d+)?$/.test(value) ? value : value.replace(/\D/g, '')),
}

/**
 * A found value in a field's type, or undefined where it isn't one or is too long: values are never cut.
 * `string` and `all` take any text, `alphanum` letters and digits only, `alphanumext` also `- / . _` and space.
 */
export function writeValue(value: string, type: FieldType, maxLength: number): string | undefined {
  const written = (keep[type]?.(value) ?? value).trim()
  return written.length >= 1 && written.length <= Math.min(maxLength, longest) ? written : undefined
}
