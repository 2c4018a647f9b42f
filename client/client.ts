import type { BodyOf, ParamNames, ParamsOf, QueryOf, ResponseOf, Route, Routes } from '../contract/index.ts'
import type { DocumentMethods } from './document-content.ts'
import type { Listing } from './listing.ts'

/** The last argument of every call. */
export interface RequestOptions {
  /** Ends the call, also between two attempts; the call rejects with the signal's reason. */
  signal?: AbortSignal
  /** Timeout of one attempt in milliseconds, from its start to the last byte of its answer. Default 30,000. */
  timeoutMs?: number
  /** `false`: one attempt, no retries; for callers with retry rules of their own. Default true. */
  retry?: boolean
}

type Ids<R extends Route, Names extends readonly string[] = ParamNames<R['path']>> = {
  [Index in keyof Names]: ParamsOf<R>[Names[Index] & keyof ParamsOf<R>]
}
type InputOf<R extends Route> = R extends { body: object } ? BodyOf<R> : QueryOf<R>
type InputArgument<R extends Route> = R extends { body: object } | { query: object }
  ? {} extends InputOf<R>
    ? [input?: InputOf<R>]
    : [input: InputOf<R>]
  : []

/** One item of a list. */
export type ListOf<R extends Route> = R extends { items: infer Key extends string }
  ? ResponseOf<R>[Key & keyof ResponseOf<R>] extends readonly (infer Item)[]
    ? Item
    : never
  : never

type Result<R extends Route> = R extends { items: string }
  ? Listing<ResponseOf<R>, ListOf<R>>
  : Promise<ResponseOf<R>>

type Method<R extends Route> = (
  ...args: [...Ids<R>, ...InputArgument<R>, options?: RequestOptions]
) => Result<R>

type Methods<Tree> = {
  readonly [Name in keyof Tree]: Tree[Name] extends Route ? Method<Tree[Name]> : Methods<Tree[Name]>
}

/**
 * A method for each operation of the API: first the ids in the path, in order, then body or query, then options.
 * Lists can be awaited for a page, or iterated for all items.
 *
 * @example
 * await client.transitions.executions.update(transitionId, executionId, { status: 'succeeded', output })
 * for await (const document of client.documents.list()) …
 * const bytes = await client.documents.content(documentId)
 */
export type Client = Omit<Methods<Routes>, 'documents'> & { readonly documents: Documents }

type Documents = Omit<Methods<Routes['documents']>, 'get'> & DocumentMethods
