import { scriptedServer, type Answer, type ReceivedRequest } from './scripted-server.ts'

interface Attribute {
  key: string
  value: Record<string, unknown>
}

/** A span as it came, with what matters of its JSON. */
export interface ReceivedSpan {
  name: string
  traceId: string
  parentSpanId?: string
  startTimeUnixNano: string
  endTimeUnixNano: string
  status: { code: number; message?: string }
  attributes: Record<string, unknown>
  events: { name: string; attributes: Record<string, unknown> }[]
  resource: Record<string, unknown>
}

/** A collector of spans that speaks OTLP over HTTP, in JSON. */
export async function otlpReceiver(answer: () => Answer = () => ({ body: {} })) {
  const server = await scriptedServer({ 'POST /v1/traces': answer })
  return {
    ...server,
    spans: (): ReceivedSpan[] => server.requests('POST /v1/traces').flatMap(spansOf),
  }
}

/** OTLP's JSON, as far as it is read. */
interface Payload {
  resourceSpans: {
    resource: { attributes: Attribute[] }
    scopeSpans: { spans: SentSpan[] }[]
  }[]
}
interface SentSpan extends Omit<ReceivedSpan, 'attributes' | 'events' | 'resource'> {
  attributes: Attribute[]
  events: { name: string; attributes: Attribute[] }[]
}

function spansOf({ body }: ReceivedRequest): ReceivedSpan[] {
  const { resourceSpans }: Payload = JSON.parse(body)
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        attributes: valuesOf(span.attributes),
        events: span.events.map(({ name, attributes }) => ({ name, attributes: valuesOf(attributes) })),
        resource: valuesOf(resource.attributes),
      })),
    ),
  )
}

function valuesOf(attributes: Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}
