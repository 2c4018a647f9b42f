/** The deepest that filters and parentheses may be nested. */
const MOST_NESTED = 32

const SPACE = /\s*/uy
const STRING = /'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"/uy
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** A place in a text that is parsed. */
export class Reader {
  readonly text: string
  at: number
  #nested = 0

  constructor(text: string, at = 0) {
    this.text = text
    this.at = at
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  /** Moves on after this text, if it is next. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false
    this.at += expected.length
    return true
  }

  /** @param pattern sticky; moves on after what it matches */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found) this.at += found[0].length
    return found ?? undefined
  }

  skipSpace(): void {
    this.match(SPACE)
  }

  /** A string in quotes. AWS takes `\"` in single quotes as two characters. */
  string(): string | undefined {
    const found = this.match(STRING)
    const [, single, double] = found ?? []
    return (single ?? double)?.replaceAll(
      /\\(?:u([0-9A-Fa-f]{4})|(.))/gu,
      (escape, code: string | undefined, character: string) => {
        if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
        return single !== undefined && character === '"' ? escape : (ESCAPED[character] ?? character)
      },
    )
  }

  /** @throws if this is nested too deep */
  nest<T>(parse: () => T): T {
    this.#nested += 1
    if (this.#nested > MOST_NESTED) throw new Error(`it is nested more than ${MOST_NESTED} levels deep`)
    const parsed = parse()
    this.#nested -= 1
    return parsed
  }

  fail(expected: string): never {
    throw new Error(`expected ${expected} at ${this.text.slice(this.at, this.at + 20) || 'its end'}`)
  }
}
