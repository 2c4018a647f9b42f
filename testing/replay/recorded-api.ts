import { isDeepStrictEqual } from 'node:util'
import type { Exchange } from '../../contract/fixture.ts'
import { contentsFiled, tidied } from '../../contract/make-fixture.ts'
import type { Mask } from '../../contract/mask.ts'
import type { SentRequest } from '../run-result.ts'
import { noConnection } from '../transport.ts'
import type { Departure } from './departure.ts'
import type { WholeFixture } from './fixture-file.ts'

/** An API that answers as it was recorded. */
export interface RecordedApi {
  answer(sent: SentRequest): Response
  /** Where calls departed from what was recorded; calls that never came are among them. */
  departures(): Departure[]
}

/** What a call asked for, as it can be compared. */
type Question = Pick<Exchange, 'method' | 'path' | 'query' | 'body'>

/**
 * Answers each call with the answer to the same call: same operation, same content, in whatever order they come. Of
 * several that are the same the first that is left answers.
 * @param compared what is compared of a call; the rest may differ
 */
export function recordedApi(
  { fixture, contents }: WholeFixture,
  { mask, compared }: { mask: Mask; compared: <T>(value: T) => T },
): RecordedApi {
  const left = fixture.exchanges.map((exchange) => ({ exchange, question: compared(questionOf(exchange)) }))
  const found: Departure[] = []

  function ask(sent: SentRequest): Exchange | undefined {
    const { body } = contentsFiled(sent, new Map())
    const { method, path, query } = sent
    const question = compared(tidied(questionOf({ method, path, query, body }), mask))
    const index = left.findIndex((candidate) => isDeepStrictEqual(candidate.question, question))
    if (index >= 0) return left.splice(index, 1)[0]?.exchange
    const call = `${method} ${path}`
    const alike = left.find(({ question: other }) => `${other.method} ${other.path}` === call)
    found.push(
      alike
        ? { what: `${call} was called with other content`, expected: alike.question, actual: question }
        : { what: `${call} was called, and is not in the fixture, or not as often`, actual: question },
    )
    // It is the call that was meant: without it, nothing could be said about what follows.
    if (alike) left.splice(left.indexOf(alike), 1)
    return alike?.exchange
  }

  return {
    answer(sent) {
      const exchange = ask(sent)
      if (!exchange) return Response.json({ message: 'The fixture has no such call' }, { status: 418 })
      const { status, response, failure = 'ECONNRESET' } = exchange
      if (status === undefined) throw noConnection(failure)
      if (response === undefined) return new Response(null, { status })
      if (typeof response === 'string') return new Response(response, { status })
      return Response.json(contentsBack(response, contents), { status })
    },
    departures: () => [
      ...found,
      ...left.map(({ question }) => ({
        what: `${question.method} ${question.path} is in the fixture, and was not called`,
        expected: question,
      })),
    ],
  }
}

function questionOf({ method, path, query, body }: Question): Question {
  return {
    method,
    path,
    ...(query && Object.keys(query).length > 0 && { query }),
    ...(body !== undefined && { body }),
  }
}

/** An answer with the base64 of files where their digests stand. */
function contentsBack(response: unknown, contents: ReadonlyMap<string, string>): unknown {
  if (typeof response !== 'object' || response === null || !('content' in response)) return response
  const content = contents.get(String(response.content))
  return content === undefined ? response : { ...response, content }
}
