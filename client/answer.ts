/** An HTTP answer; a `Response` is one. */
export interface Answer {
  status: number
  headers: AnswerHeaders
  text(): Promise<string>
}

/** Headers by name, in any case. */
export interface AnswerHeaders {
  get(name: string): string | null
}

/** Parses a JSON object or array; undefined for anything else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
