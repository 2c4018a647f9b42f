interface Page {
  nextToken?: string | null
}

/**
 * A list: `await` it for one page, or iterate it for all items of all pages. Pages are fetched on demand.
 * `Array.fromAsync(listing)` makes an array of all items.
 */
export class Listing<Answer, Item> implements PromiseLike<Answer>, AsyncIterable<Item> {
  readonly #fetchPage: (query?: { nextToken: string }) => Promise<unknown>
  readonly #items: string

  /** @internal */
  constructor(fetchPage: (query?: { nextToken: string }) => Promise<unknown>, items: string) {
    this.#fetchPage = fetchPage
    this.#items = items
  }

  // oxlint-disable-next-line unicorn/no-thenable -- being awaitable is what this class is for
  then<Fulfilled = Answer, Rejected = never>(
    onFulfilled?: ((page: Answer) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((error: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return (this.#fetchPage() as Promise<Answer>).then(onFulfilled, onRejected)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let nextToken: string | null | undefined
    do {
      // `send` has checked that the items are there.
      const page = (await this.#fetchPage(nextToken ? { nextToken } : undefined)) as Page &
        Record<string, Item[]>
      yield* page[this.#items] ?? []
      nextToken = page.nextToken
    } while (nextToken)
  }
}
