/** Variables of OpenTelemetry's, whose names and meanings are its own. */
type Variables = Readonly<Record<string, string | undefined>>

/** Whether spans are wanted: an OTLP endpoint is named, and nothing says that they are not. */
export function wantsSpans(variables: Variables): boolean {
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces, OTEL_EXPORTER_OTLP_ENDPOINT: all } = variables
  if ((traces ?? '') === '' && (all ?? '') === '') return false
  return variables['OTEL_SDK_DISABLED'] !== 'true' && variables['OTEL_TRACES_EXPORTER'] !== 'none'
}

/** The values of the headers that go with spans: the keys of those who store them. */
export function headerSecrets(variables: Variables): string[] {
  return ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'].flatMap((name) =>
    (variables[name] ?? '').split(',').flatMap((pair) => {
      const value = pair.slice(pair.indexOf('=') + 1).trim()
      return [value, decoded(value), value.replace(/^(Bearer|Basic)(%20| )/i, '')]
    }),
  )
}

/** Headers are given as in a URL. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
